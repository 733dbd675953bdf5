import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { Problem } from '../../contracts/common.ts';
import type { ImportReport, Menu, MenuItem } from '../../contracts/restaurants.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { customer, restaurantThatIs, staff, type TestRestaurant } from '../helpers/people.ts';
import { send } from '../helpers/send.ts';
import { testConfig } from '../helpers/system.ts';

let api: Awaited<ReturnType<typeof startApi>>;
let postgres: Postgres;
let restaurant: TestRestaurant;
let kitchen: ApiClient;

beforeAll(async () => {
  const config = testConfig();
  api = await startApi(config);
  postgres = openPostgres(config.postgres);
  restaurant = await restaurantThatIs(postgres.db, 'open', 20);
  kitchen = await staff(api.url, restaurant.slug);
});
afterAll(async () => {
  await api.close();
  await postgres.close();
});

type Options = { body?: unknown; headers?: Record<string, string> };
const ask = <T>(method: string, path: string, options: Options = {}) =>
  send<T>(api.url, kitchen, method, path, options);
const menu = () => ask<Menu>('GET', '/v1/menu');
const shown = async () =>
  (await send<Menu>(api.url, kitchen, 'GET', `/v1/restaurants/${restaurant.id}/menu`)).body;
let etag = '';
/** An edit with the ETag of the last answer. */
async function edit<T>(method: string, path: string, body?: unknown) {
  const answer = await ask<T>(method, path, {
    ...(body !== undefined && { body }),
    headers: { 'If-Match': etag },
  });
  etag = answer.headers.get('ETag') ?? etag;
  return answer;
}
const events = async () => {
  const rows = await postgres.db
    .selectFrom('outbox')
    .select('data')
    .where('aggregate_id', '=', restaurant.id)
    .orderBy('id')
    .execute();
  return rows.map(({ data }) => data as { version: number; menuVersion?: number; removedItemIds?: string[] });
};
beforeEach(async () => {
  etag = (await menu()).headers.get('ETag') as string;
});

const soup = { category: 'Soups of the day', name: 'Salmon soup', priceMinor: 1390 };
const addCategory = async (name: string) => {
  const { categories } = (await menu()).body;
  await edit('PUT', '/v1/menu/categories', {
    categories: [...categories.map((existing) => ({ name: existing })), { name }],
  });
};

describe('items', () => {
  it('are made, changed and removed one by one, and customers see each change at once', async () => {
    await addCategory(soup.category);
    const added = await edit<MenuItem>('POST', '/v1/menu/items', { ...soup, allergens: ['fish', 'milk'] });
    expect(added.status).toBe(201);
    expect((await shown()).items).toContainEqual(added.body);

    const path = `/v1/menu/items/${added.body.id}`;
    const changed = await edit<MenuItem>('PATCH', path, { priceMinor: 1490 });
    expect(changed.body).toEqual({ ...added.body, priceMinor: 1490 });
    expect((await shown()).items).toContainEqual(changed.body);

    expect((await edit('DELETE', path)).status).toBe(200);
    expect((await shown()).items.map(({ id }) => id)).not.toContain(added.body.id);
    expect((await edit<Problem>('DELETE', path)).body.code).toBe('not-found');
    expect((await events()).at(-1)).toMatchObject({ removedItemIds: [added.body.id] });
  });

  it('take the place they are given, and the others move on', async () => {
    const { items } = (await menu()).body;
    const first = items[0] as MenuItem;
    const { body } = await edit<MenuItem>('POST', '/v1/menu/items', {
      ...soup,
      category: first.category,
      position: 0,
    });
    const after = (await menu()).body.items.filter(({ category }) => category === first.category);
    expect(after.slice(0, 2).map(({ id }) => id)).toEqual([body.id, first.id]);
  });

  it('must be right: nothing is written, and each fault is named', async () => {
    const before = await menu();
    const group = {
      id: 'size',
      name: 'Size',
      min: 2,
      max: 1,
      options: [{ id: 'l', name: 'Large', priceMinor: 0 }],
    };
    const wrong = {
      category: 'Nowhere',
      name: '',
      priceMinor: -1,
      allergens: ['moonlight'],
      optionGroups: [group],
    };
    const { status, body } = await edit<Problem>('POST', '/v1/menu/items', wrong);
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors?.map(({ path }) => path).sort()).toEqual([
      'allergens.0',
      'name',
      'optionGroups.0.min',
      'priceMinor',
    ]);
    const elsewhere = await edit<Problem>('POST', '/v1/menu/items', { ...soup, category: 'Nowhere' });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'unknown-category']);
    expect((await menu()).body).toEqual(before.body);
  });

  it('of other restaurants do not exist for this kitchen', async () => {
    const other = await restaurantThatIs(postgres.db, 'open', 21);
    const path = `/v1/menu/items/${other.items[0]?.id}`;
    expect((await edit<Problem>('PATCH', path, { priceMinor: 1 })).body.code).toBe('not-found');
    expect((await ask<Problem>('PUT', `${path}/stock`, { body: { available: false } })).body.code).toBe(
      'not-found',
    );
  });

  it('are for the kitchen only', async () => {
    const eater = await customer(api.url, 12);
    const { status } = await send(api.url, eater, 'GET', '/v1/menu');
    expect(status).toBe(403);
  });
});

