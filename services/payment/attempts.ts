import type { Db } from '../../adapters/postgres/index.ts';

export type AttemptState = 'TRYING' | 'HELD' | 'REFUSED' | 'FAILED' | 'VOIDING' | 'VOIDED' | 'CAPTURED';

/** One order's try at one provider (table `payment_attempts`). */
export type Attempt = {
  provider: string;
  state: AttemptState;
  calls: number;
  reference: string | null;
  detail: string | null;
};

const COLUMNS = ['provider', 'state', 'calls', 'reference', 'detail'] as const;

/** Another call took over this attempt, or it was given up: whoever gets this holds nothing. */
export class ClaimRefused extends Error {}

/** The record of who was asked for an order's hold. Every change is guarded by the state it leaves; who comes late changes nothing. */
export function createAttempts(db: Db) {
  const rowOf = (orderId: string, provider: string, from: AttemptState[]) =>
    db
      .updateTable('payment_attempts')
      .where('order_id', '=', orderId)
      .where('provider', '=', provider)
      .where('state', 'in', from);

  return {
    async of(orderId: string): Promise<Attempt[]> {
      const rows = await db
        .selectFrom('payment_attempts')
        .select(COLUMNS)
        .where('order_id', '=', orderId)
        .execute();
      return rows as Attempt[];
    },

    /** Begins at a provider. @returns undefined when there is an attempt here already, or a live one elsewhere */
    async begin(orderId: string, provider: string): Promise<Attempt | undefined> {
      const row = await db
        .insertInto('payment_attempts')
        .values({ order_id: orderId, provider, state: 'TRYING', calls: 1 })
        .onConflict((conflict) => conflict.doNothing())
        .returning(COLUMNS)
        .executeTakeFirst();
      return row as Attempt | undefined;
    },

    /** Counts a repeated call before it is made. @returns undefined when nobody tries here any more */
    async callAgain(orderId: string, provider: string): Promise<Attempt | undefined> {
      const row = await rowOf(orderId, provider, ['TRYING'])
        .set((is) => ({ calls: is('calls', '+', 1), updated_at: new Date() }))
        .returning(COLUMNS)
        .executeTakeFirst();
      return row as Attempt | undefined;
    },

    /** Writes a reference down before money is held under it. @throws ClaimRefused */
    async claim(orderId: string, provider: string, reference: string): Promise<void> {
      const { numUpdatedRows } = await rowOf(orderId, provider, ['TRYING'])
        .set({ reference, updated_at: new Date() })
        .where((is) => is.or([is('reference', 'is', null), is('reference', '=', reference)]))
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ClaimRefused(`${provider}: ${reference} is not wanted`);
    },

    /** Proves a failure: only when no other call was ever made can one answer tell that nothing is held. */
    async failFirstCall(orderId: string, provider: string, detail: string): Promise<boolean> {
      const { numUpdatedRows } = await rowOf(orderId, provider, ['TRYING'])
        .set({ state: 'FAILED', detail, updated_at: new Date() })
        .where('calls', '=', 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async move(
      orderId: string,
      { provider, from, to }: { provider: string; from: AttemptState[]; to: AttemptState },
      changes: { reference?: string; detail?: string } = {},
    ): Promise<void> {
      await rowOf(orderId, provider, from)
        .set({ state: to, updated_at: new Date(), ...changes })
        .execute();
    },

    /** Closes every provider that was not tried yet, so that a call that comes late begins nothing. */
    async closeUntried(orderId: string, providers: string[]): Promise<void> {
      await db
        .insertInto('payment_attempts')
        .values(
          providers.map((provider) => ({
            order_id: orderId,
            provider,
            state: 'VOIDED',
            calls: 0,
            detail: 'never tried',
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
export type Attempts = ReturnType<typeof createAttempts>;
