import type { Tx } from '../../adapters/postgres/index.ts';
import { deliverableFrom } from '../../domain/delivery/machine.ts';
import { publish } from '../outbox.ts';
import { publishDelivery } from './events.ts';

/**
 * Ends an order's delivery, if it has one, and withdraws the live offer, in the transaction that cancels the order: no
 * partner can accept what is no longer there.
 */
export async function cancelDelivery(tx: Tx, orderId: string, customerId: string): Promise<void> {
  const delivery = await tx
    .updateTable('deliveries')
    .set({ status: 'CANCELLED' })
    .where('order_id', '=', orderId)
    .where('status', 'in', deliverableFrom('cancel'))
    .returning(['id', 'partner_id'])
    .executeTakeFirst();
  if (!delivery) return;
  const withdrawn = await tx
    .updateTable('offers')
    .set({ status: 'WITHDRAWN', answered_at: new Date() })
    .where('delivery_id', '=', delivery.id)
    .where('status', '=', 'LIVE')
    .returning(['id', 'partner_id'])
    .executeTakeFirst();
  if (withdrawn) {
    await publish(
      tx,
      'deliveries',
      {
        id: `${withdrawn.id}:WITHDRAWN`,
        aggregateId: orderId,
        type: 'OfferWithdrawn',
        data: { offerId: withdrawn.id, orderId, partnerId: withdrawn.partner_id },
      },
      [withdrawn.partner_id],
    );
  }
  await publishDelivery(tx, {
    deliveryId: delivery.id,
    orderId,
    customerId,
    partnerId: delivery.partner_id,
    status: 'CANCELLED',
  });
}
