alter table payments
  -- The tip as it stands: captured with the order, less what went back, and what was added later (tip_changes).
  add column tip_minor integer not null default 0 check (tip_minor >= 0);
update payments set tip_minor = coalesce((kept ->> 'tipMinor')::integer, 0) where status = 'CAPTURED';

alter table payment_refunds
  -- Whether everything that was left was asked for, and not certain parts.
  add column whole boolean not null default false,
  -- Who bears it: everybody gives back what they got, or the marketplace pays.
  add column paid_by text not null default 'everyone' check (paid_by in ('everyone', 'platform')),
  add column asked_by text;
create index payment_refunds_pending on payment_refunds (created_at) where state = 'PENDING';
create index payments_recent on payments (updated_at);

-- A tip that is raised is another charge, one that is lowered goes back from where it came. PENDING until the provider has
-- confirmed it.
create table tip_changes (
  order_id       text not null references orders,
  number         integer not null,
  -- The client's Idempotency-Key.
  key            text not null,
  from_minor     integer not null check (from_minor >= 0),
  to_minor       integer not null check (to_minor >= 0),
  state          text not null check (state in ('PENDING', 'DONE', 'REFUSED')),
  -- domain/payment/tip.ts TipStep[]: what has to be charged or given back, and from which charge.
  steps          jsonb not null,
  -- Of a charge, once it was captured.
  provider       text,
  reference      text,
  charged_minor  integer not null default 0 check (charged_minor >= 0),
  refunded_minor integer not null default 0 check (refunded_minor between 0 and charged_minor),
  created_at     timestamptz not null default now(),
  primary key (order_id, number),
  unique (order_id, key),
  check ((provider is null) = (reference is null) and (provider is null) = (charged_minor = 0))
);
create unique index one_pending_tip_change_per_order on tip_changes (order_id) where state = 'PENDING';
create index tip_changes_by_reference on tip_changes (provider, reference) where reference is not null;

-- Where the provider's books and ours differ: for operators. One open row for each hold and kind.
create table payment_differences (
  id          bigint generated always as identity primary key,
  provider    text not null,
  reference   text not null,
  order_id    text,
  kind        text not null,
  ours        jsonb,
  theirs      jsonb,
  found_at    timestamptz not null default now(),
  -- Closed by the sweep itself, or because the books agree again.
  resolved_at timestamptz
);
create unique index one_open_difference on payment_differences (provider, reference, kind) where resolved_at is null;
