-- All events of an order, on every topic, lie in one lane, so that whoever holds the lane keeps their order.
alter table outbox add column lane integer not null
  generated always as (hashtext(coalesce(data ->> 'orderId', aggregate_id)) & 7) stored;

drop index outbox_for_kafka;
drop index outbox_for_realtime;
-- Lane and id as one number, which no other index is ordered by: with (lane, id) a planner whose statistics come from an outage
-- would read the whole table along its primary key.
create index outbox_for_kafka on outbox ((lane::bigint << 48 | id)) where kafka_at is null;
create index outbox_for_realtime on outbox ((lane::bigint << 48 | id)) where realtime_at is null;

-- What relay processes lock: who holds a lane's row of a sink may send its events, nobody else.
create table outbox_lanes (
  sink text not null check (sink in ('kafka', 'realtime')),
  lane integer not null,
  primary key (sink, lane)
);
insert into outbox_lanes select sink, lane from unnest(array['kafka', 'realtime']) sink, generate_series(0, 7) lane;

-- Events that Kafka refuses, and messages that a consumer cannot take: they wait here for an operator.
create table dead_letters (
  id         bigint generated always as identity primary key,
  -- 'relay', or the name of the consumer.
  consumer   text not null,
  -- The event's id. Of a message that is no event, its place in Kafka: `orders[3]@1042`.
  event_id   text not null,
  topic      text not null,
  -- As it was on the wire.
  body       text not null,
  error      text not null,
  status     text not null default 'OPEN' check (status in ('OPEN', 'REPLAYING', 'REPLAYED', 'DISCARDED')),
  failures   integer not null default 1,
  failed_at  timestamptz not null default now(),
  -- Who replayed or discarded it last, and why.
  touched_by text,
  touched_at timestamptz,
  note       text,
  unique (consumer, event_id)
);
create index dead_letters_by_status on dead_letters (status, id desc);
create index dead_letters_to_replay on dead_letters (consumer) where status = 'REPLAYING';

create function dead_letter_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('dead_letters', new.consumer);
  return null;
end $$;
create trigger dead_letter_notify after update on dead_letters
  for each row when (new.status = 'REPLAYING') execute function dead_letter_wake();
