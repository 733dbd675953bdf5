-- A partner's shift: only those ONLINE are offered deliveries. What was decided stands here; whether they can be reached is
-- for Redis to say, and for 30 seconds only.
alter table partners
  add column shift text not null default 'OFFLINE' check (shift in ('ONLINE', 'PAUSED', 'OFFLINE')),
  add column shift_at timestamptz not null default now(),
  -- The zone in which days and weeks of their earnings begin.
  add column time_zone text not null default 'Europe/Helsinki';
