import type { Tx } from '../../adapters/postgres/index.ts';
import type { Address } from '../../contracts/common.ts';
import type { DispatchPolicy } from '../../domain/dispatch/scored.ts';
import type { Position } from '../../domain/geo.ts';
import { deriveId } from '../ids.ts';
import { expectedPreparation, type Kitchen } from './kitchen-time.ts';
import { recordChange } from './record-change.ts';
import { zoneOf } from './zone.ts';

/** The id of an order's delivery: one order, one delivery. */
export const deliveryIdOf = (orderId: string) => deriveId('delivery', orderId);

/**
 * Opens the search for a partner, in the transaction that moves the order: when the kitchen accepts it (`matched`, which sends
 * partners when they are due), or when it begins (`scored`, which sends them at once).
 */
export async function requestDelivery(tx: Tx, orderId: string, policy: DispatchPolicy): Promise<void> {
  const order = await tx
    .selectFrom('orders')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select([
      'orders.delivery_address',
      'orders.customer_id',
      'restaurants.id',
      'restaurants.lat',
      'restaurants.lng',
      'restaurants.preparation_minutes',
      'restaurants.busy_extra_minutes',
      'restaurants.busy_until',
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
      ...(policy === 'matched' && (await forPlanning(tx, order))),
    })
    .execute();
  await recordChange(tx, {
    deliveryId,
    orderId,
    customerId: order.customer_id,
    restaurantId: order.id,
    action: 'request',
    from: null,
    to: 'SEARCHING',
    partnerId: null,
    actor: 'system',
  });
}

/** What the plan of a zone wants to know. The kitchen has just accepted. */
async function forPlanning(tx: Tx, kitchen: Kitchen & Position) {
  const now = new Date();
  const minutes = await expectedPreparation(tx, kitchen, now);
  const ready = new Date(now.getTime() + minutes * 60_000);
  // Until then nobody else need leave it a partner, and no operator need look at it.
  return { zone: zoneOf(kitchen), ready_at: ready, due_at: ready };
}

/** The food is ready: from now on that is known, not predicted. */
export async function foodIsReady(tx: Tx, orderId: string): Promise<void> {
  const now = new Date();
  await tx
    .updateTable('deliveries')
    .set((eb) => ({
      ready_at: now,
      due_at: eb.case().when('status', '=', 'SEARCHING').then(now).else(eb.ref('due_at')).end(),
    }))
    .where('order_id', '=', orderId)
    .where('zone', 'is not', null)
    .execute();
}
