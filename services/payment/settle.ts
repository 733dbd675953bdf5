import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import { type FailureCause, type Kept, keptAfterCancel, NOTHING_KEPT } from '../../domain/order/refund.ts';
import { capturePostings, keptMinor, releasePostings, wholePrice } from '../../domain/payment/ledger.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { publish } from '../outbox.ts';
import { book } from './book.ts';
import { bookWaiting } from './book-waiting.ts';
import { authorizeKey, type Providers } from './providers.ts';

/** How an order came to its end: what decides how much of the hold is taken. */
export type Ending = {
  status: Extract<OrderStatus, 'DELIVERED' | 'REJECTED' | 'CANCELLED'>;
  from: OrderStatus;
  by: Actor;
  cause?: FailureCause | undefined;
};

export type Settlement = { capturedMinor: number; releasedMinor: number };

function keptOf(price: Price, ending: Ending): Kept {
  switch (ending.status) {
    case 'DELIVERED':
      return wholePrice(price);
    case 'REJECTED':
      return NOTHING_KEPT;
    case 'CANCELLED':
      return keptAfterCancel(wholePrice(price), ending.from, ending.by, ending.cause);
  }
}

async function record(tx: Tx, orderId: string, price: Price, kept: Kept, tariff: Tariff): Promise<void> {
  const capturedMinor = keptMinor(kept);
  const status = capturedMinor > 0 ? 'CAPTURED' : 'VOIDED';
  const payment = await tx
    .updateTable('payments')
    .set({
      status,
      captured_minor: capturedMinor,
      kept: JSON.stringify(kept),
      tip_minor: kept.tipMinor,
      updated_at: new Date(),
    })
    .where('order_id', '=', orderId)
    .where('status', '=', 'HELD')
    .returning(['held_minor'])
    .executeTakeFirst();
  if (!payment) return; // settled by an earlier try whose answer was lost
  await tx
    .updateTable('payment_attempts')
    .set({ state: status, updated_at: new Date() })
    .where('order_id', '=', orderId)
    .where('state', '=', 'HELD')
    .execute();
  const { currency } = price;
  await book(
    tx,
    { transaction: `${orderId}:release`, orderId, currency },
    releasePostings(payment.held_minor),
  );
  await book(
    tx,
    { transaction: `${orderId}:capture`, orderId, currency },
    capturePostings(price, kept, tariff),
  );
  await bookWaiting(tx, orderId, price, tariff);
  await publish(tx, 'payments', {
    id: `${orderId}:settled`,
    aggregateId: orderId,
    type: capturedMinor > 0 ? 'PaymentCaptured' : 'PaymentVoided',
    data: { orderId, amountMinor: capturedMinor > 0 ? capturedMinor : payment.held_minor, currency },
  });
}

/**
 * Ends the hold of an order that has ended: captures what the refund policy keeps and releases the rest, at the provider that
 * holds. Provider first, books second; a crash between the two is healed by calling again.
 */
export async function settle(
  { db, providers, tariff }: { db: Db; providers: Providers; tariff: Tariff },
  orderId: string,
  ending: Ending,
): Promise<Settlement> {
  const payment = await db
    .selectFrom('orders')
    .innerJoin('payments', 'payments.order_id', 'orders.id')
    .select(['orders.price', 'payments.provider', 'payments.provider_reference', 'payments.held_minor'])
    .where('orders.id', '=', orderId)
    .executeTakeFirstOrThrow();
  const price = payment.price as unknown as Price;
  const kept = keptOf(price, ending);
  const capturedMinor = keptMinor(kept);
  const provider = providers.named(payment.provider);
  const reference = payment.provider_reference;
  if (capturedMinor > 0) await provider.capture({ reference, amountMinor: capturedMinor });
  else await provider.void({ authorizeKey: authorizeKey(orderId), reference });
  await db.transaction().execute((tx) => record(tx, orderId, price, kept, tariff));
  return { capturedMinor, releasedMinor: payment.held_minor - capturedMinor };
}
