import type { EventOf } from '../../contracts/events.ts';
import type { TemplateName } from '../../domain/notification/templates.ts';

export const NEWS_TOPICS = ['orders', 'deliveries', 'payments'] as const;
export type News = EventOf<(typeof NEWS_TOPICS)[number]>;

export type Audience = 'customer' | 'kitchen' | 'partner' | 'formerPartner' | 'operators';
type Told = { to: Audience; template: TemplateName };

const tell = (to: Audience, template: TemplateName): Told => ({ to, template });

/** Who is told what. An event that is not here is no news to anybody who is not looking. */
const NEWS: { [Type in News['type']]?: (event: Extract<News, { type: Type }>) => Told[] } = {
  OrderPlaced: () => [tell('kitchen', 'kitchen-new-order')],
  OrderConfirmed: () => [tell('customer', 'order-confirmed')],
  OrderReady: () => [tell('partner', 'food-ready')],
  OrderPickedUp: () => [tell('customer', 'order-on-its-way')],
  OrderDelivered: () => [tell('customer', 'order-delivered'), tell('customer', 'receipt')],
  OrderRejected: () => [tell('customer', 'order-rejected')],
  OrderCancelled: ({ data: { actor, from } }) => [
    tell('customer', actor === 'customer' ? 'order-cancelled-by-you' : 'order-cancelled'),
    // Of an order for later the kitchen has not heard before its hour.
    ...(actor === 'restaurant' || from === 'SCHEDULED' ? [] : [tell('kitchen', 'kitchen-cancelled')]),
  ],
  OrderChangeProposed: () => [tell('customer', 'order-change-proposed')],
  OrderChangeApproved: () => [tell('kitchen', 'kitchen-change-approved')],
  OrderChangeRefused: () => [tell('kitchen', 'kitchen-change-refused')],
  DeliveryNeedsHand: () => [tell('customer', 'still-searching'), tell('operators', 'operator-needs-hand')],
  DeliveryDroppedOut: () => [tell('customer', 'courier-changes')],
  DeliveryAssigned: () => [tell('partner', 'delivery-yours')],
  DeliveryReassigned: () => [
    tell('partner', 'delivery-given-to-you'),
    tell('formerPartner', 'delivery-not-yours'),
  ],
  DeliveryUnassigned: () => [tell('formerPartner', 'delivery-not-yours')],
  DeliveryAtCustomer: () => [tell('customer', 'courier-at-door')],
  DeliveryCancelled: () => [tell('partner', 'delivery-cancelled')],
  DeliveryProofLocked: () => [tell('operators', 'operator-proof-locked')],
  PaymentRefunded: () => [tell('customer', 'refunded')],
};

/** Who is told of an event, and what. */
export function newsOf(event: News): Told[] {
  const told = NEWS[event.type] as ((event: News) => Told[]) | undefined;
  return told?.(event) ?? [];
}
