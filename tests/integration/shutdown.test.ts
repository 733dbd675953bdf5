import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  customer,
  eventually,
  move,
  place,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { startProcess } from '../helpers/process.ts';
import { testConfig } from '../helpers/system.ts';

// What a deployment does to each process: SIGTERM in the middle of its work, and a new one beside it.

/** Kubernetes gives thirty seconds by default; half of it must be enough. */
const STOP_WITHIN_MS = 15_000;
const PROCESSES = {
  orders: 'workers/orders.ts',
  relay: 'workers/relay.ts',
  indexer: 'workers/indexer.ts',
  notifier: 'workers/notifier.ts',
  webhooks: 'workers/webhooks.ts',
} as const;
type Name = keyof typeof PROCESSES;
type Running = Awaited<ReturnType<typeof startProcess>>;

const PORT = 21_400 + (process.pid % 500);
const url = `http://127.0.0.1:${PORT}`;
const ORDERS = 12;

let postgres: Postgres;
let api: Running;
const running = new Map<Name, Running>();
let restaurant: TestRestaurant;
let eaters: ApiClient[];
let kitchen: ApiClient;

beforeAll(async () => {
  postgres = openPostgres(testConfig().postgres);
  const names = Object.keys(PROCESSES) as Name[];
  const started = await Promise.all([
    startProcess('api/main.ts', { PORT: String(PORT) }),
    ...names.map((name) => startProcess(PROCESSES[name])),
  ]);
  api = started[0] as Running;
  for (const [index, name] of names.entries()) running.set(name, started[index + 1] as Running);
  restaurant = await restaurantThatIs(postgres.db, 'open', 5);
  [eaters, kitchen] = await Promise.all([
    Promise.all(Array.from({ length: 6 }, (_, index) => customer(url, index + 1))),
    staff(url, restaurant.slug),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([api, ...running.values()].map((process) => process.close()));
  await postgres.close();
});

/** A new process of the name, then the old one is told to go. @returns how it went */
async function replace(name: Name): Promise<{ code: number | null; ms: number }> {
  const old = running.get(name) as Running;
  running.set(name, await startProcess(PROCESSES[name]));
  const startedAt = performance.now();
  const code = await old.close();
  return { code, ms: performance.now() - startedAt };
}

/** An order from its basket to the kitchen, as people would do it: what fails for a moment is asked again, with the same key. */
async function orderAndCook(eater: ApiClient): Promise<string> {
  const key = randomUUID();
  const again = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (tries === 20 || !/503|fetch failed/.test(String(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  const body = await basket(eater, restaurant);
  const { id } = await again(() => place(eater, body, key));
  await again(() => move(kitchen, id, 'accept'));
  await again(() => move(kitchen, id, 'prepare'));
  return id;
}

describe('while orders come in', () => {
  it.each(Object.keys(PROCESSES) as Name[])(
    '%s can be replaced: it ends with 0 and in time, and nothing is lost',
    async (name) => {
      const ordering = Array.from({ length: ORDERS }, (_, index) =>
        orderAndCook(eaters[index % eaters.length] as ApiClient),
      );
      const { code, ms } = await replace(name);
      const ids = await Promise.all(ordering);
      expect({ code, isInTime: ms < STOP_WITHIN_MS }).toEqual({ code: 0, isInTime: true });
      expect(new Set(ids).size).toBe(ORDERS);
      for (const id of ids) {
        const order = await eaters[ids.indexOf(id) % eaters.length]?.call<Order>('GET', `/v1/orders/${id}`);
        expect(order).toMatchObject({ id, status: 'PREPARING' });
      }
      const { db } = postgres;
      const waiting = () =>
        db
          .selectFrom('outbox')
          .select('event_id')
          .where('aggregate_id', 'in', ids)
          .where((eb) => eb.or([eb('kafka_at', 'is', null), eb('realtime_at', 'is', null)]))
          .execute();
      expect(await eventually(waiting, (events) => events.length === 0, 20_000)).toEqual([]);
      const told = () =>
        db.selectFrom('notifications').select('order_id').distinct().where('order_id', 'in', ids).execute();
      expect(await eventually(told, (orders) => orders.length === ORDERS, 20_000)).toHaveLength(ORDERS);
      for (const id of ids)
        await kitchen.call('POST', `/v1/orders/${id}/cancel`, { reason: 'the test is over' });
      const held = () =>
        db
          .selectFrom('payments')
          .select('order_id')
          .where('order_id', 'in', ids)
          .where('status', '=', 'HELD')
          .execute();
      expect(await eventually(held, (left) => left.length === 0, 20_000)).toEqual([]);
      await expectSoundBooks(db);
    },
    120_000,
  );
});
