/** A page as the API shows it, from one row more than it may have: the extra row says that there is more. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  show: (row: Row) => Item,
): { data: Item[]; has_more: boolean } {
  return { data: rows.slice(0, limit).map(show), has_more: rows.length > limit };
}
