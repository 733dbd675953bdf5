import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { MenuItems } from '../../adapters/postgres/schema.ts';
import {
  MAX_IMPORT_ROWS as MAX_ITEMS,
  type MenuCategories,
  type MenuItemChange,
  type NewMenuItem,
  type StockChange,
} from '../../contracts/restaurants.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import type { RestaurantVersions } from './changed.ts';
import { assertUnchanged, editRestaurant } from './editing.ts';

export const missingItem = () => new DomainError('not-found', 'There is no such item on this menu.');

export const menuFull = () =>
  new DomainError('menu-full', `A menu may have ${MAX_ITEMS} items. Remove some first.`);

async function assertCategory(tx: Tx, restaurantId: string, category: string): Promise<void> {
  const found = await tx
    .selectFrom('menu_categories')
    .select('name')
    .where('restaurant_id', '=', restaurantId)
    .where('name', '=', category)
    .executeTakeFirst();
  if (found) return;
  throw new DomainError(
    'unknown-category',
    `This menu has no category “${category}”. Make it first with PUT /v1/menu/categories.`,
    [{ path: 'category', message: 'is not a category of this menu' }],
  );
}

/** Moves the items from a place on one further, so that it is free. */
async function makeRoom(tx: Tx, restaurantId: string, position: number): Promise<void> {
  await tx
    .updateTable('menu_items')
    .set({ position: sql`position + 1` })
    .where('restaurant_id', '=', restaurantId)
    .where('position', '>=', position)
    .execute();
}

function columnsOf(change: MenuItemChange): Updateable<MenuItems> {
  const { priceMinor, taxCategory, optionGroups, ...same } = change;
  const columns = {
    ...same,
    price_minor: priceMinor,
    tax_category: taxCategory,
    option_groups: optionGroups && JSON.stringify(optionGroups),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

export type Edited = { versions: RestaurantVersions; itemId: string };

/** @throws DomainError `not-found`, `changed-meanwhile`, `unknown-category`, `menu-full` */
export async function addItem(
  db: Db,
  restaurantId: string,
  { position, ...item }: NewMenuItem,
  seen: number | undefined,
): Promise<Edited> {
  const itemId = newId('item');
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    assertUnchanged(seen, row.menu_version);
    await assertCategory(tx, restaurantId, item.category);
    const { items, last } = await tx
      .selectFrom('menu_items')
      .select(({ fn }) => [fn.countAll<number>().as('items'), fn.max('position').as('last')])
      .where('restaurant_id', '=', restaurantId)
      .executeTakeFirstOrThrow();
    if (items >= MAX_ITEMS) throw menuFull();
    if (position !== undefined) await makeRoom(tx, restaurantId, position);
    await tx
      .insertInto('menu_items')
      .values({
        id: itemId,
        restaurant_id: restaurantId,
        position: position ?? (last ?? -1) + 1,
        category: item.category,
        name: item.name,
        description: item.description,
        price_minor: item.priceMinor,
        tax_category: item.taxCategory,
        dietary: item.dietary,
        allergens: item.allergens,
        option_groups: JSON.stringify(item.optionGroups),
        image: item.image,
      })
      .execute();
    return { menu: true };
  });
  return { versions, itemId };
}

/** Changes an item; what is left out stays. @throws DomainError `not-found`, `changed-meanwhile`, `unknown-category` */
export async function updateItem(
  db: Db,
  restaurantId: string,
  itemId: string,
  change: MenuItemChange,
  seen: number | undefined,
): Promise<Edited> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    assertUnchanged(seen, row.menu_version);
    if (change.category !== undefined) await assertCategory(tx, restaurantId, change.category);
    if (change.position !== undefined) await makeRoom(tx, restaurantId, change.position);
    await setItem(tx, restaurantId, itemId, columnsOf(change));
    return { menu: true };
  });
  return { versions, itemId };
}

/** Says what can be had. Two tablets that say it at once agree with the later one. @throws DomainError `not-found` */
export async function setStock(
  db: Db,
  restaurantId: string,
  itemId: string,
  { available, until }: StockChange,
): Promise<Edited> {
  // "Away until" leaves the switch on: the item comes back by itself.
  const columns = until
    ? { available: true, out_of_stock_until: until }
    : { available, out_of_stock_until: null };
  const { versions } = await editRestaurant(db, restaurantId, async (tx) => {
    await setItem(tx, restaurantId, itemId, columns);
    return { menu: true };
  });
  return { versions, itemId };
}

