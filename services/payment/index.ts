import type { PaymentProvider } from '../../adapters/payments/provider.ts';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import { type Kept, keptAfterCancel } from '../../domain/order/refund.ts';
import { capturePostings, keptMinor, releasePostings, wholePrice } from '../../domain/payment/ledger.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { publish } from '../outbox.ts';
import { book } from './book.ts';

/** How an order came to its end: what decides how much of the hold is taken. */
export type Ending = {
  status: Extract<OrderStatus, 'DELIVERED' | 'REJECTED' | 'CANCELLED'>;
  from: OrderStatus;
  by: Actor;
};

export type Settlement = { capturedMinor: number; releasedMinor: number };

const NOTHING: Kept = { itemsMinor: 0, feesMinor: 0, tipMinor: 0 };

function kept(price: Price, ending: Ending): Kept {
  switch (ending.status) {
    case 'DELIVERED':
      return wholePrice(price);
    case 'REJECTED':
      return NOTHING;
    case 'CANCELLED':
      return keptAfterCancel(wholePrice(price), ending.from, ending.by);
  }
}

const authorizeKey = (orderId: string) => `${orderId}:authorize`;

/** Holds, captures and releases money, with the ledger in the transaction of each change. */
export function createPaymentService(deps: { db: Db; provider: PaymentProvider; tariff: Tariff }) {
  const { db, provider, tariff } = deps;

  async function recordSettlement(tx: Tx, orderId: string, price: Price, keep: Kept): Promise<void> {
    const capturedMinor = keptMinor(keep);
    const payment = await tx
      .updateTable('payments')
      .set({
        status: capturedMinor > 0 ? 'CAPTURED' : 'VOIDED',
        captured_minor: capturedMinor,
        updated_at: new Date(),
      })
      .where('order_id', '=', orderId)
      .where('status', '=', 'HELD')
      .returning(['held_minor'])
      .executeTakeFirst();
    if (!payment) return; // settled by an earlier try whose answer was lost
    const { currency } = price;
    await book(
      tx,
      { transaction: `${orderId}:release`, orderId, currency },
      releasePostings(payment.held_minor),
    );
    await book(
      tx,
      { transaction: `${orderId}:capture`, orderId, currency },
      capturePostings(price, keep, tariff),
    );
    await publish(tx, 'payments', {
      id: `${orderId}:settled`,
      aggregateId: orderId,
      type: capturedMinor > 0 ? 'PaymentCaptured' : 'PaymentVoided',
      data: { orderId, amountMinor: capturedMinor > 0 ? capturedMinor : payment.held_minor, currency },
    });
  }

  return {
    /**
     * Holds money on a card. Idempotent by order.
     * @throws DomainError `card-declined`; anything else means the outcome is unknown: call again
     */
    async authorize(request: { orderId: string; cardToken: string; amountMinor: number; currency: string }) {
      const { orderId, ...rest } = request;
      const { reference } = await provider.authorize({ key: authorizeKey(orderId), ...rest });
      return { provider: provider.name, reference };
    },

    /** Undoes `authorize` for an order that was never written, whether or not the hold came about. */
    async release(orderId: string): Promise<void> {
      await provider.void({ authorizeKey: authorizeKey(orderId) });
    },

    /**
     * Ends the hold of an order that has ended: captures what the refund policy keeps and releases the rest. Provider first,
     * books second; a crash between the two is healed by calling again with the same keys.
     */
    async settle(orderId: string, ending: Ending): Promise<Settlement> {
      const row = await db
        .selectFrom('orders')
        .innerJoin('payments', 'payments.order_id', 'orders.id')
        .select(['orders.price', 'payments.provider_reference', 'payments.held_minor'])
        .where('orders.id', '=', orderId)
        .executeTakeFirstOrThrow();
      const price = row.price as unknown as Price;
      const keep = kept(price, ending);
      const capturedMinor = keptMinor(keep);
      if (capturedMinor > 0) {
        await provider.capture({
          key: `${orderId}:capture`,
          reference: row.provider_reference,
          amountMinor: capturedMinor,
        });
      } else {
        await provider.void({ authorizeKey: authorizeKey(orderId) });
      }
      await db.transaction().execute((tx) => recordSettlement(tx, orderId, price, keep));
      return { capturedMinor, releasedMinor: row.held_minor - capturedMinor };
    },
  };
}
export type PaymentService = ReturnType<typeof createPaymentService>;
