import { z } from 'zod';
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
const deliveryChanged = z.object({
  deliveryId: z.string(),
  orderId: z.string(),
  customerId: z.string(),
  partnerId: z.string().nullable(),
  status: z.string(),
});
const paymentChanged = z.object({
  orderId: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
});

/** Topic → its events. One schema for the producer and the consumers. */
export const TOPICS = {
  orders: z.discriminatedUnion('type', [
    event('OrderPlaced', orderChanged),
    event('OrderConfirmed', orderChanged),
    event('OrderPreparationStarted', orderChanged),
    event('OrderReady', orderChanged),
    event('OrderPickedUp', orderChanged),
    event('OrderDelivered', orderChanged),
    event('OrderRejected', orderChanged),
    event('OrderCancelled', orderChanged),
  ]),
  deliveries: z.discriminatedUnion('type', [
    event('DeliveryRequested', deliveryChanged),
    event('DeliveryAssigned', deliveryChanged),
    event('DeliveryAtRestaurant', deliveryChanged),
    event('DeliveryPickedUp', deliveryChanged),
    event('DeliveryAtCustomer', deliveryChanged),
    event('DeliveryDelivered', deliveryChanged),
    event('DeliveryFailed', deliveryChanged),
    event('DeliveryReturned', deliveryChanged),
    event('DeliveryCancelled', deliveryChanged),
    event('OfferWithdrawn', z.object({ offerId: z.string(), orderId: z.string(), partnerId: z.string() })),
  ]),
  payments: z.discriminatedUnion('type', [
    event('PaymentHeld', paymentChanged),
    event('PaymentCaptured', paymentChanged),
    event('PaymentVoided', paymentChanged),
    event('PaymentRefunded', paymentChanged),
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
  PLACED: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  PREPARING: 'OrderPreparationStarted',
  READY: 'OrderReady',
  PICKED_UP: 'OrderPickedUp',
  DELIVERED: 'OrderDelivered',
  REJECTED: 'OrderRejected',
  CANCELLED: 'OrderCancelled',
} as const satisfies Record<(typeof ORDER_STATUSES)[number], EventOf<'orders'>['type']>;
