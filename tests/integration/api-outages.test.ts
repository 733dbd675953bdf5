import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { type Gate, gateBefore } from '../helpers/gate.ts';
import {
  basket,
  customer,
  eventually,
  move,
  partner,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

type Server = 'postgres' | 'redis' | 'temporal' | 'elasticsearch';

const SOME_OFFER = 'ofr_00000000000000000000000000';
/** A restaurant that is in no cache, and in no database either. */
const NOBODY_READ = 'rst_00000000000000000000000000';
const SOME_ORDER = 'ord_00000000000000000000000000';
const AWAY = { status: 503, code: 'service-unavailable', detail: expect.stringMatching(/again/) };

let gates: Record<Server, Gate>;
let api: Awaited<ReturnType<typeof startApi>>;
let eater: ApiClient;
let rider: ApiClient;
let kitchen: ApiClient;
let restaurant: TestRestaurant;
let body: unknown;

beforeAll(async () => {
  const { postgres, redis, temporal, elasticsearch } = testConfig();
  const [database, cache, workflows, search] = await Promise.all([
    gateBefore(postgres.url),
    gateBefore(redis.urls[0] as string),
    gateBefore(temporal.address),
    gateBefore(elasticsearch.nodes[0] as string),
  ]);
  gates = {
    postgres: database.gate,
    redis: cache.gate,
    temporal: workflows.gate,
    elasticsearch: search.gate,
  };
  api = await startApi(
    testConfig({
      LOG_LEVEL: 'fatal',
      DATABASE_URL: database.address,
      DATABASE_READ_URL: database.address,
      REDIS_URL: cache.address,
      TEMPORAL_ADDRESS: workflows.address,
      ELASTICSEARCH_URL: search.address,
    }),
  );
  const { db, close } = openPostgres(postgres);
  restaurant = await restaurantThatIs(db, 'open');
  await close();
  [eater, rider, kitchen] = await Promise.all([
    customer(api.url, 7),
    partner(api.url, 7),
    staff(api.url, restaurant.slug),
  ]);
  body = await basket(eater, restaurant);
});
afterAll(async () => {
  await api.close();
  await Promise.all(Object.values(gates).map((gate) => gate.close()));
});

async function readiness() {
  const startedAt = Date.now();
  const response = await fetch(`${api.url}/ready`);
  const answer = (await response.json()) as { status: string; checks: Record<Server, string> };
  return { httpStatus: response.status, ms: Date.now() - startedAt, ...answer };
}

const ALL_OK = { postgres: 'ok', redis: 'ok', temporal: 'ok', elasticsearch: 'ok' };

const readyAgain = () => eventually(readiness, ({ status }) => status === 'ok', 20_000);

describe('readiness', () => {
  it('is 200 ok while every server answers', async () => {
    expect(await readiness()).toMatchObject({ httpStatus: 200, status: 'ok', checks: ALL_OK });
  });

  it.each(['postgres', 'redis', 'temporal'] as const)(
    'is 503 away without %s, within its budget, and ok again afterwards',
    async (server) => {
      const seen = await gates[server].whileShut(readiness);
      expect(seen).toMatchObject({
        httpStatus: 503,
        status: 'away',
        checks: { ...ALL_OK, [server]: 'away' },
      });
      expect(seen.ms).toBeLessThan(1_500);
      await readyAgain();
    },
  );

  it('is 200 degraded without Elasticsearch, which only search needs', async () => {
    const seen = await gates.elasticsearch.whileShut(readiness);
    const checks = { ...ALL_OK, elasticsearch: 'away' };
    expect(seen).toMatchObject({ httpStatus: 200, status: 'degraded', checks });
    await readyAgain();
  });
});

describe('liveness', () => {
  it('asks no server', async () => {
    const { postgres, redis } = gates;
    const status = await postgres.whileShut(() =>
      redis.whileShut(async () => (await fetch(`${api.url}/health`)).status),
    );
    expect(status).toBe(200);
    await readyAgain();
  });
});

describe('without PostgreSQL', () => {
  it('reads and logins are 503 service-unavailable with Retry-After', async () => {
    await gates.postgres.whileShut(async () => {
      expect(await problemOf(eater.call('GET', '/v1/orders'))).toMatchObject(AWAY);
      expect(await problemOf(customer(api.url, 7))).toMatchObject(AWAY);
      const response = await fetch(`${api.url}/v1/restaurants/${NOBODY_READ}`);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    });
    await readyAgain();
  });

  it('menus that are cached can still be read', async () => {
    const path = `/v1/restaurants/${restaurant.id}/menu`;
    const before = await eater.call('GET', path);
    expect(await gates.postgres.whileShut(() => eater.call('GET', path))).toEqual(before);
    await readyAgain();
  });

  it('a frame that needs it is answered service-unavailable', async () => {
    const socket = await rider.socket();
    await gates.postgres.whileShut(async () => {
      socket.send({ type: 'offer.accept', ref: 'mine', data: { offerId: SOME_OFFER } });
      const { data } = await socket.next('reply');
      expect(data).toMatchObject({ ref: 'mine', ok: false, code: 'service-unavailable' });
    });
    await socket.close();
    await readyAgain();
  });
});

describe('without Redis', () => {
  it('tickets are 503 service-unavailable', async () => {
    await gates.redis.whileShut(async () => {
      expect(await problemOf(eater.call('POST', '/v1/realtime/tickets'))).toMatchObject(AWAY);
    });
    await readyAgain();
  });

  it('what needs no Redis goes on', async () => {
    const page = await gates.redis.whileShut(() => eater.call<{ data: unknown[] }>('GET', '/v1/orders'));
    expect(page.data).toEqual(expect.any(Array));
    const menu = () => eater.call<{ items: unknown[] }>('GET', `/v1/restaurants/${restaurant.id}/menu`);
    const search = () => eater.call<{ data: unknown[] }>('GET', '/v1/search?lat=60.17&lng=24.94');
    expect((await gates.redis.whileShut(menu)).items.length).toBeGreaterThan(0);
    expect((await gates.redis.whileShut(search)).data).toEqual(expect.any(Array));
    await readyAgain();
  });
});

describe('without Temporal', () => {
  it('an order is 503 service-unavailable within 5 s', async () => {
    await gates.temporal.whileShut(async () => {
      const startedAt = Date.now();
      expect(await problemOf(place(eater, body, randomUUID()))).toMatchObject(AWAY);
      expect(Date.now() - startedAt).toBeLessThan(5_000);
    });
    await readyAgain();
  });

  it('a move of an order that is not theirs is still 404', async () => {
    const problem = await gates.temporal.whileShut(() => problemOf(move(kitchen, SOME_ORDER, 'accept')));
    expect(problem).toMatchObject({ status: 404, code: 'not-found' });
    await readyAgain();
  });
});
