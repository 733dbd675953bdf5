import type { Tx } from '../../adapters/postgres/index.ts';

type Counter = 'offers_answered' | 'offers_accepted' | 'deliveries_taken' | 'deliveries_completed';

async function add(tx: Tx, partnerId: string, by: Partial<Record<Counter, number>>): Promise<void> {
  const counters = Object.entries(by) as [Counter, number][];
  await tx
    .updateTable('partners')
    .set((eb) => Object.fromEntries(counters.map(([counter, change]) => [counter, eb(counter, '+', change)])))
    .where('id', '=', partnerId)
    .execute();
}

/** Whether another offer of the same trip was answered before: a bundle is one answer. The caller holds the partner's row. */
async function answeredBefore(tx: Tx, offer: { id: string; bundle_id: string }): Promise<boolean> {
  const other = await tx
    .selectFrom('offers')
    .select('id')
    .where('bundle_id', '=', offer.bundle_id)
    .where('id', '<>', offer.id)
    .where('status', 'in', ['ACCEPTED', 'RELEASED', 'DECLINED', 'TIMED_OUT'])
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** An answer to an offer: what the acceptance rate is made of; an accepted one is a delivery taken. */
export async function countAnswer(
  tx: Tx,
  offer: { id: string; bundle_id: string; partner_id: string },
  accepted: boolean,
): Promise<void> {
  const one = accepted ? 1 : 0;
  const answer = (await answeredBefore(tx, offer)) ? {} : { offers_answered: 1, offers_accepted: one };
  await add(tx, offer.partner_id, { ...answer, deliveries_taken: one });
}

/** A delivery that came by an operator's hand. */
export const countTaken = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_taken: 1 });

/** A delivery that a partner lost by no fault of theirs was not taken: their completion rate stays what it was. */
export const forgetTaken = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_taken: -1 });

export const countCompleted = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_completed: 1 });
