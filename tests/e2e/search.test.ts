import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../contracts/restaurants.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { publish } from '../../services/outbox.ts';
import { eventually, restaurantThatIs } from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let visitor: ApiClient;

beforeAll(async () => {
  system = await startSystem();
  visitor = await connect(system.url);
});
afterAll(() => system.close());

/** Changes a restaurant as its owner would: the row, and the event that brings it to the index. */
async function change(id: string, to: { name?: string; accepting_orders?: boolean }): Promise<void> {
  await system.db.transaction().execute(async (tx) => {
    const { version } = await tx
      .updateTable('restaurants')
      .set((eb) => ({ ...to, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow();
    const data = { restaurantId: id, version };
    await publish(tx, 'menu-updates', {
      id: `${id}:${version}`,
      aggregateId: id,
      type: 'RestaurantChanged',
      data,
    });
  });
}

async function search(query: Record<string, string>): Promise<SearchResult['data']> {
  const around = { lat: '60.1712', lng: '24.9412', radius_km: '5', limit: '50' };
  const { data } = await visitor.call<SearchResult>(
    'GET',
    `/v1/search?${new URLSearchParams({ ...around, ...query })}`,
  );
  return data;
}
const found = (query: Record<string, string>, id: string) => async () =>
  (await search(query)).some((hit) => hit.id === id);

describe('search', () => {
  it('finds a restaurant by its new name soon after the change, by whole words and by how they begin', async () => {
    const { id } = await restaurantThatIs(system.db, 'open', 10);
    await change(id, { name: 'Zanzibar Quokka Kitchen' });
    await eventually(found({ q: 'quokka' }, id), Boolean, 20_000);
    const [hit] = await search({ q: 'zanz' });
    expect(hit).toMatchObject({ id, name: 'Zanzibar Quokka Kitchen', isOpen: true });
  });

  it('leaves out what is closed at this minute and what takes no orders', async () => {
    const closed = await restaurantThatIs(system.db, 'closed', 11);
    const paused = await restaurantThatIs(system.db, 'open', 12);
    const open = await restaurantThatIs(system.db, 'open', 13);
    for (const { id } of [closed, paused, open]) await change(id, { name: 'Numbat Corner' });
    await eventually(found({ q: 'numbat' }, paused.id), Boolean, 20_000);
    await change(paused.id, { accepting_orders: false });
    await eventually(found({ q: 'numbat' }, paused.id), (there) => !there, 20_000);
    expect((await search({ q: 'numbat' })).map(({ id }) => id)).toEqual([open.id]);
  });

  it('shows the nearest first, all within the radius, and nothing far from town', async () => {
    const hits = await search({ radius_km: '1' });
    const distances = hits.map(({ distanceMetres }) => distanceMetres);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances.every((metres) => metres <= 1_001)).toBe(true);
    expect(await search({ lat: '61.5', lng: '23.8' })).toEqual([]);
  });

  it('keeps to a cuisine', async () => {
    const { id } = await restaurantThatIs(system.db, 'open', 14);
    await system.db
      .updateTable('restaurants')
      .set({ cuisines: ['quokkan'] })
      .where('id', '=', id)
      .execute();
    await change(id, {});
    await eventually(found({ cuisine: 'quokkan' }, id), Boolean, 20_000);
    expect(await search({ cuisine: 'quokkan' })).toHaveLength(1);
  });
});
