import type { Tx } from '../../adapters/postgres/index.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';

/** How many deliveries a partner carries. Exact while the caller holds the partner's row. */
export async function carriedBy(tx: Tx, partnerId: string): Promise<number> {
  const { active } = await tx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('active'))
    .where('partner_id', '=', partnerId)
    .where('status', 'in', CARRYING)
    .executeTakeFirstOrThrow();
  return active;
}

/**
 * Whether a partner can take one more, and holds them so until the transaction ends. Somebody whose acceptance is under way is
 * passed over rather than waited for.
 */
export async function holdIfRoom(tx: Tx, partnerId: string, maxActiveDeliveries: number): Promise<boolean> {
  const held = await tx
    .selectFrom('partners')
    .select('id')
    .where('id', '=', partnerId)
    .forShare()
    .skipLocked()
    .executeTakeFirst();
  // Counted by a statement of its own: it sees what was committed before the row was held.
  return held !== undefined && (await carriedBy(tx, partnerId)) < maxActiveDeliveries;
}
