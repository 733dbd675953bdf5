import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPayloadCipher } from '../../adapters/temporal/codec.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import {
  createCodecEndpoint,
  createPayloadCipher,
  parsePayloadKeys,
} from '../../adapters/temporal/payload-cipher.mjs';
import type { Problem } from '../../contracts/common.ts';
import type { Payloads } from '../../contracts/payloads.ts';
import type { ApiClient } from '../../scripts/client.ts';
import {
  basket,
  customer,
  move,
  operator,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { forgetSchedules } from '../helpers/schedules.ts';
import { type System, startSystem, testConfig } from '../helpers/system.ts';

const UI = 'http://temporal.example.com';
const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const [OLD, NEW] = [`old:${secret(1)}`, `new:${secret(2)}`];

let system: System;
let restaurant: TestRestaurant;
let admin: ApiClient;
let eater: ApiClient;
let kitchen: ApiClient;

async function start(keys: string) {
  system = await startSystem({ TEMPORAL_PAYLOAD_KEYS: keys, CORS_ORIGINS: UI });
  restaurant = await restaurantThatIs(system.db, 'open', 60);
  [eater, admin, kitchen] = await Promise.all([
    customer(system.url, 16),
    operator(system.url),
    staff(system.url, restaurant.slug),
  ]);
}
beforeAll(async () => {
  await forgetSchedules(testConfig().temporal);
  await start(OLD);
});
afterAll(async () => {
  await system.close();
  await forgetSchedules(testConfig().temporal);
});

type Bytes = Uint8Array | null | undefined;
const base64 = (bytes: Bytes) => Buffer.from(bytes ?? []).toString('base64');
const textOf = ({ payloads }: Payloads) =>
  payloads.map(({ data }) => Buffer.from(data ?? '', 'base64')).join();

/** What Temporal keeps of an order's start, as its pages send it to a codec endpoint. */
async function inputOf(orderId: string): Promise<Payloads> {
  const { client, close } = await openTemporal(system.config.temporal);
  const { events } = await client.workflow.getHandle(orderId).fetchHistory();
  await close();
  const { payloads } = events?.[0]?.workflowExecutionStartedEventAttributes?.input ?? {};
  return {
    payloads: (payloads ?? []).map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]),
      ),
      data: base64(data),
    })),
  };
}
const ask = (what: 'decode' | 'encode', body: unknown, by = admin) =>
  by.call<Payloads>('POST', `/v1/admin/payloads/${what}`, body);

describe('what Temporal keeps of an order', () => {
  it('is read by operators through the codec endpoint, and by nobody else', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    const kept = await inputOf(order.id);
    expect(textOf(kept)).not.toContain('tok_visa');
    expect(textOf(await ask('decode', kept))).toContain('"paymentToken":"tok_visa"');
    for (const other of [eater, kitchen])
      expect(await problemOf(ask('decode', kept, other))).toMatchObject({ status: 403 });
    const nobody = await fetch(`${system.url}/v1/admin/payloads/decode`, { method: 'POST' });
    expect(nobody.status).toBe(401);
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
  });

  it('is encrypted with the new key and still read with the old one, also of orders under way', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    const before = await inputOf(order.id);
    await system.close();
    await start(`${NEW},${OLD}`);
    await move(kitchen, order.id, 'accept');
    const { payloads } = await ask('encode', await ask('decode', before));
    expect(payloads.map(({ metadata }) => atob(metadata?.['encryption-key-id'] ?? ''))).toEqual(['new']);
    await move(admin, order.id, 'cancel', { reason: 'end of test' });
  }, 60_000);
});

