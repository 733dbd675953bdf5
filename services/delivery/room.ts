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
 * Whether a partner who is held has room for so many more and no other offer to answer. Asked by statements of their own: they
 * see what was committed before the row was held.
 */
async function hasRoom(tx: Tx, partnerId: string, deliveries: number, most: number): Promise<boolean> {
  if ((await carriedBy(tx, partnerId)) + deliveries > most) return false;
  const live = await tx
    .selectFrom('offers')
    .select('id')
    .where('partner_id', '=', partnerId)
    .where('status', '=', 'LIVE')
    .executeTakeFirst();
  return live === undefined;
}

const onShift = (tx: Tx, partnerId: string) =>
  tx.selectFrom('partners').select('id').where('id', '=', partnerId).where('shift', '=', 'ONLINE');

/**
 * Whether a partner can be offered one more, and holds them so until the transaction ends. Several searches may hold the same
 * partner: the unique index decides which of them makes the offer. Somebody whose acceptance is under way is passed over rather
 * than waited for.
 */
export async function holdIfRoom(tx: Tx, partnerId: string, most: number): Promise<boolean> {
  const held = await onShift(tx, partnerId).forShare().skipLocked().executeTakeFirst();
  return held !== undefined && hasRoom(tx, partnerId, 1, most);
}

/** The same for a trip of several deliveries, whose offers no index can keep together: nobody else may hold the partner. */
export async function holdForTrip(
  tx: Tx,
  partnerId: string,
  deliveries: number,
  most: number,
): Promise<boolean> {
  const held = await onShift(tx, partnerId).forNoKeyUpdate().skipLocked().executeTakeFirst();
  return held !== undefined && hasRoom(tx, partnerId, deliveries, most);
}
