import type { Tx } from '../../adapters/postgres/index.ts';
import { DELIVERY } from '../../domain/delivery/machine.ts';
import type { Actor } from '../../domain/order/machine.ts';
import { holdDelivery } from './hold-delivery.ts';
import { forgetTaken } from './partner-counts.ts';
import { recordChange } from './record-change.ts';
import { withdrawOffer } from './withdraw-offer.ts';

/**
 * Ends an order's delivery, if it has one, and withdraws the live offer, in the transaction that cancels the order: no
 * partner can accept what is no longer there. It counts against nobody.
 */
export async function cancelDelivery(
  tx: Tx,
  orderId: string,
  by: { actor: Actor; actorId?: string | undefined },
): Promise<void> {
  const delivery = await holdDelivery(tx, orderId);
  const to = delivery && DELIVERY[delivery.status].cancel;
  if (!to) return;
  const { deliveryId, status, partnerId } = delivery;
  await tx
    .updateTable('deliveries')
    .set({ status: to, manual_since: null, due_at: null })
    .where('id', '=', deliveryId)
    .execute();
  await withdrawOffer(tx, deliveryId, orderId);
  if (partnerId) await forgetTaken(tx, partnerId);
  await recordChange(tx, { ...delivery, ...by, action: 'cancel', from: status, to, partnerId });
}
