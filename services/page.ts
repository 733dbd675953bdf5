import { DomainError } from '../domain/errors.ts';

/** @param what a cursor of this list names, such as `order of yours` */
export const unknownCursor = (what: string) =>
  new DomainError('invalid-cursor', `starting_after names no ${what}. Start from the first page.`);

/**
 * Checks that a page's cursor names something that its reader may see.
 * @param reading rejects with `not-found` where it does not
 * @throws DomainError `invalid-cursor`
 */
export async function assertCursor(reading: Promise<unknown>, what: string): Promise<void> {
  try {
    await reading;
  } catch (error) {
    throw error instanceof DomainError && error.code === 'not-found' ? unknownCursor(what) : error;
  }
}

/** A page as the API shows it, from one row more than it may have: the extra row says that there is more. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  show: (row: Row) => Item,
): { data: Item[]; has_more: boolean } {
  return { data: rows.slice(0, limit).map(show), has_more: rows.length > limit };
}
