import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import { holdDelivery } from './hold-delivery.ts';
import { recordChange } from './record-change.ts';

/** A search that has found nobody. */
export type Unfound = {
  orderId: string;
  search: number;
  /** When it looks again, in seconds from now; `undefined` when it has ended and will not. */
  againInSeconds: number | undefined;
  reason: string;
};

/**
 * Puts a delivery into the operators' queue, and tells them and the customer when it enters. It stays there, while the search
 * goes on, until somebody has it. Does nothing to a delivery that has gone on without this search.
 */
export async function callForHand(
  db: Db,
  { orderId, search, againInSeconds, reason }: Unfound,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const delivery = await holdDelivery(tx, orderId);
    if (delivery?.status !== 'SEARCHING' || delivery.search !== search) return;
    await tx
      .updateTable('deliveries')
      .set({
        manual_since: delivery.manualSince ?? new Date(),
        due_at:
          againInSeconds === undefined ? null : sql<Date>`now() + make_interval(secs => ${againInSeconds})`,
      })
      .where('id', '=', delivery.deliveryId)
      .execute();
    if (delivery.manualSince) return;
    const { status, partnerId } = delivery;
    const by = { actor: 'system', reason } as const;
    await recordChange(tx, { ...delivery, ...by, action: 'needHand', from: status, to: status, partnerId });
  });
}
