import type { Db } from '../../adapters/postgres/index.ts';
import type { EventOf } from '../../contracts/events.ts';

type News = EventOf<'orders'> | Extract<EventOf<'deliveries'>, { data: { customerId: string } }>;

/** What a customer is told of an order's progress. Steps that are not listed are no news to them. */
const CUSTOMER_TEXT: Partial<Record<News['type'], string>> = {
  OrderChangeProposed: 'The restaurant asks to change your order. Answer within five minutes.',
  OrderConfirmed: 'The restaurant has accepted your order.',
  OrderPickedUp: 'Your food is on its way.',
  OrderDelivered: 'Enjoy your meal!',
  OrderRejected: 'The restaurant could not take your order. You are not charged.',
  OrderCancelled: 'Your order was cancelled.',
  DeliveryNeedsHand: 'We are still looking for a courier. If nobody can be found, you are not charged.',
  DeliveryDroppedOut: 'Your courier cannot come. We are looking for another one.',
};

/** Tells people of what happened. The only channel so far is the development inbox, the table `notifications`. */
export function createNotificationService({ db }: { db: Db }) {
  return {
    /** Writes the customer's push message for an event; once, however often the event comes. */
    async sendPush(event: EventOf<'orders'> | EventOf<'deliveries'>): Promise<void> {
      if (event.type === 'OfferWithdrawn') return;
      const headline = CUSTOMER_TEXT[event.type];
      if (!headline) return;
      // Why it was cancelled, or what the kitchen lacks, is what they want to know.
      const why =
        event.type === 'OrderCancelled' || event.type === 'OrderChangeProposed' ? event.data.reason : null;
      const text = [headline, why].filter(Boolean).join(' ');
      await db
        .insertInto('notifications')
        .values({ event_id: event.id, user_id: event.data.customerId, channel: 'push', text })
        .onConflict((conflict) => conflict.columns(['event_id', 'user_id', 'channel']).doNothing())
        .execute();
    },
  };
}
