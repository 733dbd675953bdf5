-- When the partner said that they were at the restaurant: what they are paid for waiting counts from here to pick-up.
alter table deliveries add column at_restaurant_at timestamptz;
