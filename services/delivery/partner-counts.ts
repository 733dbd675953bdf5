import type { Tx } from '../../adapters/postgres/index.ts';

/** An answer to an offer: what the acceptance rate is made of; an accepted one is a delivery taken. */
export async function countAnswer(tx: Tx, partnerId: string, accepted: boolean): Promise<void> {
  const one = accepted ? 1 : 0;
  await tx
    .updateTable('partners')
    .set((eb) => ({
      offers_answered: eb('offers_answered', '+', 1),
      offers_accepted: eb('offers_accepted', '+', one),
      deliveries_taken: eb('deliveries_taken', '+', one),
    }))
    .where('id', '=', partnerId)
    .execute();
}

/** A delivery that came by an operator's hand. */
export async function countTaken(tx: Tx, partnerId: string): Promise<void> {
  await tx
    .updateTable('partners')
    .set((eb) => ({ deliveries_taken: eb('deliveries_taken', '+', 1) }))
    .where('id', '=', partnerId)
    .execute();
}

/** A delivery that a partner lost by no fault of theirs was not taken: their completion rate stays what it was. */
export async function forgetTaken(tx: Tx, partnerId: string): Promise<void> {
  await tx
    .updateTable('partners')
    .set((eb) => ({ deliveries_taken: eb('deliveries_taken', '-', 1) }))
    .where('id', '=', partnerId)
    .execute();
}

export async function countCompleted(tx: Tx, partnerId: string): Promise<void> {
  await tx
    .updateTable('partners')
    .set((eb) => ({ deliveries_completed: eb('deliveries_completed', '+', 1) }))
    .where('id', '=', partnerId)
    .execute();
}
