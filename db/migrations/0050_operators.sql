-- What operators did, and why. Each entry is written in the transaction of its action, so that there is neither without the
-- other; actions on workflows that have no transaction of ours (a rebuild of the index) are written before they begin.
create table operator_actions (
  id           bigint generated always as identity primary key,
  actor_id     text not null,
  action       text not null,
  -- What it was done to: an id, a zone, or the name of a flag.
  subject      text not null,
  reason       text,
  before       jsonb,
  after        jsonb,
  -- The client's Idempotency-Key, where repeating it is answered from here, and what tells another request under the same key.
  key          text,
  request_hash text,
  at           timestamptz not null default now(),
  check ((key is null) = (request_hash is null))
);
create unique index operator_actions_once on operator_actions (actor_id, key) where key is not null;
create index operator_actions_of_subject on operator_actions (subject, id desc);

create function operator_actions_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
end $$;
create trigger operator_actions_append_only before update or delete on operator_actions
  for each row execute function operator_actions_are_append_only();

-- Operators' pauses: of a restaurant, or of a zone (an H3 cell, services/delivery/zone.ts). They outlast what a restaurant says itself.
create table pauses (
  scope    text primary key,
  until    timestamptz not null,
  reason   text not null,
  actor_id text not null,
  at       timestamptz not null default now()
);
-- The longest of the pauses that a restaurant is under, for everything that asks whether it takes orders.
alter table restaurants
  add column held_until  timestamptz,
  add column held_reason text;

-- Only what was ever switched; the rest is as domain/flags.ts says.
create table feature_flags (
  name       text primary key,
  enabled    boolean not null,
  actor_id   text not null,
  changed_at timestamptz not null default now()
);

-- Orders under way are few beside those that have ended, and are asked for by how long nothing has happened.
create index orders_under_way on orders (updated_at) where status not in ('DELIVERED', 'REJECTED', 'CANCELLED');
create index payments_held on payments (updated_at) where status = 'HELD';
create index tip_changes_pending on tip_changes (created_at) where state = 'PENDING';
