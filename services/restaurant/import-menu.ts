import type { Db, Tx } from '../../adapters/postgres/index.ts';
import {
  type ImportReport,
  ImportRow,
  MAX_IMPORT_ROWS as MAX_ITEMS,
  type MenuImport,
} from '../../contracts/restaurants.ts';
import { DomainError, type FieldError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import type { RestaurantVersions } from './changed.ts';
import { assertUnchanged, editRestaurant } from './editing.ts';
import { menuFull, putCategories } from './menu.ts';

const SHOWN_ERRORS = 100;
const CHUNK = 500;

type Checked = { rows: ImportRow[]; wrong: number; errors: FieldError[] };

/** Judges each row by itself, then against the menu: an id must be an item of it, once. */
function checkRows(items: unknown[], known: ReadonlySet<string>): Checked {
  const checked: Checked = { rows: [], wrong: 0, errors: [] };
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const path = `items.${index}`;
    const parsed = ImportRow.safeParse(item);
    const errors: FieldError[] = parsed.success
      ? idErrors(parsed.data, known, seen, path)
      : parsed.error.issues.map((issue) => ({
          path: [path, ...issue.path].join('.'),
          message: issue.message,
        }));
    if (errors.length > 0) checked.wrong += 1;
    else if (parsed.success) checked.rows.push(parsed.data);
    for (const error of errors) if (checked.errors.length < SHOWN_ERRORS) checked.errors.push(error);
  }
  return checked;
}

function idErrors(row: ImportRow, known: ReadonlySet<string>, seen: Set<string>, path: string): FieldError[] {
  if (row.id === undefined) return [];
  const twice = seen.has(row.id);
  seen.add(row.id);
  if (!known.has(row.id)) return [{ path: `${path}.id`, message: 'is not an item of this menu' }];
  return twice ? [{ path: `${path}.id`, message: 'is in another row too' }] : [];
}

async function write(
  tx: Tx,
  restaurantId: string,
  rows: ImportRow[],
  placeOf: (row: ImportRow, index: number) => number,
): Promise<void> {
  const values = rows.map((row, index) => ({
    id: row.id ?? newId('item'),
    restaurant_id: restaurantId,
    position: placeOf(row, index),
    category: row.category,
    name: row.name,
    description: row.description,
    price_minor: row.priceMinor,
    tax_category: row.taxCategory,
    dietary: row.dietary,
    allergens: row.allergens,
    option_groups: JSON.stringify(row.optionGroups),
    image: row.image,
    available: row.available,
    out_of_stock_until: null,
  }));
  for (let start = 0; start < values.length; start += CHUNK) {
    await tx
      .insertInto('menu_items')
      .values(values.slice(start, start + CHUNK))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          category: eb.ref('excluded.category'),
          name: eb.ref('excluded.name'),
          description: eb.ref('excluded.description'),
          price_minor: eb.ref('excluded.price_minor'),
          tax_category: eb.ref('excluded.tax_category'),
          dietary: eb.ref('excluded.dietary'),
          allergens: eb.ref('excluded.allergens'),
          option_groups: eb.ref('excluded.option_groups'),
          image: eb.ref('excluded.image'),
          available: eb.ref('excluded.available'),
          out_of_stock_until: eb.ref('excluded.out_of_stock_until'),
        })),
      )
      .execute();
  }
}

/** The categories of a menu in order, those that stay first, then those the rows name for the first time. */
async function categoriesWith(tx: Tx, restaurantId: string, rows: ImportRow[]): Promise<string[]> {
  const existing = await tx
    .selectFrom('menu_categories')
    .select('name')
    .where('restaurant_id', '=', restaurantId)
    .orderBy('position')
    .execute();
  return [...new Set([...existing.map(({ name }) => name), ...rows.map(({ category }) => category)])];
}

/** Ends the transaction of an import that is not to be written, with its report. */
class NotWritten extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('nothing was written');
    this.report = report;
  }
}

/**
 * Imports many items at once: all rows, or with any row wrong none. A dry run does the same work and takes it back, so that its
 * report is what the import would find.
 * @param seen the version of the menu that the editor read
 * @returns `versions` when something was written
 * @throws DomainError `not-found`, `changed-meanwhile`, `menu-full`, and `import-invalid` with the errors of the rows
 */
export async function importMenu(
  db: Db,
  restaurantId: string,
  { mode, items }: MenuImport,
  { dryRun, seen }: { dryRun: boolean; seen: number | undefined },
): Promise<{ report: ImportReport; versions?: RestaurantVersions }> {
  try {
    const { versions, result } = await editRestaurant<ImportReport>(db, restaurantId, async (tx, row) => {
      assertUnchanged(seen, row.menu_version);
      const menu = await tx
        .selectFrom('menu_items')
        .select(['id', 'position'])
        .where('restaurant_id', '=', restaurantId)
        .execute();
      const places = new Map(menu.map(({ id, position }) => [id, position]));
      const known = new Set(places.keys());
      const { rows, wrong, errors } = checkRows(items, known);
      const named = new Set(rows.flatMap(({ id }) => id ?? []));
      const removed = mode === 'replace' ? [...known].filter((id) => !named.has(id)) : [];
      const report: ImportReport = {
        dryRun,
        created: rows.length - named.size,
        updated: named.size,
        removed: removed.length,
        wrong,
        errors,
      };
      if (wrong > 0) throw new NotWritten(report);
      if (known.size + report.created - removed.length > MAX_ITEMS) throw menuFull();

      await putCategories(tx, restaurantId, await categoriesWith(tx, restaurantId, rows));
      if (removed.length > 0) await tx.deleteFrom('menu_items').where('id', 'in', removed).execute();
      // Merged, what is there keeps its place and what is new comes after it.
      const next = Math.max(-1, ...places.values()) + 1;
      await write(tx, restaurantId, rows, ({ id }, index) =>
        mode === 'replace' ? index : (places.get(id ?? '') ?? next + index),
      );
      if (dryRun) throw new NotWritten(report);
      return { menu: true, removedItemIds: removed, result: report };
    });
    return { report: result as ImportReport, versions };
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    const { report } = error;
    if (dryRun) return { report };
    throw new DomainError(
      'import-invalid',
      `${report.wrong} of ${items.length} rows are wrong, so nothing was imported. Correct them, try with dry_run=true, and send the whole again.`,
      report.errors,
    );
  }
}
