-- Deliveries of the policy `matched` (docs/dispatch.md) are planned by zone, an H3 cell; the others have none.
alter table deliveries
  add column zone     text,
  -- When the food will be ready, as predicted when the delivery was requested; from then on, when it was.
  add column ready_at timestamptz;
create index deliveries_of_zone on deliveries (zone, requested_at) where zone is not null;

-- Offers of one trip share the id of its first; `bundle_place` is their order. A single offer is a trip of one.
alter table offers
  add column bundle_id    text,
  add column bundle_place smallint not null default 0;
update offers set bundle_id = id;
alter table offers alter column bundle_id set not null;
drop index one_live_offer_per_partner;
create unique index one_live_offer_per_partner on offers (partner_id, bundle_place) where status = 'LIVE';
create index offers_of_bundle on offers (bundle_id);
