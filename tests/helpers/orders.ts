import { randomUUID } from 'node:crypto';
import type { Db } from '../../adapters/postgres/index.ts';
import type { DispatchPolicy } from '../../domain/dispatch/scored.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { deriveId } from '../../services/ids.ts';
import { createOrderService, type NewOrder } from '../../services/order/index.ts';
import { createPricingService } from '../../services/pricing/index.ts';
import { restaurantThatIs } from './people.ts';

/** An order as its workflow would write it, for tests that need rows and no workflow. */
export async function newOrder(db: Db): Promise<NewOrder> {
  const restaurant = await restaurantThatIs(db, 'open', 4, false);
  const basket = {
    restaurantId: restaurant.id,
    items: [{ itemId: restaurant.items[0]?.id as string, quantity: 1, options: [] }],
    address: {
      street: 'Kaivokatu',
      houseNumber: '1',
      postcode: '00101',
      city: 'Helsinki',
      position: { lat: 60.1712, lng: 24.9412 },
    },
    tipMinor: 0,
  };
  const [customerId, idempotencyKey] = [deriveId('customer', 'customer9@tiffin.test'), randomUUID()];
  const { price } = await createPricingService({
    db,
    tariff: HELSINKI_TARIFF,
    demand: async () => undefined,
  }).priceOrder(customerId, { ...basket, paymentToken: 'tok_visa' }, new Date());
  const orderId = deriveId('order', customerId, idempotencyKey);
  return {
    orderId,
    customerId,
    idempotencyKey,
    requestHash: 'hash',
    basket,
    price,
    hold: { provider: 'test', reference: orderId },
  };
}

/** Writes a new order and brings it into the kitchen: its delivery searches. */
export async function cookingOrder(db: Db, policy: DispatchPolicy = 'scored'): Promise<NewOrder> {
  const orders = createOrderService({ db });
  const order = await newOrder(db);
  const { orderId } = order;
  await orders.createOrder(order);
  const by = { orderId, actor: 'restaurant', policy } as const;
  await orders.updateStatus({ ...by, seq: 2, from: 'PLACED', to: 'CONFIRMED', action: 'accept' });
  await orders.updateStatus({ ...by, seq: 3, from: 'CONFIRMED', to: 'PREPARING', action: 'prepare' });
  return order;
}

/** Lets go of the money of orders that a test ended without their workflow, which would have done it. */
export async function releaseHolds(db: Db): Promise<void> {
  await db
    .updateTable('payments')
    .set({ status: 'VOIDED' })
    .where('status', '=', 'HELD')
    .where('provider', '=', 'test')
    .where('order_id', 'in', (eb) =>
      eb.selectFrom('orders').select('id').where('status', 'in', ['DELIVERED', 'REJECTED', 'CANCELLED']),
    )
    .execute();
}
