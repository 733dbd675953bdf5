-- "Was somebody told?": what operators ask of one order.
create index notifications_of_order on notifications (order_id, id desc);
