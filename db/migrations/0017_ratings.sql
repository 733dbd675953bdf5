-- What a customer thought of an order's restaurant and partner: one row of each, which they may change for a while. The averages
-- beside the subjects (restaurants.rating, partners.rating) change in the same transaction.
create table ratings (
  order_id   text not null references orders,
  subject    text not null check (subject in ('restaurant', 'partner')),
  subject_id text not null,
  stars      smallint not null check (stars between 1 and 5),
  comment    text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (order_id, subject)
);
create index ratings_of_subject on ratings (subject_id, created_at desc);
