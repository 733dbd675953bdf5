import type { EventOf } from '../../contracts/events.ts';
import type { ServerFrame } from '../../contracts/realtime.ts';

type WithoutId<F> = F extends unknown ? Omit<F, 'id'> : never;
/** A frame before the recipient's stream gives it its id. */
export type NewFrame = WithoutId<ServerFrame>;

type SocketEvent = EventOf<'orders'> | EventOf<'deliveries'>;

/** The frame that the sockets of those concerned get for an event. */
export function frameOf(event: SocketEvent): NewFrame {
  if (event.type === 'OfferWithdrawn')
    return { topic: 'offers', type: 'offer.withdrawn', data: { offerId: event.data.offerId } };
  if ('deliveryId' in event.data) {
    const { deliveryId, orderId, action, status } = event.data;
    const data = { deliveryId, orderId, action, status, at: event.occurredAt };
    return { topic: `delivery:${deliveryId}`, type: 'delivery.updated', data };
  }
  if ('number' in event.data) {
    const { customerId: _customer, restaurantId: _restaurant, ...data } = event.data;
    return { topic: `order:${data.orderId}`, type: 'order.change', data };
  }
  const { orderId, status, seq } = event.data;
  const type = event.type === 'OrderPlaced' ? 'order.placed' : 'order.updated';
  return { topic: `order:${orderId}`, type, data: { orderId, status, seq, at: event.occurredAt } };
}
