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

/**
 * An answer to an offer: what the acceptance rate is made of; an accepted one is a delivery taken.
 * @param place in a bundle: its offers are answered once, by the first
 */
export function countAnswer(tx: Tx, partnerId: string, accepted: boolean, place: number): Promise<void> {
  const one = accepted ? 1 : 0;
  const answers = place === 0 ? { offers_answered: 1, offers_accepted: one } : {};
  return add(tx, partnerId, { ...answers, deliveries_taken: one });
}

/** A delivery that came by an operator's hand. */
export const countTaken = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_taken: 1 });

/** A delivery that a partner lost by no fault of theirs was not taken: their completion rate stays what it was. */
export const forgetTaken = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_taken: -1 });

export const countCompleted = (tx: Tx, partnerId: string) => add(tx, partnerId, { deliveries_completed: 1 });
