-- What a restaurant wants to leave out or swap because it ran out, and what the customer said. A change is answered once.
create table order_changes (
  order_id    text not null references orders,
  number      integer not null,
  status      text not null check (status in ('PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
  -- The new quantities and substitutes (domain/order/change.ts LineChange[]) and what the order costs with them.
  items       jsonb not null,
  price       jsonb not null,
  reason      text not null,
  -- What becomes of it when the customer says nothing.
  when_silent text not null check (when_silent in ('APPROVED', 'REFUSED')),
  proposed_by text,
  proposed_at timestamptz not null default now(),
  expires_at  timestamptz not null,
  answered_by text,
  answered_at timestamptz,
  primary key (order_id, number),
  check ((status = 'PROPOSED') = (answered_at is null))
);
create unique index one_open_change_per_order on order_changes (order_id) where status = 'PROPOSED';
