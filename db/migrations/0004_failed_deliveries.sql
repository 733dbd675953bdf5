-- Why a delivery could not be handed over; decides what the customer gets back (domain/order/refund.ts).
alter table order_transitions add column cause text;
