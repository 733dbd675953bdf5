-- Where a restaurant's programs want to hear of its orders (Standard Webhooks).
create table webhook_endpoints (
  id              text primary key,
  restaurant_id   text not null references restaurants,
  url             text not null,
  events          text[] not null check (cardinality(events) > 0),
  description     text not null,
  -- Set when it is sent nothing: 'by-you', 'gone', 'failing'.
  disabled        text,
  -- Which secret signs, and which one signs besides it until then. The secrets themselves are worked out from the setting
  -- WEBHOOK_SIGNING_KEYS (services/webhook/secrets.ts).
  secret          text not null,
  previous_secret text,
  previous_until  timestamptz,
  -- Since when nothing has got through.
  failing_since   timestamptz,
  -- Nobody was there, or it asked for a pause: until then nothing is sent.
  resting_until   timestamptz,
  created_by      text not null,
  created_at      timestamptz not null default now(),
  check ((previous_secret is null) = (previous_until is null))
);
create index webhook_endpoints_of_restaurant on webhook_endpoints (restaurant_id, id);

-- One event for one endpoint: written by the transaction that took the event, sent by the endpoint's workflow.
create table webhook_messages (
  id          text primary key,
  -- The order of its queue, and of its log.
  seq         bigint generated always as identity unique,
  endpoint_id text not null references webhook_endpoints on delete cascade,
  type        text not null,
  -- As it is signed and sent, byte by byte.
  body        text not null,
  status      text not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts    integer not null default 0,
  -- Failed tries since it was written or asked for again.
  failures    integer not null default 0,
  due_at      timestamptz not null default now(),
  -- When the endpoint's workflow was last told of it.
  told_at     timestamptz,
  created_at  timestamptz not null default now(),
  ended_at    timestamptz
);
create index webhook_messages_due on webhook_messages (endpoint_id, due_at, seq) where status = 'PENDING';
create index webhook_messages_untold on webhook_messages (seq) where status = 'PENDING' and told_at is null;
create index webhook_messages_overdue on webhook_messages (due_at) where status = 'PENDING' and told_at is not null;
create index webhook_messages_log on webhook_messages (endpoint_id, seq desc);
create index webhook_messages_old on webhook_messages (created_at);

create table webhook_attempts (
  message_id  text not null references webhook_messages on delete cascade,
  number      integer not null,
  at          timestamptz not null,
  duration_ms integer not null,
  -- What was answered, and its beginning; or why nothing was.
  status      integer,
  answer      text,
  error       text,
  primary key (message_id, number)
);

create function webhooks_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('webhooks', '');
  return null;
end $$;
create trigger webhook_messages_notify after insert or update of told_at on webhook_messages
  for each row when (new.told_at is null) execute function webhooks_wake();
