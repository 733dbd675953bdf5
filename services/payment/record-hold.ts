import type { Tx } from '../../adapters/postgres/index.ts';
import { holdPostings } from '../../domain/payment/ledger.ts';
import type { Price } from '../../domain/pricing/price.ts';
import { deriveId } from '../ids.ts';
import { publish } from '../outbox.ts';
import type { Hold } from './authorize.ts';
import { book } from './book.ts';

/** Writes down that an order's money is held, in the transaction that makes the order PLACED. */
export async function recordHold(
  tx: Tx,
  { orderId, price, hold }: { orderId: string; price: Price; hold: Hold },
): Promise<void> {
  const { totalMinor, currency } = price;
  await tx
    .insertInto('payments')
    .values({
      id: deriveId('payment', orderId),
      order_id: orderId,
      provider: hold.provider,
      provider_reference: hold.reference,
      status: 'HELD',
      held_minor: totalMinor,
      currency,
    })
    .execute();
  await book(tx, { transaction: `${orderId}:hold`, orderId, currency }, holdPostings(totalMinor));
  await publish(tx, 'payments', {
    id: `${orderId}:hold`,
    aggregateId: orderId,
    type: 'PaymentHeld',
    data: { orderId, amountMinor: totalMinor, currency },
  });
}
