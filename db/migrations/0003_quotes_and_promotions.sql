-- A priced basket that a customer may order within its life.
create table quotes (
  id            text primary key,
  customer_id   text not null references users,
  restaurant_id text not null references restaurants,
  -- What was asked for (contracts/orders.ts Basket) and what it costs (domain/pricing/price.ts).
  basket        jsonb not null,
  price         jsonb not null,
  expires_at    timestamptz not null,
  created_at    timestamptz not null default now()
);
create index quotes_expired on quotes (expires_at);

create table promo_codes (
  code               text primary key check (code = upper(code)),
  -- domain/pricing/promo.ts PromoBenefit
  benefit            jsonb not null,
  min_subtotal_minor integer not null default 0,
  starts_at          timestamptz not null,
  ends_at            timestamptz not null,
  max_redemptions    integer check (max_redemptions > 0),
  max_per_customer   integer check (max_per_customer > 0),
  check (starts_at < ends_at)
);

-- A use of a code, reserved with the order and given back when the order is rejected or cancelled.
create table promo_redemptions (
  order_id       text primary key references orders,
  code           text not null references promo_codes,
  customer_id    text not null references users,
  discount_minor integer not null check (discount_minor >= 0),
  redeemed_at    timestamptz not null default now(),
  released_at    timestamptz
);
create index promo_redemptions_in_use on promo_redemptions (code, customer_id) where released_at is null;
