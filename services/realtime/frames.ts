import type { EventOf } from '../../contracts/events.ts';
import type { ServerFrame } from '../../contracts/realtime.ts';

type WithoutId<F> = F extends unknown ? Omit<F, 'id'> : never;
/** A frame before the recipient's stream gives it its id. */
export type NewFrame = WithoutId<ServerFrame>;

type SocketEvent = EventOf<'orders'> | EventOf<'deliveries'>;

/** The frame that the sockets of those concerned get for an event. */
export function frameOf(event: SocketEvent): NewFrame {
  switch (event.type) {
    case 'OfferWithdrawn':
      return { topic: 'offers', type: 'offer.withdrawn', data: { offerId: event.data.offerId } };
    case 'DeliveryRequested':
    case 'DeliveryAssigned':
    case 'DeliveryAtRestaurant':
    case 'DeliveryPickedUp':
    case 'DeliveryAtCustomer':
    case 'DeliveryDelivered':
    case 'DeliveryFailed':
    case 'DeliveryReturned':
    case 'DeliveryCancelled': {
      const { deliveryId, orderId, status } = event.data;
      const data = { deliveryId, orderId, status, at: event.occurredAt };
      return { topic: `delivery:${deliveryId}`, type: 'delivery.updated', data };
    }
    case 'OrderChangeProposed':
    case 'OrderChangeApproved':
    case 'OrderChangeRefused':
    case 'OrderChangeWithdrawn': {
      const { customerId: _customer, restaurantId: _restaurant, ...data } = event.data;
      return { topic: `order:${data.orderId}`, type: 'order.change', data };
    }
    default: {
      const { orderId, status, seq } = event.data;
      const type = event.type === 'OrderPlaced' ? 'order.placed' : 'order.updated';
      return { topic: `order:${orderId}`, type, data: { orderId, status, seq, at: event.occurredAt } };
    }
  }
}
