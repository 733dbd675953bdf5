import type { Tx } from '../../adapters/postgres/index.ts';
import type { HandOverKind } from '../../domain/delivery/hand-over.ts';
import type { DeliveryStatus } from '../../domain/delivery/machine.ts';
import { wayOf } from './way.ts';

/** An order's delivery, locked until the transaction ends, with everybody concerned; `undefined` before the kitchen starts. */
export async function holdDelivery(tx: Tx, orderId: string) {
  const row = await tx
    .selectFrom('deliveries')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .leftJoin('hand_overs', 'hand_overs.order_id', 'deliveries.order_id')
    .selectAll('deliveries')
    .select(['orders.customer_id', 'orders.restaurant_id'])
    .select(['hand_overs.kind', 'hand_overs.proved_at', 'hand_overs.waived_at'])
    .where('deliveries.order_id', '=', orderId)
    .forUpdate('deliveries')
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    deliveryId: row.id,
    orderId,
    customerId: row.customer_id,
    restaurantId: row.restaurant_id,
    status: row.status as DeliveryStatus,
    partnerId: row.partner_id,
    search: row.search,
    manualSince: row.manual_since,
    /** The proof that the customer wants at the door, and whether it was given or waived. */
    proofOf: row.kind
      ? { kind: row.kind as HandOverKind, given: row.proved_at !== null || row.waived_at !== null }
      : undefined,
    ...wayOf(row),
  };
}
export type HeldDelivery = NonNullable<Awaited<ReturnType<typeof holdDelivery>>>;
