import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Restaurants } from '../../adapters/postgres/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import { type ChangeOf, type RestaurantVersions, restaurantChanged } from './changed.ts';

export const missingRestaurant = () => new DomainError('not-found', 'There is no such restaurant.');

/** Refuses an edit of something that has changed since it was read. @param seen undefined: of any version */
export function assertUnchanged(seen: number | undefined, version: number): void {
  if (seen === undefined || seen === version) return;
  throw new DomainError(
    'changed-meanwhile',
    'Somebody else changed this since you read it. Read it again, then send your change with the new ETag.',
  );
}

/**
 * Runs an edit in a transaction that holds the restaurant's row, so that two editors come one after the other, and takes note
 * of the change. (Not `for update`: a new order refers to the row and must not wait.)
 * @param edit gets the row as it is before; what it returns says what was changed
 * @throws DomainError `not-found`
 */
export async function editRestaurant<Result extends object = object>(
  db: Db,
  restaurantId: string,
  edit: (tx: Tx, row: Selectable<Restaurants>) => Promise<ChangeOf & { result?: Result }>,
): Promise<{ versions: RestaurantVersions; result: Result | undefined }> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('restaurants')
      .selectAll()
      .where('id', '=', restaurantId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!row) throw missingRestaurant();
    const { result, ...change } = await edit(tx, row);
    return { versions: await restaurantChanged(tx, restaurantId, change), result };
  });
}