describe('stock', () => {
  const stock = (body: object) =>
    ask<MenuItem>('PUT', `/v1/menu/items/${restaurant.items[1]?.id}/stock`, { body });
  const line = async () => (await shown()).items.find(({ id }) => id === restaurant.items[1]?.id);

  it('is off until the kitchen says otherwise, or until a time', async () => {
    await stock({ available: false });
    expect(await line()).toMatchObject({ available: false, outOfStockUntil: null });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await stock({ available: false, until });
    expect(await line()).toMatchObject({ available: false, outOfStockUntil: until });
    await stock({ available: true });
    expect(await line()).toMatchObject({ available: true, outOfStockUntil: null });
  });

  it('comes back by itself, also for those who read the cache', async () => {
    await stock({ available: false, until: new Date(Date.now() + 1_200).toISOString() });
    expect(await line()).toMatchObject({ available: false });
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(await line()).toMatchObject({ available: true });
  });
});

describe('two editors at once', () => {
  it('the second is told to look again, and nothing of theirs is written', async () => {
    const path = `/v1/menu/items/${restaurant.items[2]?.id}`;
    const seen = { 'If-Match': etag };
    const both = await Promise.all(
      [1111, 2222].map((priceMinor) => ask<Problem>('PATCH', path, { body: { priceMinor }, headers: seen })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const loser = both.find(({ status }) => status === 412);
    expect(loser?.body).toMatchObject({ code: 'changed-meanwhile' });
    const winner = both.find(({ status }) => status === 200)?.body as unknown as MenuItem;
    const { body } = await menu();
    expect(body.items.find(({ id }) => id === winner.id)?.priceMinor).toBe(winner.priceMinor);
  });

  it('must say what they have seen', async () => {
    const path = `/v1/menu/items/${restaurant.items[2]?.id}`;
    const { status, body } = await ask<Problem>('PATCH', path, { body: { priceMinor: 1 } });
    expect([status, body.code]).toEqual([428, 'precondition-missing']);
    const rubbish = await ask<Problem>('PATCH', path, { body: {}, headers: { 'If-Match': 'yes' } });
    expect(rubbish.status).toBe(400);
  });
});

describe('categories', () => {
  it('are renamed with their items, also when two swap names', async () => {
    const { body } = await menu();
    const [a = '', b = '', ...rest] = body.categories;
    const inside = (name: string, { items }: Menu) =>
      items.filter(({ category }) => category === name).map(({ id }) => id);
    const { body: swapped } = await edit<Menu>('PUT', '/v1/menu/categories', {
      categories: [{ name: b, was: a }, { name: a, was: b }, ...rest.map((name) => ({ name }))],
    });
    expect(swapped.categories).toEqual([b, a, ...rest]);
    expect([inside(b, swapped), inside(a, swapped)]).toEqual([inside(a, body), inside(b, body)]);
  });

  it('with items stay', async () => {
    const { body: before } = await menu();
    const categories = before.categories.slice(1).map((name) => ({ name }));
    const { status, body } = await edit<Problem>('PUT', '/v1/menu/categories', { categories });
    expect([status, body.code]).toEqual([409, 'category-not-empty']);
    expect((await menu()).body.categories).toEqual(before.categories);
  });
});

describe('an import', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      category: `Course ${index % 7}`,
      name: `Dish ${index}`,
      priceMinor: 500 + index,
    }));
  const imported = (body: object, dryRun = false) =>
    edit<ImportReport & Problem>('POST', `/v1/menu/import?dry_run=${dryRun}`, body);

  it('writes all rows and makes their categories; those with an id change what is there', async () => {
    const { body: before } = await menu();
    const { id, category, name } = before.items[0] as MenuItem;
    const { body } = await imported({ items: [...rows(700), { id, category, name, priceMinor: 777 }] });
    expect(body).toMatchObject({ created: 700, updated: 1, removed: 0, wrong: 0 });
    const { body: after } = await menu();
    expect(after.items).toHaveLength(before.items.length + 700);
    expect(after.items.find((item) => item.id === id)?.priceMinor).toBe(777);
    expect(after.categories).toEqual(expect.arrayContaining([...before.categories, 'Course 6']));
    expect(after.version).toBe(before.version + 1);
  });

  it('that replaces the menu removes what it does not name, in one event', async () => {
    const { body: before } = await menu();
    const kept = before.items.slice(0, 5).map(({ id, category, name, priceMinor }) => ({
      ...{ id, category, name, priceMinor },
    }));
    const { body } = await imported({ mode: 'replace', items: kept.toReversed() });
    expect(body).toMatchObject({ created: 0, updated: 5, removed: before.items.length - 5 });
    expect((await events()).at(-1)?.removedItemIds).toHaveLength(before.items.length - 5);
    expect((await menu()).body.items.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  });

  it('as a dry run says the same and writes nothing', async () => {
    const before = await menu();
    const said = await events();
    const { body } = await imported({ mode: 'replace', items: rows(30) }, true);
    expect(body).toMatchObject({ dryRun: true, created: 30, removed: before.body.items.length });
    expect((await menu()).body).toEqual(before.body);
    expect(await events()).toEqual(said);
  });

  it('with any wrong row writes none, and names the rows', async () => {
    const before = await menu();
    const items: unknown[] = rows(300);
    items[17] = { ...rows(1)[0], priceMinor: 'much' };
    items[250] = 'soup';
    items[299] = { ...rows(1)[0], id: 'itm_01jd7zk0f8e9vbq3n4m5p6r7st' };
    const { status, body } = await imported({ items });
    expect([status, body.code]).toEqual([422, 'import-invalid']);
    expect(body.detail).toContain('3 of 300 rows');
    expect(body.errors?.map(({ path }) => path)).toEqual([
      'items.17.priceMinor',
      'items.250',
      'items.299.id',
    ]);
    expect((await menu()).body).toEqual(before.body);
  });

  it('of too many rows, or of too many bytes, is refused as a whole', async () => {
    const many = await imported({ items: rows(5_001) });
    expect([many.status, many.body.errors?.[0]?.path]).toEqual([400, 'items']);
    const huge = await imported({ items: rows(100_000) });
    expect([huge.status, huge.body.code]).toEqual([413, 'payload-too-large']);
  });

  it('shows a hundred errors and counts the rest', async () => {
    const { body } = await imported({ items: Array.from({ length: 5_000 }, () => ({})) }, true);
    expect(body.wrong).toBe(5_000);
    expect(body.errors).toHaveLength(100);
  });
});
