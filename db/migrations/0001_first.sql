-- The truth. Redis, Elasticsearch and Kafka can all be rebuilt from what is here.
-- Money is integer minor units; instants are timestamptz; ids are TypeIDs (text) and say what they name.

create table restaurants (
  id                  text primary key,
  slug                text not null unique,
  name                text not null,
  description         text not null,
  amenity             text not null,
  cuisines            text[] not null,
  street              text not null,
  house_number        text not null,
  postcode            text not null,
  city                text not null,
  lat                 double precision not null check (lat between -90 and 90),
  lng                 double precision not null check (lng between -180 and 180),
  time_zone           text not null,
  opening_hours       jsonb not null,
  accepting_orders    boolean not null default true,
  price_level         smallint not null check (price_level between 1 and 4),
  rating              double precision check (rating between 1 and 5),
  rating_count        integer not null default 0,
  preparation_minutes integer not null check (preparation_minutes > 0),
  currency            text not null default 'EUR',
  version             integer not null default 1
);

create table menu_items (
  id            text primary key,
  restaurant_id text not null references restaurants,
  category      text not null,
  position      integer not null,
  name          text not null,
  description   text not null,
  price_minor   integer not null check (price_minor >= 0),
  tax_category  text not null check (tax_category in ('food', 'drink', 'alcohol')),
  dietary       text[] not null default '{}',
  allergens     text[] not null default '{}',
  option_groups jsonb not null default '[]',
  available     boolean not null default true
);
create index menu_items_of_restaurant on menu_items (restaurant_id, position);

create table users (
  id            text primary key,
  role          text not null check (role in ('customer', 'restaurant', 'partner', 'admin')),
  email         text not null unique,
  password_hash text not null,
  name          text not null,
  phone         text,
  restaurant_id text references restaurants,
  created_at    timestamptz not null default now(),
  check ((role = 'restaurant') = (restaurant_id is not null))
);

create table addresses (
  id           bigint generated always as identity primary key,
  user_id      text not null references users,
  street       text not null,
  house_number text not null,
  postcode     text not null,
  city         text not null,
  lat          double precision not null,
  lng          double precision not null
);
create index addresses_of_user on addresses (user_id);

create table partners (
  id                   text primary key references users,
  vehicle              text not null,
  rating               double precision check (rating between 1 and 5),
  rating_count         integer not null default 0,
  offers_accepted      integer not null default 0,
  offers_answered      integer not null default 0,
  deliveries_taken     integer not null default 0,
  deliveries_completed integer not null default 0,
  check (offers_accepted <= offers_answered),
  check (deliveries_completed <= deliveries_taken)
);

create table orders (
  id               text primary key,
  customer_id      text not null references users,
  restaurant_id    text not null references restaurants,
  status           text not null,
  -- Number of the last transition; the next one is seq + 1 and its event is `id:seq`.
  seq              integer not null default 1,
  delivery_address jsonb not null,
  note             text,
  -- The price as shown to the customer: lines, fees, tax, tip (domain/pricing/price.ts).
  price            jsonb not null,
  total_minor      integer not null check (total_minor >= 0),
  currency         text not null,
  idempotency_key  text not null,
  -- Tells a repeated request from another one under the same key.
  request_hash     text not null,
  placed_at        timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  unique (customer_id, idempotency_key)
);
create index orders_of_customer on orders (customer_id, placed_at desc, id desc);
create index orders_of_restaurant on orders (restaurant_id, placed_at desc, id desc);

create table order_transitions (
  order_id    text not null references orders,
  seq         integer not null,
  from_status text,
  to_status   text not null,
  action      text not null,
  actor       text not null,
  actor_id    text,
  reason      text,
  at          timestamptz not null default now(),
  primary key (order_id, seq)
);

