-- How the food changes hands at the door, where the customer wants more than a person who rings. Apart from the order, so that
-- the PIN is read only where it is meant to be.
create table hand_overs (
  order_id   text primary key references orders,
  kind       text not null check (kind in ('pin', 'leave-at-door')),
  pin        text check (pin ~ '^[0-9]{4}$'),
  wrong_pins integer not null default 0,
  -- Where the picture of the food at the door is kept.
  photo      text,
  proved_at  timestamptz,
  -- An operator let it be delivered without.
  waived_at  timestamptz,
  check ((kind = 'pin') = (pin is not null))
);
