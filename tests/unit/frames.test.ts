import { describe, expect, it } from 'vitest';
import { type EventOf, TOPICS } from '../../contracts/events.ts';
import { ServerFrame } from '../../contracts/realtime.ts';
import type { DeliveryNews } from '../../domain/delivery/machine.ts';
import { deriveId } from '../../services/ids.ts';
import { frameOf } from '../../services/realtime/frames.ts';

type ChangeEvent = Extract<EventOf<'orders'>, { type: `OrderChange${string}` }>;
type OrderEvent = Exclude<EventOf<'orders'>, ChangeEvent>;
type DeliveryEvent = Exclude<EventOf<'deliveries'>, { type: 'OfferWithdrawn' }>;

const AT = '2026-03-01T12:00:00.000Z';
const ORDER_ID = deriveId('order', 'frames');
const DELIVERY_ID = deriveId('delivery', 'frames');
const OFFER_ID = deriveId('offer', 'frames');
const PARTNER_ID = deriveId('partner', 'frames');
const CUSTOMER_ID = deriveId('customer', 'frames');

const orderEvent = (type: OrderEvent['type'], status: OrderEvent['data']['status']): OrderEvent => ({
  id: `${ORDER_ID}:4`,
  aggregateId: ORDER_ID,
  occurredAt: AT,
  type,
  data: {
    orderId: ORDER_ID,
    seq: 4,
    from: null,
    status,
    customerId: CUSTOMER_ID,
    restaurantId: deriveId('restaurant', 'frames'),
    actor: 'operator',
    reason: 'The kitchen burns',
  },
});

const deliveryEvent = (type: DeliveryEvent['type'], action: DeliveryNews, status: string): DeliveryEvent => ({
  id: `${DELIVERY_ID}:3`,
  aggregateId: ORDER_ID,
  occurredAt: AT,
  type,
  data: {
    deliveryId: DELIVERY_ID,
    orderId: ORDER_ID,
    seq: 3,
    action,
    status,
    customerId: CUSTOMER_ID,
    restaurantId: deriveId('restaurant', 'frames'),
    partnerId: PARTNER_ID,
    formerPartnerId: null,
  },
});

const changeEvent = (type: ChangeEvent['type'], status: ChangeEvent['data']['status']): ChangeEvent => ({
  id: `${ORDER_ID}:change:1:${status}`,
  aggregateId: ORDER_ID,
  occurredAt: AT,
  type,
  data: {
    orderId: ORDER_ID,
    number: 1,
    status,
    customerId: CUSTOMER_ID,
    restaurantId: deriveId('restaurant', 'frames'),
    reason: 'no more rice',
    totalMinor: 1_000,
    expiresAt: AT,
  },
});

const offerWithdrawn: EventOf<'deliveries'> = {
  id: `${OFFER_ID}:withdrawn`,
  aggregateId: ORDER_ID,
  occurredAt: AT,
  type: 'OfferWithdrawn',
  data: { offerId: OFFER_ID, orderId: ORDER_ID, partnerId: PARTNER_ID },
};

const ORDER_EVENTS: [OrderEvent['type'], OrderEvent['data']['status'], string][] = [
  ['OrderScheduled', 'SCHEDULED', 'order.updated'],
  ['OrderPlaced', 'PLACED', 'order.placed'],
  ['OrderConfirmed', 'CONFIRMED', 'order.updated'],
  ['OrderPreparationStarted', 'PREPARING', 'order.updated'],
  ['OrderReady', 'READY', 'order.updated'],
  ['OrderPickedUp', 'PICKED_UP', 'order.updated'],
  ['OrderDelivered', 'DELIVERED', 'order.updated'],
  ['OrderRejected', 'REJECTED', 'order.updated'],
  ['OrderCancelled', 'CANCELLED', 'order.updated'],
];

