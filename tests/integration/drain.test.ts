import { connect as connectTo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { deriveId } from '../../services/ids.ts';
import { customer, eventually, loggedInAt, partner } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

type Api = Awaited<ReturnType<typeof startApi>>;

const RESTARTING = 1012;
const { db, close } = openPostgres(testConfig().postgres);

let stays: Api;
let eater: ApiClient;
let rider: ApiClient;
const started: Api[] = [];

beforeAll(async () => {
  stays = await startApi(testConfig());
  [eater, rider] = await Promise.all([customer(stays.url, 11), partner(stays.url, 11)]);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((api) => api.close()));
});
afterAll(async () => {
  await stays.close();
  await close();
});

/** A process that a test stops, perhaps; it takes so long to say good-bye. */
async function start(drainSeconds: number): Promise<Api> {
  const api = await startApi(testConfig({ DRAIN_SECONDS: String(drainSeconds) }));
  started.push(api);
  return api;
}
function stop(api: Api): Promise<void> {
  started.splice(started.indexOf(api), 1);
  return api.close();
}
/** The status with which an upgrade is refused. */
const refusalOf = (url: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const ws = new WebSocket(url.replace(/^http/, 'ws'));
    ws.on('open', () => reject(new Error('the socket opened')));
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    ws.on('error', reject);
  });

describe('an API process that is told to stop', () => {
  it('sends its sockets away one after the other, over the time it has', async () => {
    const api = await start(1);
    const client = await loggedInAt(api.url, eater);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => client.socket()));
    const startedAt = performance.now();
    const goings = Promise.all(
      sockets.map(async ({ closed }) => ({ code: await closed, after: performance.now() - startedAt })),
    );
    await stop(api);
    const gone = await goings;
    expect(new Set(gone.map(({ code }) => code))).toEqual(new Set([RESTARTING]));
    const times = gone.map(({ after }) => after).sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(300);
    expect(times[10]).toBeGreaterThan(350);
    expect(times[19]).toBeGreaterThan(850);
  });

  it('says so at /ready, opens no socket, answers requests until the time is over, and then none', async () => {
    const api = await start(1);
    const client = await loggedInAt(api.url, eater);
    const { ticket } = await client.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    const stopped = stop(api);
    const ready = await fetch(`${api.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'draining', checks: { postgres: 'ok' } });
    expect((await fetch(`${api.url}/health`)).status).toBe(200);
    const answer = await fetch(`${api.url}/v1/user`, {
      headers: { Authorization: `Bearer ${client.session?.accessToken}` },
    });
    expect([answer.status, answer.headers.get('Connection')]).toEqual([200, 'close']);
    expect(await refusalOf(`${api.url}/v1/realtime?ticket=${ticket}`)).toBe(503);
    await stopped;
    await expect(fetch(`${api.url}/health`)).rejects.toThrow();
    // Somewhere else it is still good.
    const ws = new WebSocket(`${stays.url.replace(/^http/, 'ws')}/v1/realtime?ticket=${ticket}`);
    await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
    ws.close();
  });

  it('answers what was asked last before it sends somebody away', async () => {
    const api = await start(0);
    const socket = await (await loggedInAt(api.url, rider)).socket();
    let stopped: Promise<void> | undefined;
    await db.transaction().execute(async (tx) => {
      // The answer has to wait for us.
      await sql`lock table offers in access exclusive mode`.execute(tx);
      const data = { offerId: deriveId('offer', 'somebody else’s') };
      socket.send({ type: 'offer.accept', ref: 'mine?', data });
      await eventually(
        () =>
          sql<{ waiting: number }>`select count(*)::int as waiting from pg_locks where not granted`.execute(
            db,
          ),
        ({ rows }) => (rows[0]?.waiting ?? 0) > 0,
      );
      stopped = stop(api);
      await sleep(300);
    });
    const reply = await socket.next('reply', ({ data }) => data.ref === 'mine?');
    expect(reply.data).toMatchObject({ ok: false, code: 'not-found' });
    expect(await socket.closed).toBe(RESTARTING);
    await stopped;
  });

  /** How long a process takes to stop, in ms. */
  async function stopping(api: Api): Promise<number> {
    const startedAt = performance.now();
    await stop(api);
    return performance.now() - startedAt;
  }

  it('cuts off whoever does not answer its good-bye', async () => {
    const api = await start(0);
    const client = await loggedInAt(api.url, eater);
    const { ticket } = await client.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    const deaf = new WebSocket(`${api.url.replace(/^http/, 'ws')}/v1/realtime?ticket=${ticket}`);
    await new Promise((resolve, reject) => deaf.on('message', resolve).on('error', reject));
    deaf.pause();
    expect(await stopping(api)).toBeLessThan(3_000);
    deaf.terminate();
  });

  it('cuts off whoever never comes to the end of a request', async () => {
    const api = await start(0);
    const { hostname, port } = new URL(api.url);
    const slow = connectTo(Number(port), hostname);
    const gone = new Promise((resolve) => slow.on('close', resolve));
    slow.on('error', () => {});
    slow.write(
      'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    await sleep(100);
    expect(await stopping(api)).toBeLessThan(7_000);
    await gone;
  });

  it('waits for no connection that is only kept for a next request', async () => {
    const api = await start(0);
    expect((await fetch(`${api.url}/health`)).headers.get('Connection')).toBe('keep-alive');
    expect(await stopping(api)).toBeLessThan(1_500);
  });
});

it('who was sent away gets what happened meanwhile at another process, and nothing twice', async () => {
  const api = await start(0);
  const socket: Socket = await (await loggedInAt(api.url, rider)).socket();
  const shift = async (client: ApiClient, status: string) =>
    client.call('PUT', '/v1/partner/shift', { status });
  await shift(rider, 'PAUSED');
  const { id } = await socket.next('shift.updated');
  await stop(api);
  await shift(rider, 'ONLINE');
  const again = await (await loggedInAt(stays.url, rider)).socket(id);
  const news = again.frames.flatMap((frame) => (frame.type === 'shift.updated' ? [frame.data.status] : []));
  expect(news).toEqual(['ONLINE']);
  await again.close();
});
