import type { Db } from '../../adapters/postgres/index.ts';
import type { Basket } from '../../contracts/orders.ts';
import { holdPostings } from '../../domain/payment/ledger.ts';
import type { Price } from '../../domain/pricing/price.ts';
import { deriveId } from '../ids.ts';
import { publish } from '../outbox.ts';
import { book } from '../payment/book.ts';
import { redeemPromo } from '../pricing/promos.ts';
import { takeCapacity } from '../restaurant/kitchen.ts';
import { recordArrival } from './record-arrival.ts';

export type NewOrder = {
  orderId: string;
  customerId: string;
  idempotencyKey: string;
  requestHash: string;
  basket: Basket;
  note?: string | undefined;
  price: Price;
  hold: { provider: string; reference: string };
};

/**
 * Writes a placed order with its payment, ledger and events in one transaction. Called again for an order that is there
 * already, it changes nothing: the order id is the guard.
 * @throws DomainError `promo-used-up` and `kitchen-full` when somebody was faster with the last use or the last place
 */
export async function createOrder(db: Db, order: NewOrder): Promise<void> {
  const { orderId, customerId, basket, price } = order;
  await db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('orders')
      .values({
        id: orderId,
        customer_id: customerId,
        restaurant_id: basket.restaurantId,
        status: 'PLACED',
        delivery_address: JSON.stringify(basket.address),
        note: order.note ?? null,
        price: JSON.stringify(price),
        total_minor: price.totalMinor,
        currency: price.currency,
        idempotency_key: order.idempotencyKey,
        request_hash: order.requestHash,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (!inserted.numInsertedOrUpdatedRows) return;

    await takeCapacity(tx, basket.restaurantId);
    await recordArrival(tx, {
      orderId,
      seq: 1,
      from: null,
      to: 'PLACED',
      action: 'place',
      actor: 'customer',
      actorId: customerId,
      customerId,
      restaurantId: basket.restaurantId,
    });
    if (price.promo) {
      const { code } = price.promo;
      await redeemPromo(tx, { code, orderId, customerId, discountMinor: price.discountMinor });
    }
    await tx
      .insertInto('payments')
      .values({
        id: deriveId('payment', orderId),
        order_id: orderId,
        provider: order.hold.provider,
        provider_reference: order.hold.reference,
        status: 'HELD',
        held_minor: price.totalMinor,
        currency: price.currency,
      })
      .execute();
    await book(
      tx,
      { transaction: `${orderId}:hold`, orderId, currency: price.currency },
      holdPostings(price.totalMinor),
    );
    await publish(tx, 'payments', {
      id: `${orderId}:hold`,
      aggregateId: orderId,
      type: 'PaymentHeld',
      data: { orderId, amountMinor: price.totalMinor, currency: price.currency },
    });
  });
}
