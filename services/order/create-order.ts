import type { Db } from '../../adapters/postgres/index.ts';
import type { Basket } from '../../contracts/orders.ts';
import type { HandOverKind } from '../../domain/delivery/hand-over.ts';
import type { Price } from '../../domain/pricing/price.ts';
import { keepHandOver } from '../delivery/hand-over.ts';
import type { Hold } from '../payment/authorize.ts';
import { recordHold } from '../payment/record-hold.ts';
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
  handOver?: { kind: HandOverKind } | undefined;
  price: Price;
} & (
  | { hold: Hold; startsAt?: undefined }
  /** An order for later: SCHEDULED until this instant (ISO 8601), and nothing is held yet. */
  | { startsAt: string; hold?: undefined }
);

/**
 * Writes a new order with its payment, ledger and events in one transaction. Called again for an order that is there already, it
 * changes nothing: the order id is the guard.
 * @throws DomainError `promo-used-up` and `kitchen-full` when somebody was faster with the last use or the last place
 */
export async function createOrder(db: Db, order: NewOrder): Promise<void> {
  const { orderId, customerId, basket, price, hold, startsAt } = order;
  const status = startsAt ? 'SCHEDULED' : 'PLACED';
  await db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('orders')
      .values({
        id: orderId,
        customer_id: customerId,
        restaurant_id: basket.restaurantId,
        status,
        deliver_at: basket.deliverAt ?? null,
        starts_at: startsAt ?? null,
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

    await takeCapacity(tx, basket.restaurantId, startsAt ? new Date(startsAt) : new Date());
    await recordArrival(tx, {
      orderId,
      seq: 1,
      from: null,
      to: status,
      action: 'place',
      actor: 'customer',
      actorId: customerId,
      customerId,
      restaurantId: basket.restaurantId,
    });
    if (order.handOver) await keepHandOver(tx, orderId, order.handOver.kind);
    if (price.promo) {
      const { code } = price.promo;
      await redeemPromo(tx, { code, orderId, customerId, discountMinor: price.discountMinor });
    }
    if (hold) await recordHold(tx, { orderId, price, hold });
  });
}
