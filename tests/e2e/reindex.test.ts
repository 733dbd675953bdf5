import type { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElasticsearch } from '../../adapters/elasticsearch/index.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import type { Reindexing, SearchResult } from '../../contracts/restaurants.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { restaurantChanged } from '../../services/restaurant/changed.ts';
import {
  REINDEX_ID,
  type ReindexInput,
  type ReindexProgress,
  TASK_QUEUES,
} from '../../workflows/messages.ts';
import { customer, eventually, operator, problemOf, restaurantThatIs } from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let temporal: Awaited<ReturnType<typeof openTemporal>>;
let elasticsearch: Client;
let admin: ApiClient;
let visitor: ApiClient;
let prefix: string;

beforeAll(async () => {
  system = await startSystem();
  prefix = system.config.elasticsearch.prefix;
  temporal = await openTemporal(system.config.temporal);
  elasticsearch = openElasticsearch(system.config.elasticsearch);
  [admin, visitor] = await Promise.all([operator(system.url), connect(system.url)]);
  const dishes = await system.db
    .selectFrom('menu_items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await eventually(
    () => count(`${prefix}menu_items`),
    (indexed) => indexed === dishes.count,
    20_000,
  );
});
afterAll(async () => {
  await temporal.close();
  await elasticsearch.close();
  await system.close();
});

const count = async (index: string) => {
  await elasticsearch.indices.refresh({ index });
  return (await elasticsearch.count({ index })).count;
};
const indexesNow = async () =>
  Object.keys(
    await elasticsearch.indices.get({ index: `${prefix}restaurants-*,${prefix}menu_items-*` }),
  ).sort();
const behind = async (alias: string) =>
  Object.keys(await elasticsearch.indices.getAlias({ name: `${prefix}${alias}` }));

async function rebuild() {
  const input: ReindexInput = { generation: `t${Date.now()}`, retireAfterSeconds: 1 };
  return temporal.client.workflow.start<(input: ReindexInput) => Promise<ReindexProgress>>(
    'ReindexWorkflow',
    {
      workflowId: REINDEX_ID,
      taskQueue: TASK_QUEUES.search,
      args: [input],
    },
  );
}

async function rename(id: string, name: string): Promise<void> {
  await system.db.transaction().execute(async (tx) => {
    await tx.updateTable('restaurants').set({ name }).where('id', '=', id).execute();
    await restaurantChanged(tx, id);
  });
}
const found = async (q: string, id: string) => {
  const query = new URLSearchParams({ lat: '60.1712', lng: '24.9412', radius_km: '8', q });
  const { data, degraded } = await visitor.call<SearchResult>('GET', `/v1/search?${query}`);
  return !degraded && data.some((hit) => hit.id === id);
};

describe('a rebuild of the search index', () => {
  it('copies everything, swaps at once and removes what it replaced', async () => {
    const before = { indexes: await indexesNow(), items: await count(`${prefix}menu_items`) };
    const progress = await (await rebuild()).result();
    expect(progress).toMatchObject({ state: 'done', restaurants: progress.total, items: before.items });
    const after = await indexesNow();
    expect(after).toHaveLength(2);
    expect(after).not.toEqual(before.indexes);
    expect(await behind('restaurants')).toEqual(await behind('restaurants-write'));
    expect(await count(`${prefix}restaurants`)).toBe(progress.total);
    expect(await count(`${prefix}menu_items`)).toBe(before.items);
  });

  it('loses no change made meanwhile, early or late in the copying', async () => {
    const changed = await Promise.all(
      [23, 24, 25, 26, 27].map((offset) => restaurantThatIs(system.db, 'open', offset)),
    );
    const handle = await rebuild();
    for (const [index, { id }] of changed.entries()) await rename(id, `Meanwhile Diner ${index}`);
    await handle.result();
    for (const [index, { id }] of changed.entries()) {
      await eventually(() => found(`meanwhile diner ${index}`, id), Boolean, 10_000);
    }
  });

  it('never lets an older state overwrite a newer one', async () => {
    const { id } = await restaurantThatIs(system.db, 'open', 28);
    await rename(id, 'Newest Name');
    await eventually(() => found('newest name', id), Boolean);
    const [index = ''] = await behind('restaurants');
    const { _version: version } = await elasticsearch.get({ index, id });
    const older = elasticsearch.index({
      index,
      id,
      version: (version ?? 0) - 1,
      version_type: 'external_gte',
      document: { name: 'Old name' },
    });
    await expect(older).rejects.toMatchObject({ statusCode: 409 });
  });

  it('that is cancelled leaves the old index in place, and nothing of its own', async () => {
    const before = await indexesNow();
    const handle = await rebuild();
    await handle.cancel();
    const end = await handle.result().then(
      () => 'done',
      () => 'cancelled',
    );
    const after = await indexesNow();
    expect(after).toHaveLength(2);
    if (end === 'cancelled') expect(after).toEqual(before);
    expect(await count(`${prefix}restaurants`)).toBeGreaterThan(300);
  });

  it('that died half-way is cleaned up by the next', async () => {
    const dead = await rebuild();
    await eventually(
      () => behind('restaurants-write'),
      (written) => written.length === 2,
    );
    await dead.terminate('a test');
    await (await rebuild()).result();
    expect(await indexesNow()).toHaveLength(2);
    expect(await behind('restaurants-write')).toHaveLength(1);
  });

  it('is started by operators, once at a time, and tells how far it is', async () => {
    const path = '/v1/admin/search/reindex';
    const [one, two] = await Promise.all([1, 2].map(() => admin.call<Reindexing>('POST', path)));
    for (const answer of [one, two]) expect(['copying', 'swapped']).toContain(answer?.state);
    const seen = await eventually(
      () => admin.call<Reindexing>('GET', path),
      ({ state }) => state === 'swapped',
      20_000,
    );
    expect(seen.restaurants).toBe(seen.total);
    expect((await problemOf((await customer(system.url, 14)).call('POST', path))).code).toBe('wrong-role');
    await temporal.client.workflow.getHandle(REINDEX_ID).terminate('a test');
    expect((await admin.call<Reindexing>('GET', path)).state).toBe('failed');
  });
});

it('an index that was lost is filled from the database', async () => {
  const indexes = await indexesNow();
  for (const index of indexes) await elasticsearch.indices.delete({ index });
  // Somebody writes before it is there again, which makes an index under the alias's name.
  await elasticsearch.index({ index: `${prefix}restaurants`, document: { name: 'by mistake' } });
  const { startIndexer } = await import('../../workers/indexer.ts');
  const indexer = await startIndexer(system.config);
  await eventually(
    async () => [await count(`${prefix}restaurants`), await count(`${prefix}menu_items`)],
    ([restaurants = 0, items = 0]) => restaurants > 300 && items > 5_000,
    20_000,
  );
  await indexer.close();
});
