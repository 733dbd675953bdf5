-- A delivery may lose its partner and be searched for again. Searches are numbered: what an earlier one still does is refused.
alter table deliveries
  add column search       integer not null default 1,
  -- Lost a partner: goes before the others, for its food is getting cold.
  add column urgent       boolean not null default false,
  -- When its search looks again; a later delivery leaves it the partner whom both could have. Null: nobody looks.
  add column due_at       timestamptz default now(),
  -- Since when it waits for an operator's hand, while the search goes on.
  add column manual_since timestamptz;
alter table deliveries
  add constraint searching_is_for_nobody check (status <> 'SEARCHING' or partner_id is null);
create index deliveries_searching on deliveries (requested_at, id) where status = 'SEARCHING';

-- RELEASED: was accepted, and the delivery has gone to somebody else since.
alter table offers add column search integer not null default 1;
alter table offers drop constraint offers_status_check;
alter table offers add constraint offers_status_check
  check (status in ('LIVE', 'ACCEPTED', 'DECLINED', 'TIMED_OUT', 'WITHDRAWN', 'UNREACHED', 'RELEASED'));

-- Who did what to a delivery, and when. Its event is `dlv_…:seq`.
create table delivery_history (
  delivery_id       text not null references deliveries,
  seq               integer not null,
  action            text not null,
  from_status       text,
  to_status         text not null,
  former_partner_id text references partners,
  partner_id        text references partners,
  actor             text not null,
  actor_id          text,
  -- Why a partner dropped out (domain/delivery/drop-out.ts) or could not hand the food over (domain/order/refund.ts).
  code              text,
  reason            text,
  -- What an operator should look at: a step reported from far away.
  warning           text,
  at                timestamptz not null default now(),
  primary key (delivery_id, seq)
);
-- Who had a delivery and lost it is not asked for it again.
create index delivery_history_of_former on delivery_history (delivery_id, former_partner_id)
  where former_partner_id is not null;
