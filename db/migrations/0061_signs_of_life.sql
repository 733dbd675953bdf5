-- When a planned delivery's workflow last asked the plan: one that nobody asks for must not hold a partner.
alter table deliveries add column asked_at timestamptz;
-- When the partner's app said that the offer is on its screen (only of planned ones).
alter table offers add column shown_at timestamptz;