async function setItem(
  tx: Tx,
  restaurantId: string,
  itemId: string,
  columns: Updateable<MenuItems>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('menu_items')
    .set({ ...columns, id: itemId }) // never empty
    .where('id', '=', itemId)
    .where('restaurant_id', '=', restaurantId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw missingItem();
}

/** @throws DomainError `not-found`, `changed-meanwhile` */
export async function removeItem(
  db: Db,
  restaurantId: string,
  itemId: string,
  seen: number | undefined,
): Promise<RestaurantVersions> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    assertUnchanged(seen, row.menu_version);
    const { numDeletedRows } = await tx
      .deleteFrom('menu_items')
      .where('id', '=', itemId)
      .where('restaurant_id', '=', restaurantId)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw missingItem();
    return { menu: true, removedItemIds: [itemId] };
  });
  return versions;
}

/**
 * Brings the categories to a list: renames with their items, makes new ones, orders all, removes those left out.
 * @throws DomainError `not-found`, `changed-meanwhile`, `unknown-category`, `category-not-empty`
 */
export async function setCategories(
  db: Db,
  restaurantId: string,
  { categories }: MenuCategories,
  seen: number | undefined,
): Promise<RestaurantVersions> {
  const { versions } = await editRestaurant(db, restaurantId, async (tx, row) => {
    assertUnchanged(seen, row.menu_version);
    const rows = await tx
      .selectFrom('menu_categories')
      .select('name')
      .where('restaurant_id', '=', restaurantId)
      .execute();
    const existing = new Set(rows.map(({ name }) => name));
    const unknown = categories.flatMap(({ was }, index) =>
      was !== undefined && !existing.has(was)
        ? [{ path: `categories.${index}.was`, message: `there is no category “${was}”` }]
        : [],
    );
    if (unknown.length > 0) {
      throw new DomainError(
        'unknown-category',
        'Some categories are not there. Read the menu again.',
        unknown,
      );
    }
    const kept = new Set(categories.map(({ name, was = name }) => was));
    await removeCategories(
      tx,
      restaurantId,
      [...existing].filter((name) => !kept.has(name)),
    );
    await renameCategories(tx, restaurantId, categories);
    await putCategories(
      tx,
      restaurantId,
      categories.map(({ name }) => name),
    );
    return { menu: true };
  });
  return versions;
}

async function removeCategories(tx: Tx, restaurantId: string, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const used = await tx
    .selectFrom('menu_items')
    .select('category')
    .distinct()
    .where('restaurant_id', '=', restaurantId)
    .where('category', 'in', names)
    .execute();
  if (used.length > 0) {
    const those = used.map(({ category }) => `“${category}”`).join(', ');
    throw new DomainError(
      'category-not-empty',
      `${those} still has items. Move or remove them first, or keep the category in the list.`,
    );
  }
  await tx
    .deleteFrom('menu_categories')
    .where('restaurant_id', '=', restaurantId)
    .where('name', 'in', names)
    .execute();
}

/** By way of names that nobody can have, so that two categories may swap theirs. */
async function renameCategories(
  tx: Tx,
  restaurantId: string,
  categories: MenuCategories['categories'],
): Promise<void> {
  const renamed = categories.flatMap(({ name, was }) =>
    was !== undefined && was !== name ? [{ name, was }] : [],
  );
  const rename = (from: string, to: string) =>
    tx
      .updateTable('menu_categories')
      .set({ name: to })
      .where('restaurant_id', '=', restaurantId)
      .where('name', '=', from)
      .execute();
  for (const [index, { was }] of renamed.entries()) await rename(was, `\u0001${index}`);
  for (const [index, { name }] of renamed.entries()) await rename(`\u0001${index}`, name);
}

/** Makes what is missing and gives each its place. */
export async function putCategories(tx: Tx, restaurantId: string, names: string[]): Promise<void> {
  if (names.length === 0) return;
  await tx
    .insertInto('menu_categories')
    .values(names.map((name, position) => ({ restaurant_id: restaurantId, name, position })))
    .onConflict((conflict) =>
      conflict
        .columns(['restaurant_id', 'name'])
        .doUpdateSet((eb) => ({ position: eb.ref('excluded.position') })),
    )
    .execute();
}