create table payments (
  id                 text primary key,
  order_id           text not null unique references orders,
  provider           text not null,
  provider_reference text not null,
  status             text not null check (status in ('HELD', 'CAPTURED', 'VOIDED')),
  held_minor         integer not null check (held_minor >= 0),
  captured_minor     integer not null default 0 check (captured_minor between 0 and held_minor),
  currency           text not null,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table ledger_entries (
  id           bigint generated always as identity primary key,
  -- What happened, once: `ord_…:hold`, `ord_…:capture`. Its entries sum to zero.
  transaction  text not null,
  order_id     text not null references orders,
  account      text not null,
  amount_minor integer not null check (amount_minor <> 0),
  currency     text not null,
  at           timestamptz not null default now(),
  unique (transaction, account)
);
create index ledger_entries_of_order on ledger_entries (order_id);

create function ledger_transaction_balances() returns trigger language plpgsql as $$
begin
  if (select sum(amount_minor) from ledger_entries where transaction = new.transaction) <> 0 then
    raise exception 'ledger transaction % does not sum to zero', new.transaction using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- Deferred: a transaction's entries are written one by one and judged together at commit.
create constraint trigger ledger_balances after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_transaction_balances();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: book a reversal instead' using errcode = 'restrict_violation';
end $$;
create trigger ledger_append_only before update or delete on ledger_entries
  for each row execute function ledger_is_append_only();

create table deliveries (
  id           text primary key,
  order_id     text not null unique references orders,
  status       text not null,
  partner_id   text references partners,
  pickup_lat   double precision not null,
  pickup_lng   double precision not null,
  dropoff_lat  double precision not null,
  dropoff_lng  double precision not null,
  requested_at timestamptz not null default now(),
  assigned_at  timestamptz,
  picked_up_at timestamptz,
  delivered_at timestamptz,
  check (partner_id is not null or status in ('SEARCHING', 'CANCELLED'))
);
create index deliveries_of_partner on deliveries (partner_id, requested_at desc) where partner_id is not null;
create index deliveries_carried on deliveries (partner_id)
  where status in ('ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'AT_CUSTOMER');

create table offers (
  id              text primary key,
  delivery_id     text not null references deliveries,
  partner_id      text not null references partners,
  status          text not null check (status in ('LIVE', 'ACCEPTED', 'DECLINED', 'TIMED_OUT', 'WITHDRAWN', 'UNREACHED')),
  -- Which pass over all radii this was: who let an offer lapse may be asked again in the next.
  radius_km       double precision not null,
  round           integer not null,
  distance_metres integer not null,
  score           double precision not null,
  -- Why this partner: the factors of the score, each in 0–1.
  factors         jsonb not null,
  offered_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  answered_at     timestamptz
);
-- The last word on exclusivity, whatever races above it.
create unique index one_live_offer_per_partner on offers (partner_id) where status = 'LIVE';
create unique index one_live_offer_per_delivery on offers (delivery_id) where status = 'LIVE';
create unique index one_accepted_offer_per_delivery on offers (delivery_id) where status = 'ACCEPTED';
create index offers_of_delivery on offers (delivery_id, offered_at);

create table outbox (
  id           bigint generated always as identity primary key,
  -- `ord_…:3`: the third transition of that order. Consumers dedupe by it.
  event_id     text not null unique,
  topic        text not null,
  aggregate_id text not null,
  type         text not null,
  data         jsonb not null,
  -- Whose sockets hear of it: ids of customers, restaurants and partners.
  recipients   text[] not null default '{}',
  occurred_at  timestamptz not null default now(),
  -- Two sinks, each with its own mark, so that neither waits for the other. Marks instead of "id > last": ids are handed out
  -- before commit, so a reader that only looks ahead would step over a slow transaction's row.
  kafka_at     timestamptz,
  realtime_at  timestamptz
);
create index outbox_for_kafka on outbox (id) where kafka_at is null;
create index outbox_for_realtime on outbox (id) where realtime_at is null;

create function outbox_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
create trigger outbox_notify after insert on outbox for each statement execute function outbox_wake();


-- The development inbox: what a person would have been sent.
create table notifications (
  id         bigint generated always as identity primary key,
  event_id   text not null,
  user_id    text not null,
  channel    text not null,
  text       text not null,
  created_at timestamptz not null default now(),
  unique (event_id, user_id, channel)
);

-- The sandbox payment provider's own books. A stand-in for another company's database: nothing of ours joins it.
create schema sandbox_provider;
create table sandbox_provider.holds (
  reference       text primary key,
  idempotency_key text not null unique,
  card_token      text not null,
  amount_minor    integer not null,
  captured_minor  integer not null default 0 check (captured_minor between 0 and amount_minor),
  currency        text not null,
  status          text not null check (status in ('HELD', 'CAPTURED', 'VOIDED', 'DECLINED')),
  created_at      timestamptz not null default now()
);
