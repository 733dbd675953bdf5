-- The W3C `traceparent` of the request or activity that wrote the event, so that a trace goes on in those who consume it.
alter table outbox add column trace text;
