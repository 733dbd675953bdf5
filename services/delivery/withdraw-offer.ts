import type { Tx } from '../../adapters/postgres/index.ts';
import { publish } from '../outbox.ts';

/** Takes back a delivery's live offer, if there is one, and tells the partner who has it on their screen. */
export async function withdrawOffer(tx: Tx, deliveryId: string, orderId: string): Promise<void> {
  const withdrawn = await tx
    .updateTable('offers')
    .set({ status: 'WITHDRAWN', answered_at: new Date() })
    .where('delivery_id', '=', deliveryId)
    .where('status', '=', 'LIVE')
    .returning(['id', 'partner_id'])
    .executeTakeFirst();
  if (!withdrawn) return;
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
