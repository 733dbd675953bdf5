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
 * Whether a partner can take so many more and has no other offer to answer, and holds them so until the transaction ends.
 * Somebody whose acceptance or offer is under way is passed over rather than waited for.
 */
export async function holdIfRoom(
  tx: Tx,
  partnerId: string,
  maxActiveDeliveries: number,
  deliveries = 1,
): Promise<boolean> {
  const held = await tx
    .selectFrom('partners')
    .select('id')
    .where('id', '=', partnerId)
    .where('shift', '=', 'ONLINE')
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  // Asked by statements of their own: they see what was committed before the row was held.
  if (!held || (await carriedBy(tx, partnerId)) + deliveries > maxActiveDeliveries) return false;
  const live = await tx
    .selectFrom('offers')
    .select('id')
    .where('partner_id', '=', partnerId)
    .where('status', '=', 'LIVE')
    .executeTakeFirst();
  return live === undefined;
}
