import { sql } from 'kysely';
import type { Tx } from '../../adapters/postgres/index.ts';
import type { EventOf } from '../../contracts/events.ts';
import { publish } from '../outbox.ts';

/** What a change makes old. `menuVersion` is missing where the menu stayed as it was. */
export type RestaurantVersions = { restaurantId: string; version: number; menuVersion?: number | undefined };

/**
 * What was changed: what editors compare, items that are gone. `quiet`: nothing that it is found by, so that cached searches may
 * go on without it; for what changes often, such as ratings.
 */
export type ChangeOf = { profile?: boolean; menu?: boolean; removedItemIds?: string[]; quiet?: boolean };

const announce = (tx: Tx, data: EventOf<'menu-updates'>['data']) =>
  publish(tx, 'menu-updates', {
    id: `${data.restaurantId}:${data.version}`,
    aggregateId: data.restaurantId,
    type: 'RestaurantChanged',
    data,
  });

/**
 * Takes note of a change of a restaurant or its menu, in the transaction that makes it: raises the versions and publishes the
 * event by which caches and the search index follow. Every such change ends with this.
 * @returns the versions, for `invalidate` after the commit
 */
export async function restaurantChanged(
  tx: Tx,
  restaurantId: string,
  { profile = false, menu = false, removedItemIds = [], quiet = false }: ChangeOf = {},
): Promise<RestaurantVersions> {
  const row = await tx
    .updateTable('restaurants')
    .set({
      version: sql`version + 1`,
      profile_version: sql`profile_version + ${profile ? 1 : 0}`,
      menu_version: sql`menu_version + ${menu ? 1 : 0}`,
    })
    .where('id', '=', restaurantId)
    .returning(['version', 'menu_version'])
    .executeTakeFirstOrThrow();
  const versions = { restaurantId, version: row.version, ...(menu && { menuVersion: row.menu_version }) };
  await announce(tx, {
    ...versions,
    ...(removedItemIds.length > 0 && { removedItemIds }),
    ...(quiet && { quiet }),
  });
  return versions;
}

/** The same for many restaurants at once, of which only what they are found by has changed. */
export async function restaurantsChanged(tx: Tx, restaurantIds: string[]): Promise<RestaurantVersions[]> {
  const rows = await tx
    .updateTable('restaurants')
    .set({ version: sql`version + 1` })
    .where(sql<boolean>`id = any(${restaurantIds}::text[])`)
    .returning(['id as restaurantId', 'version'])
    .execute();
  for (const versions of rows) await announce(tx, versions);
  return rows;
}
