import { z } from 'zod';
import { DELIVERY_NEWS, type DeliveryNews } from '../domain/delivery/machine.ts';
import { CHANGE_STATUSES } from '../domain/order/change.ts';
import { ORDER_STATUSES } from '../domain/order/machine.ts';

/** What every event on Kafka carries. `id` is what consumers dedupe by; `aggregateId` is the Kafka key, so order is kept per aggregate. */
const envelope = { id: z.string(), aggregateId: z.string(), occurredAt: z.iso.datetime() };
const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ ...envelope, type: z.literal(type), data });

const orderChanged = z.object({
  orderId: z.string(),
  seq: z.int(),
  from: z.enum(ORDER_STATUSES).nullable(),
  status: z.enum(ORDER_STATUSES),
  customerId: z.string(),
  restaurantId: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
});
/** What a restaurant wants left out or swapped, and what became of it. */
const changeOfOrder = z.object({
  orderId: z.string(),
  number: z.int(),
  status: z.enum(CHANGE_STATUSES),
  customerId: z.string(),
  restaurantId: z.string(),
  reason: z.string(),
  totalMinor: z.int(),
  expiresAt: z.iso.datetime(),
});
const deliveryChanged = z.object({
  deliveryId: z.string(),
  orderId: z.string(),
  seq: z.int(),
  action: z.enum(DELIVERY_NEWS),
  status: z.string(),
  customerId: z.string(),
  restaurantId: z.string(),
  partnerId: z.string().nullable(),
  formerPartnerId: z.string().nullable(),
});
const paymentChanged = z.object({
  orderId: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
});

/** Topic → its events. One schema for the producer and the consumers. */
export const TOPICS = {
  orders: z.discriminatedUnion('type', [
    event('OrderScheduled', orderChanged),
    event('OrderPlaced', orderChanged),
    event('OrderConfirmed', orderChanged),
    event('OrderPreparationStarted', orderChanged),
    event('OrderReady', orderChanged),
    event('OrderPickedUp', orderChanged),
    event('OrderDelivered', orderChanged),
    event('OrderRejected', orderChanged),
    event('OrderCancelled', orderChanged),
    event('OrderChangeProposed', changeOfOrder),
    event('OrderChangeApproved', changeOfOrder),
    event('OrderChangeRefused', changeOfOrder),
    event('OrderChangeWithdrawn', changeOfOrder),
  ]),
  deliveries: z.discriminatedUnion('type', [
    event('DeliveryRequested', deliveryChanged),
    event('DeliveryNeedsHand', deliveryChanged),
    event('DeliveryAssigned', deliveryChanged),
    event('DeliveryReassigned', deliveryChanged),
    event('DeliveryDroppedOut', deliveryChanged),
    event('DeliveryUnassigned', deliveryChanged),
    event('DeliveryAtRestaurant', deliveryChanged),
    event('DeliveryPickedUp', deliveryChanged),
    event('DeliveryAtCustomer', deliveryChanged),
    event('DeliveryDelivered', deliveryChanged),
    event('DeliveryFailed', deliveryChanged),
    event('DeliveryReturned', deliveryChanged),
    event('DeliveryCancelled', deliveryChanged),
    event('DeliveryProofLocked', deliveryChanged),
    event('DeliveryProofWaived', deliveryChanged),
    event('OfferWithdrawn', z.object({ offerId: z.string(), orderId: z.string(), partnerId: z.string() })),
  ]),
  payments: z.discriminatedUnion('type', [
    event('PaymentHeld', paymentChanged),
    event('PaymentCaptured', paymentChanged),
    event('PaymentVoided', paymentChanged),
    event('PaymentRefunded', paymentChanged),
    event(
      'TipChanged',
      z.object({ orderId: z.string(), fromMinor: z.int(), toMinor: z.int(), currency: z.string() }),
    ),
  ]),
  'menu-updates': z.discriminatedUnion('type', [
    event(
      'RestaurantChanged',
      z.object({
        restaurantId: z.string(),
        version: z.int(),
        /** Only where the menu changed. */
        menuVersion: z.int().optional(),
        removedItemIds: z.array(z.string()).optional(),
        /** Nothing that it is found by changed, such as with a new rating. */
        quiet: z.boolean().optional(),
      }),
    ),
  ]),
} as const;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as Topic[];
export type EventOf<T extends Topic> = z.infer<(typeof TOPICS)[T]>;
type WithoutInstant<E> = E extends unknown ? Omit<E, 'occurredAt'> : never;
/** An event before the outbox gives it its instant. */
export type NewEvent<T extends Topic> = WithoutInstant<EventOf<T>>;

/** The event that tells of an order's arrival in a status. */
export const ORDER_EVENT = {
  SCHEDULED: 'OrderScheduled',
  PLACED: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  PREPARING: 'OrderPreparationStarted',
  READY: 'OrderReady',
  PICKED_UP: 'OrderPickedUp',
  DELIVERED: 'OrderDelivered',
  REJECTED: 'OrderRejected',
  CANCELLED: 'OrderCancelled',
} as const satisfies Record<(typeof ORDER_STATUSES)[number], EventOf<'orders'>['type']>;

/** The event that tells of a change of an order. */
export const CHANGE_EVENT = {
  PROPOSED: 'OrderChangeProposed',
  APPROVED: 'OrderChangeApproved',
  REFUSED: 'OrderChangeRefused',
  WITHDRAWN: 'OrderChangeWithdrawn',
} as const satisfies Record<(typeof CHANGE_STATUSES)[number], EventOf<'orders'>['type']>;
/** The event that tells of what happened to a delivery. */
export const DELIVERY_EVENT = {
  request: 'DeliveryRequested',
  needHand: 'DeliveryNeedsHand',
  assign: 'DeliveryAssigned',
  reassign: 'DeliveryReassigned',
  dropOut: 'DeliveryDroppedOut',
  unassign: 'DeliveryUnassigned',
  arriveAtRestaurant: 'DeliveryAtRestaurant',
  pickUp: 'DeliveryPickedUp',
  arriveAtCustomer: 'DeliveryAtCustomer',
  deliver: 'DeliveryDelivered',
  fail: 'DeliveryFailed',
  return: 'DeliveryReturned',
  cancel: 'DeliveryCancelled',
  lockProof: 'DeliveryProofLocked',
  waiveProof: 'DeliveryProofWaived',
} as const satisfies Record<DeliveryNews, EventOf<'deliveries'>['type']>;

/** The recipient that stands for every operator. */
export const OPERATORS = 'operators';
