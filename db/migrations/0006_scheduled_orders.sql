-- Orders for later: SCHEDULED until `starts_at`, when the card is held and the restaurant hears of it.
alter table orders
  add column deliver_at timestamptz,
  add column starts_at  timestamptz,
  add constraint orders_schedule check ((deliver_at is null) = (starts_at is null) and starts_at < deliver_at);
create index orders_scheduled on orders (starts_at) where status = 'SCHEDULED';
