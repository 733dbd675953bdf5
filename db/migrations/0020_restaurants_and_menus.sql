-- Search without Elasticsearch, and the migrations below, need these; only an administrator may create the last one
-- (docs/stack.md).
create extension if not exists pg_trgm;
create extension if not exists cube;
create extension if not exists earthdistance;

alter table restaurants
  -- Three counters: `version` rises with every change and orders what caches and the search index are told; the others rise
  -- with what two editors could overwrite for each other.
  add column profile_version integer not null default 1,
  add column menu_version integer not null default 1,
  -- domain/restaurant/delivery-area.ts; null: as far as the marketplace delivers.
  add column delivery_area jsonb,
  -- domain/opening-hours.ts OpeningException[]
  add column opening_exceptions jsonb not null default '[]',
  add column paused_until timestamptz,
  add column pause_reason text,
  add column busy_extra_minutes integer not null default 0 check (busy_extra_minutes between 0 and 120),
  add column busy_until timestamptz,
  -- So many orders in a row without an answer pause the restaurant for so long; null: never.
  add column auto_pause_orders integer default 3 check (auto_pause_orders between 1 and 20),
  add column auto_pause_minutes integer not null default 30 check (auto_pause_minutes between 5 and 1440),
  -- At most so many orders within any window of so many minutes; null: no limit.
  add column capacity_orders integer check (capacity_orders between 1 and 1000),
  add column capacity_minutes integer not null default 15 check (capacity_minutes between 5 and 240),
  add column image text,
  add column promoted boolean not null default false,
  add column promotion_score real not null default 0 check (promotion_score between 0 and 10),
  add column created_at timestamptz not null default now();

create table menu_categories (
  restaurant_id text not null references restaurants,
  name          text not null,
  position      integer not null,
  primary key (restaurant_id, name)
);
insert into menu_categories (restaurant_id, name, position)
  select restaurant_id, category, row_number() over (partition by restaurant_id order by min(position)) - 1
    from menu_items group by restaurant_id, category;

alter table menu_items
  add column image text,
  -- Away until then, and back by itself; `available = false` is away until somebody says otherwise.
  add column out_of_stock_until timestamptz,
  -- A renamed category takes its items along; one with items cannot be deleted.
  add foreign key (restaurant_id, category) references menu_categories (restaurant_id, name)
    on update cascade deferrable initially immediate;
