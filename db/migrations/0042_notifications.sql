-- A notification is written in the transaction that took its event, and sent afterwards: one row per event, person and channel.
alter table notifications
  add column order_id text,
  add column template text not null default 'none',
  add column locale text not null default 'en',
  add column title text not null default '',
  add column urgent boolean not null default false,
  add column status text not null default 'SENT'
    check (status in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'EXPIRED', 'UNCERTAIN')),
  -- Later than created_at where quiet hours or a retry hold it back.
  add column send_after timestamptz not null default now(),
  -- From then on it would only confuse.
  add column expires_at timestamptz not null default now(),
  add column attempts integer not null default 0,
  -- Whoever sends it has until then; afterwards nobody knows what became of it.
  add column lease_until timestamptz,
  add column sent_at timestamptz,
  add column provider text,
  add column sent_to text,
  add column error text,
  add check (channel in ('push', 'sms', 'email'));
alter table notifications
  alter column template drop default,
  alter column locale drop default,
  alter column title drop default,
  alter column status set default 'QUEUED',
  alter column expires_at drop default;
create index notifications_due on notifications (send_after) where status = 'QUEUED';
create index notifications_in_hand on notifications (lease_until) where status = 'SENDING';
create index notifications_by_status on notifications (status, id desc);
create index notifications_of_user on notifications (user_id, id desc);

create function notifications_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('notifications', '');
  return null;
end $$;
create trigger notifications_notify after insert on notifications
  for each statement execute function notifications_wake();

create table notification_preferences (
  user_id    text primary key references users,
  locale     text not null check (locale in ('en', 'fi')),
  push       boolean not null,
  sms        boolean not null,
  email      boolean not null,
  -- Minutes of the day on the person's clock; `to` may lie on the next day. Both or none.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_to   integer check (quiet_to between 0 and 1439),
  time_zone  text not null,
  check ((quiet_from is null) = (quiet_to is null)),
  check (quiet_from <> quiet_to)
);

create table push_subscriptions (
  id         bigint generated always as identity primary key,
  user_id    text not null references users,
  -- One browser on one device; whoever logs in there last gets its news.
  endpoint   text not null unique,
  p256dh     text not null,
  auth       text not null,
  created_at timestamptz not null default now()
);
create index push_subscriptions_of_user on push_subscriptions (user_id, id);