const CHANGE_EVENTS: [ChangeEvent['type'], ChangeEvent['data']['status']][] = [
  ['OrderChangeProposed', 'PROPOSED'],
  ['OrderChangeApproved', 'APPROVED'],
  ['OrderChangeRefused', 'REFUSED'],
  ['OrderChangeWithdrawn', 'WITHDRAWN'],
];

const DELIVERY_EVENTS: [DeliveryEvent['type'], DeliveryNews, string][] = [
  ['DeliveryRequested', 'request', 'SEARCHING'],
  ['DeliveryNeedsHand', 'needHand', 'SEARCHING'],
  ['DeliveryAssigned', 'assign', 'ASSIGNED'],
  ['DeliveryReassigned', 'reassign', 'ASSIGNED'],
  ['DeliveryDroppedOut', 'dropOut', 'SEARCHING'],
  ['DeliveryUnassigned', 'unassign', 'SEARCHING'],
  ['DeliveryAtRestaurant', 'arriveAtRestaurant', 'AT_RESTAURANT'],
  ['DeliveryPickedUp', 'pickUp', 'PICKED_UP'],
  ['DeliveryAtCustomer', 'arriveAtCustomer', 'AT_CUSTOMER'],
  ['DeliveryProofLocked', 'lockProof', 'AT_CUSTOMER'],
  ['DeliveryProofWaived', 'waiveProof', 'AT_CUSTOMER'],
  ['DeliveryDelivered', 'deliver', 'DELIVERED'],
  ['DeliveryFailed', 'fail', 'FAILED'],
  ['DeliveryReturned', 'return', 'RETURNED'],
  ['DeliveryCancelled', 'cancel', 'CANCELLED'],
];

const EVENTS = [
  ...ORDER_EVENTS.map(([type, status]) => orderEvent(type, status)),
  ...CHANGE_EVENTS.map(([type, status]) => changeEvent(type, status)),
  ...DELIVERY_EVENTS.map((event) => deliveryEvent(...event)),
  offerWithdrawn,
];

describe('the frame of an event', () => {
  it.each(ORDER_EVENTS)('for %s tells that the order is %s as %s', (type, status, frameType) => {
    expect(frameOf(orderEvent(type, status))).toEqual({
      topic: `order:${ORDER_ID}`,
      type: frameType,
      data: { orderId: ORDER_ID, status, seq: 4, at: AT },
    });
  });

  it.each(CHANGE_EVENTS)('for %s tells of the change, and of nobody’s id', (type, status) => {
    expect(frameOf(changeEvent(type, status))).toEqual({
      topic: `order:${ORDER_ID}`,
      type: 'order.change',
      data: {
        orderId: ORDER_ID,
        number: 1,
        status,
        reason: 'no more rice',
        totalMinor: 1_000,
        expiresAt: AT,
      },
    });
  });

  it.each(DELIVERY_EVENTS)('for %s tells of %s and that the delivery is %s', (type, action, status) => {
    expect(frameOf(deliveryEvent(type, action, status))).toEqual({
      topic: `delivery:${DELIVERY_ID}`,
      type: 'delivery.updated',
      data: { deliveryId: DELIVERY_ID, orderId: ORDER_ID, action, status, at: AT },
    });
  });

  it('for a withdrawn offer names the offer and nothing else', () => {
    expect(frameOf(offerWithdrawn)).toEqual({
      topic: 'offers',
      type: 'offer.withdrawn',
      data: { offerId: OFFER_ID },
    });
  });

  it.each(EVENTS)('for $type keeps to the contract of the socket', (event) => {
    expect(ServerFrame.safeParse({ id: '1-0', ...frameOf(event) }).error).toBeUndefined();
  });

  it('is checked here for every event that a socket can get', () => {
    const known = [TOPICS.orders, TOPICS.deliveries].flatMap((topic) =>
      topic.options.map((option) => option.shape.type.value),
    );
    expect(EVENTS.map((event) => event.type).sort()).toEqual(known.sort());
  });
});
