import type { Client } from '@elastic/elasticsearch';
import type { Db } from '../../adapters/postgres/index.ts';
import type { SearchCells } from './cells.ts';
import { documentsOf } from './documents.ts';
import { MENU_ITEMS, REFRESH_INTERVAL, RESTAURANTS } from './mapping.ts';

/** The aliases by which the indexes are read and written. */
export const indexNames = (prefix: string) => ({
  restaurants: `${prefix}restaurants`,
  items: `${prefix}menu_items`,
});

const BULK_OPERATIONS = 1_000;

type Change = { restaurantId: string; removedItemIds?: string[] | undefined; quiet?: boolean | undefined };
/** The indexes of one build. */
type Generation = { restaurants: string; items: string };
export type CopyProgress = { after: string; restaurants: number; items: number; done: boolean };

type Operation =
  | { index: { _index: string; _id: string; version: number; version_type: 'external_gte' } }
  | { delete: { _index: string; _id: string; version: number; version_type: 'external_gte' } };

/**
 * Keeps the indexes in step with PostgreSQL. They are read by an alias and written by another, which during a rebuild has two
 * generations: whatever changes meanwhile goes into both. Versions let no older state overwrite a newer one, so the copying
 * and the changes need not know of each other.
 * @param deps.db the primary: a replica that lags would index the state before the event
 */
