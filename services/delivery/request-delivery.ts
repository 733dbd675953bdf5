import type { Tx } from '../../adapters/postgres/index.ts';
import type { Address } from '../../contracts/common.ts';
import { deriveId } from '../ids.ts';
import { recordChange } from './record-change.ts';

/** The id of an order's delivery: one order, one delivery. */
export const deliveryIdOf = (orderId: string) => deriveId('delivery', orderId);

/** Opens the search for a partner, in the transaction that starts the kitchen. */
export async function requestDelivery(tx: Tx, orderId: string): Promise<void> {
  const order = await tx
    .selectFrom('orders')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select([
      'orders.delivery_address',
      'orders.customer_id',
      'orders.restaurant_id',
      'restaurants.lat',
      'restaurants.lng',
    ])
    .where('orders.id', '=', orderId)
    .executeTakeFirstOrThrow();
  const { position } = order.delivery_address as unknown as Address;
  const deliveryId = deliveryIdOf(orderId);
  await tx
    .insertInto('deliveries')
    .values({
      id: deliveryId,
      order_id: orderId,
      status: 'SEARCHING',
      pickup_lat: order.lat,
      pickup_lng: order.lng,
      dropoff_lat: position.lat,
      dropoff_lng: position.lng,
    })
    .execute();
  await recordChange(tx, {
    deliveryId,
    orderId,
    customerId: order.customer_id,
    restaurantId: order.restaurant_id,
    action: 'request',
    from: null,
    to: 'SEARCHING',
    partnerId: null,
    actor: 'system',
  });
}
