import type { Tx } from '../../adapters/postgres/index.ts';
import { waitingPostings } from '../../domain/payment/partner-pay.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { waitingPayMinor } from '../../domain/pricing/waiting.ts';
import { book } from './book.ts';

/**
 * Pays the partner for the time they stood in the restaurant, in the transaction that settles the order. Whoever did not report
 * their arrival, or never got the food, did not wait.
 */
export async function bookWaiting(tx: Tx, orderId: string, price: Price, tariff: Tariff): Promise<void> {
  const delivery = await tx
    .selectFrom('deliveries')
    .select(['at_restaurant_at', 'picked_up_at'])
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (!delivery?.at_restaurant_at || !delivery.picked_up_at) return;
  const waiting = waitingPayMinor(delivery.at_restaurant_at, delivery.picked_up_at, tariff.waiting);
  const { currency } = price;
  // The name tells waiting from the fee in a partner's earnings (services/partner/earnings.ts).
  await book(tx, { transaction: `${orderId}:waiting`, orderId, currency }, waitingPostings(waiting));
}
