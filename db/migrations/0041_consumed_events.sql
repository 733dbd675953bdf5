-- Which events each consumer has taken, written in the transaction of what it did: an event that comes again finds itself here.
create table consumed_events (
  consumer text not null,
  event_id text not null,
  at       timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index consumed_events_by_age on consumed_events using brin (at);
