-- Search while Elasticsearch is away, and what recommendations ask.
create index restaurants_by_place on restaurants using gist (ll_to_earth(lat, lng));
create index restaurants_by_name on restaurants using gin (name gin_trgm_ops);
create index restaurants_by_description on restaurants using gin (description gin_trgm_ops);
create index menu_items_by_name on menu_items using gin (name gin_trgm_ops);
