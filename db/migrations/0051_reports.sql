-- Reports ask for the orders of some days, and for the offers of those days.
create index orders_by_day on orders (placed_at);
create index offers_by_day on offers (offered_at);