export function createSearchIndexes(deps: {
  elasticsearch: Client;
  db: Db;
  cells: SearchCells;
  prefix: string;
}) {
  const { elasticsearch, db, cells } = deps;
  const names = indexNames(deps.prefix);
  const writing = { restaurants: `${names.restaurants}-write`, items: `${names.items}-write` };
  const generationOf = (name: string): Generation => ({
    restaurants: `${names.restaurants}-${name}`,
    items: `${names.items}-${name}`,
  });
  const FIRST = generationOf('first');

  /** The indexes behind an alias; none when it is not there. */
  async function behind(alias: string): Promise<string[]> {
    const found = await elasticsearch.indices.getAlias({ name: alias }, { ignore: [404] });
    // A missing alias is answered with an error and a status.
    return Object.entries(found).flatMap(([index, value]) =>
      typeof value === 'object' && value && 'aliases' in value ? [index] : [],
    );
  }

  async function create(generation: Generation, settings: object = {}): Promise<void> {
    await Promise.all(
      [
        { index: generation.restaurants, ...RESTAURANTS },
        { index: generation.items, ...MENU_ITEMS },
      ].map(async (index) => {
        try {
          await elasticsearch.indices.create({
            ...index,
            settings: { ...index.settings, ...settings },
          });
        } catch (error) {
          // Another indexer was faster, or an earlier try has done it.
          if (typeOf(error) !== 'resource_already_exists_exception') throw error;
        }
      }),
    );
  }

  /** The documents of restaurants as they are now, and the deletions of what they no longer have, for each index written. */
  async function operationsFor(changes: Change[], targets: Generation[]) {
    const ids = [...new Set(changes.map(({ restaurantId }) => restaurantId))];
    const removed = new Map<string, Set<string>>(ids.map((id) => [id, new Set<string>()]));
    for (const { restaurantId, removedItemIds = [] } of changes) {
      for (const itemId of removedItemIds) removed.get(restaurantId)?.add(itemId);
    }
    // Restaurants first: items may be newer than the version they go under, never older.
    const rows = await db.selectFrom('restaurants').selectAll().where('id', 'in', ids).execute();
    const items = await db.selectFrom('menu_items').selectAll().where('restaurant_id', 'in', ids).execute();
    const menus = new Map<string, typeof items>(ids.map((id) => [id, []]));
    for (const item of items) menus.get(item.restaurant_id)?.push(item);
    const operations: (Operation | object)[][] = [];
    for (const row of rows) {
      const documents = documentsOf(row, menus.get(row.id) ?? []);
      const under = { version: row.version, version_type: 'external_gte' as const };
      for (const target of targets) {
        operations.push([
          { index: { _index: target.restaurants, _id: row.id, ...under } },
          documents.restaurant,
        ]);
        for (const item of documents.items) {
          operations.push([{ index: { _index: target.items, _id: item.id, ...under } }, item]);
        }
        for (const itemId of removed.get(row.id) ?? []) {
          operations.push([{ delete: { _index: target.items, _id: itemId, ...under } }]);
        }
      }
    }
    return { operations, rows, items: items.length };
  }

  /** @param options.refresh `wait_for`: until what was sent can be found */
  async function send(
    operations: (Operation | object)[][],
    options: { refresh?: 'wait_for' } = {},
  ): Promise<void> {
    for (let start = 0; start < operations.length; start += BULK_OPERATIONS) {
      const result = await elasticsearch
        .bulk({ operations: operations.slice(start, start + BULK_OPERATIONS).flat(), ...options })
        .catch((error: Error) => {
          // The client's error holds the whole request, a megabyte that nobody wants in a log.
          throw new Error(`the index could not be written: ${error.message.split('\n')[0]}`);
        });
      // 409: something newer is there. 404: what should be deleted never came.
      const failed = result.items
        .flatMap((item) => [item.index ?? item.delete ?? []].flat())
        .find(({ error, status }) => error && status !== 409 && status !== 404);
      if (failed) throw new Error(`indexing ${failed._id} failed: ${failed.error?.reason}`);
    }
  }

  const generationsOf = (restaurantIndexes: string[]): Generation[] =>
    restaurantIndexes.map((index) => generationOf(index.slice(names.restaurants.length + 1)));

  const targets = async () => generationsOf(await behind(writing.restaurants));

  async function remove({ restaurants, items }: Generation): Promise<void> {
    for (const index of [restaurants, items])
      await elasticsearch.indices.delete({ index }, { ignore: [404] });
  }

  /** Copies the next restaurants, in the order of their ids, into one generation. */
  async function copy(name: string, after: string, limit: number): Promise<CopyProgress> {
    const ids = await db
      .selectFrom('restaurants')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    const last = ids.at(-1);
    if (!last) return { after, restaurants: 0, items: 0, done: true };
    const changes = ids.map(({ id }) => ({ restaurantId: id }));
    const { operations, rows, items } = await operationsFor(changes, [generationOf(name)]);
    await send(operations);
    return { after: last.id, restaurants: rows.length, items, done: ids.length < limit };
  }

  return {
    /** Makes the first generation where there is none. @returns whether it did, so that somebody has to fill it */
    async ensure(): Promise<boolean> {
      if ((await behind(writing.restaurants)).length > 0) return false;
      await create(FIRST);
      // An index under an alias's own name, which a writer may make by mistake, gives way.
      const inTheWay = await Promise.all(
        [names.restaurants, names.items].map(async (index) =>
          (await elasticsearch.indices.exists({ index })) && (await behind(index)).length === 0
            ? [index]
            : [],
        ),
      );
      await elasticsearch.indices.updateAliases({
        actions: [
          ...inTheWay.flat().map((index) => ({ remove_index: { index } })),
          { add: { index: FIRST.restaurants, aliases: [names.restaurants, writing.restaurants] } },
          { add: { index: FIRST.items, aliases: [names.items, writing.items] } },
        ],
      });
      return true;
    },

    /** Fills the first generation, which is read meanwhile. */
    async fill(): Promise<void> {
      for (let after = ''; ; ) {
        const copied = await copy('first', after, 100);
        await elasticsearch.indices.refresh({ index: [FIRST.restaurants, FIRST.items] });
        await cells.touchEverywhere();
        if (copied.done) return;
        after = copied.after;
      }
    },

    /** Brings the documents of changed restaurants, and of their menus, up to date; answers when they can be found. */
    async update(changes: Change[]): Promise<void> {
      if (changes.length === 0) return;
      const { operations, rows } = await operationsFor(changes, await targets());
      await send(operations, { refresh: 'wait_for' });
      const heard = new Set(changes.filter(({ quiet }) => !quiet).map(({ restaurantId }) => restaurantId));
      await cells.touch(rows.filter(({ id }) => heard.has(id)));
    },

    // ---- a rebuild, step by step; each step may be repeated ------------------------------------------------------

    /** Makes a generation into which changes go from now on. @returns how many restaurants there are to copy */
    async begin(name: string): Promise<number> {
      const read = await behind(names.restaurants);
      for (const left of await targets()) {
        const leftOver =
          left.restaurants !== generationOf(name).restaurants && !read.includes(left.restaurants);
        if (leftOver) await remove(left);
      }
      const generation = generationOf(name);
      // What nobody reads yet need not be found soon; but without any refresh, versions would pile up in memory.
      await create(generation, { refresh_interval: '30s' });
      await elasticsearch.indices.updateAliases({
        actions: [
          { add: { index: generation.restaurants, alias: writing.restaurants } },
          { add: { index: generation.items, alias: writing.items } },
        ],
      });
      const { count } = await db
        .selectFrom('restaurants')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    copy,

    /** Lets everybody read the generation, at one moment. The one before is still there, but no longer written. */
    async swap(name: string): Promise<void> {
      const generation = generationOf(name);
      const index = [generation.restaurants, generation.items];
      await elasticsearch.indices.putSettings({ index, settings: { refresh_interval: REFRESH_INTERVAL } });
      await elasticsearch.indices.refresh({ index });
      const known = new Set([...(await behind(writing.restaurants)), ...(await behind(names.restaurants))]);
      known.delete(generation.restaurants);
      const old = generationsOf([...known]);
      await elasticsearch.indices.updateAliases({
        actions: [
          { add: { index: generation.restaurants, alias: names.restaurants } },
          { add: { index: generation.items, alias: names.items } },
          ...old.flatMap(({ restaurants, items }) => [
            { remove: { index: restaurants, aliases: [names.restaurants, writing.restaurants] } },
            { remove: { index: items, aliases: [names.items, writing.items] } },
          ]),
        ],
      });
      await cells.touchEverywhere();
    },

    /** Deletes every generation that nobody reads or writes. */
    async retire(): Promise<void> {
      const [all, read, written] = await Promise.all([
        elasticsearch.indices.get({ index: `${names.restaurants}-*` }, { ignore: [404] }),
        behind(names.restaurants),
        behind(writing.restaurants),
      ]);
      const used = new Set([...read, ...written]);
      const unused = Object.keys(all).filter(
        (index) => index.startsWith(names.restaurants) && !used.has(index),
      );
      for (const generation of generationsOf(unused)) await remove(generation);
    },

    /** Takes back a rebuild that cannot go on. */
    abandon: (name: string) => remove(generationOf(name)),
  };
}
export type SearchIndexes = ReturnType<typeof createSearchIndexes>;

function typeOf(error: unknown): string | undefined {
  return (error as { meta?: { body?: { error?: { type?: string } } } }).meta?.body?.error?.type;
}
