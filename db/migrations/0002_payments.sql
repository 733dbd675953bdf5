-- One attempt to hold an order's money at one provider, written before the provider is asked, so that a retry after a crash
-- goes on with the same provider (docs/decisions/0006-payment-providers.md). No reference to orders: the order may never come
-- to be.
create table payment_attempts (
  order_id   text not null,
  provider   text not null,
  -- TRYING    asked, or about to be: nobody knows yet
  -- HELD      the provider holds the money
  -- REFUSED   the card was refused; no other provider is asked
  -- FAILED    the provider surely did nothing
  -- VOIDING   given up: nobody may ask for this hold any more, the provider has yet to confirm that it is gone
  -- VOIDED    surely no hold, now or later
  -- CAPTURED  the money was taken
  state      text not null check (state in ('TRYING', 'HELD', 'REFUSED', 'FAILED', 'VOIDING', 'VOIDED', 'CAPTURED')),
  -- How often the provider was asked. Only the answer to the first and only call can prove that nothing was held.
  calls      integer not null,
  reference  text,
  -- What went wrong last; of a refusal, what the customer is told.
  detail     text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (order_id, provider),
  check (reference is not null or state not in ('HELD', 'CAPTURED'))
);
-- Never two live holds: the last word, whatever races above it.
create unique index one_live_attempt_per_order on payment_attempts (order_id)
  where state in ('TRYING', 'HELD', 'VOIDING', 'CAPTURED');
create index payment_attempts_open on payment_attempts (updated_at) where state in ('TRYING', 'HELD', 'VOIDING');

alter table payments
  add column refunded_minor integer not null default 0,
  -- Which parts of the price were captured (domain/order/refund.ts Kept): what a refund can give back.
  add column kept jsonb,
  add constraint payments_refunded_at_most_captured check (refunded_minor between 0 and captured_minor);

create table payment_refunds (
  order_id     text not null references payments (order_id),
  key          text not null,
  items_minor  integer not null check (items_minor >= 0),
  fees_minor   integer not null check (fees_minor >= 0),
  tip_minor    integer not null check (tip_minor >= 0),
  -- What goes back to the card: the parts less their share of a discount. Counted in payments.refunded_minor from the start.
  amount_minor integer not null check (amount_minor > 0),
  reason       text,
  -- What the ledger books once the provider has confirmed (domain/payment/ledger.ts Posting[]).
  postings     jsonb not null,
  -- PENDING: the provider has yet to confirm it, and nothing is booked.
  state        text not null check (state in ('PENDING', 'DONE')),
  created_at   timestamptz not null default now(),
  primary key (order_id, key)
);

-- The sandbox provider comes twice, with separate books, so that falling back from one to the other can be tried.
alter table sandbox_provider.holds
  add column provider text not null default 'sandbox',
  add column refunded_minor integer not null default 0,
  add constraint holds_refunded_at_most_captured check (refunded_minor between 0 and captured_minor),
  drop constraint holds_idempotency_key_key,
  add constraint holds_key unique (provider, idempotency_key);
alter table sandbox_provider.holds alter column provider drop default;

create table sandbox_provider.refunds (
  provider        text not null,
  idempotency_key text not null,
  reference       text not null references sandbox_provider.holds,
  amount_minor    integer not null check (amount_minor > 0),
  primary key (provider, idempotency_key)
);
