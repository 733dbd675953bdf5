-- What restaurants and partners were paid, a week at a time. One payout for each payee, week and currency: a run that is repeated,
-- or runs twice at once, finds it and pays nothing more.
create table payouts (
  id           text primary key,
  payee_id     text not null,
  -- Monday to Sunday, on the clocks of `time_zone`; what was booked before `closes_at` is in it.
  begins       date not null,
  ends         date not null,
  time_zone    text not null,
  closes_at    timestamptz not null,
  currency     text not null,
  amount_minor bigint not null check (amount_minor > 0),
  made_at      timestamptz not null default now(),
  unique (payee_id, begins, currency)
);
create index payouts_of_payee on payouts (payee_id, begins desc);

-- Which bookings a payout pays. Each is paid at most once: the primary key has the last word.
create table payout_entries (
  ledger_entry_id bigint primary key references ledger_entries,
  payout_id       text not null references payouts
);
create index payout_entries_of_payout on payout_entries (payout_id);

-- What is owed, by when it was booked.
create index ledger_entries_owed on ledger_entries (at)
  where account in ('restaurant_payable', 'partner_payable', 'tips_payable');