describe('the codec endpoint', () => {
  const plain = { metadata: { encoding: btoa('json/plain') }, data: btoa('"hand-written"') };

  it('takes nothing, and no body, for no payloads', async () => {
    const without = { method: 'POST', headers: { Authorization: `Bearer ${admin.session?.accessToken}` } };
    for (const what of ['decode', 'encode'] as const) {
      expect(await ask(what, {})).toEqual({ payloads: [] });
      const answer = await fetch(`${system.url}/v1/admin/payloads/${what}`, without);
      expect(await answer.json()).toEqual({ payloads: [] });
    }
  });

  it('encrypts what is sent by hand, and gives back as it is what is not encrypted', async () => {
    const { payloads } = await ask('encode', { payloads: [plain] });
    expect(payloads[0]?.data).not.toBe(plain.data);
    expect(await ask('decode', { payloads: [...payloads, plain] })).toEqual({ payloads: [plain, plain] });
    const asPages = '/v1/admin/payloads/decode?preserveStorageRefs=true';
    expect(await admin.call('POST', asPages, { payloads })).toEqual({ payloads: [plain] });
    // As the CLI asks where there is nothing to decode.
    expect(await ask('decode', {})).toEqual({ payloads: [] });
  });

  it('names the key that it lacks', async () => {
    const other = createPayloadCipher(parsePayloadKeys(`lost-in-may:${secret(9)}`));
    const [lost] = createCodecEndpoint(other).encode([plain]);
    const problem = await problemOf(ask('decode', { payloads: [plain, lost] }));
    expect(problem).toMatchObject({ status: 422, code: 'payload-unreadable' });
    expect(problem.detail).toMatch(/"lost-in-may".*TEMPORAL_PAYLOAD_KEYS/);
  });

  it.each([
    { payloads: null },
    { payloads: {} },
    { payloads: [{ data: 'no base64!' }] },
    { payloads: [{ metadata: { a: 1 } }] },
  ])('refuses %j', async (body) => {
    expect(await problemOf(ask('decode', body))).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('takes histories that are larger than other requests may be', async () => {
    const large = { ...plain, data: btoa(`"${'x'.repeat(1_000_000)}"`) };
    expect(await ask('decode', { payloads: [large] })).toEqual({ payloads: [large] });
  });

  it('may be asked by Temporal’s pages where their origin is configured', async () => {
    const headers = {
      Origin: UI,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,x-namespace',
    };
    const preflight = await fetch(`${system.url}/v1/admin/payloads/decode`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(UI);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*X-Namespace/);
  });
});

describe('the stack’s codec endpoint', () => {
  const PAGES = 'http://127.0.0.1:18999';
  let port: number;
  let end: () => void;

  beforeAll(async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
    await new Promise((resolve) => server.close(resolve));
    const child = spawn(process.execPath, ['stack/codec/main.mjs', `${port}`, '18999'], { stdio: 'inherit' });
    end = () => child.kill();
    for (let tries = 0; tries < 100; tries += 1) {
      if (await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  afterAll(() => end());

  const send = (what: string, body: string, headers = {}) =>
    fetch(`http://127.0.0.1:${port}/${what}`, { method: 'POST', body, headers });

  it('decrypts for Temporal’s pages with this checkout’s key', async () => {
    const plain = { metadata: { encoding: btoa('json/plain') }, data: btoa('"x"') };
    // Its own key, not the one of the system above.
    const payloads = createCodecEndpoint(openPayloadCipher(testConfig().temporal)).encode([plain]);
    const body = JSON.stringify({ payloads });
    // As Temporal's pages ask.
    const answer = await send('decode?preserveStorageRefs=true', body, { Origin: PAGES });
    expect(await answer.json()).toEqual({ payloads: [plain] });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGES);
    expect(await (await send('decode', '{}')).json()).toEqual({ payloads: [] });
    const encoded = await send('encode', JSON.stringify({ payloads: [plain] }));
    expect(await (await send('decode', await encoded.text())).json()).toEqual({ payloads: [plain] });
  });

  it('answers no other page, and no page under another name', async () => {
    const other = await send('decode', '{"payloads":[]}', { Origin: 'http://evil.example' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const status = await new Promise((resolve) => {
      const asking = request({ port, host: '127.0.0.1', path: '/health', headers: { Host: 'evil.example' } });
      asking.on('response', ({ statusCode }) => resolve(statusCode)).end();
    });
    expect(status).toBe(403);
  });

  it.each([
    ['decode', 'no JSON', 400],
    ['decode', '{"payloads":{}}', 400],
    ['decrypt', '{"payloads":[]}', 404],
  ])('answers %s of %j with %d and why', async (what, body, status) => {
    const answer = await send(what, body);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as Problem & { message: string }).message).toBeTruthy();
  });
});
