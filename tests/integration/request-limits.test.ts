import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../api/main.ts';
import type { Problem } from '../../contracts/common.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { customer } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const APP = 'https://app.example.com';
const NEARBY = '/v1/search?lat=60.17&lng=24.94';

let api: Awaited<ReturnType<typeof startApi>>;
let eater: ApiClient;
beforeAll(async () => {
  api = await startApi(testConfig({ CORS_ORIGINS: `${APP}, https://other.example.com` }));
  eater = await customer(api.url, 17);
});
afterAll(() => api.close());

const token = () => ({ Authorization: `Bearer ${eater.session?.accessToken}` });
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(api.url + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, problem: JSON.parse(text || '{}') as Problem };
}
const post = (body: string) =>
  ask('/v1/orders', {
    method: 'POST',
    body,
    headers: { ...token(), 'Content-Type': 'application/json', 'Idempotency-Key': 'x' },
  });

describe('a query', () => {
  it.each([
    ['/v1/orders?limitt=5', 'limitt', 'limit'],
    [`${NEARBY}&radius=3`, 'radius', 'lat'],
    ['/v1/user?verbose=1', 'verbose', 'none'],
    ['/health?x=1', 'x', 'none'],
  ])('%s is refused, naming what is wrong and what there is', async (path, wrong, hint) => {
    const { status, problem } = await ask(path, { headers: token() });
    expect({ status, code: problem.code }).toEqual({ status: 400, code: 'unknown-parameter' });
    expect(problem.errors?.map((error) => error.path)).toEqual([wrong]);
    expect(problem.detail).toContain(hint);
  });

  it('with one parameter twice is refused', async () => {
    expect((await ask('/v1/orders?limit=1&limit=2', { headers: token() })).status).toBe(400);
  });

  it('that is very long is 414', async () => {
    const { status, problem } = await ask(`${NEARBY}&q=${'x'.repeat(3_000)}`);
    expect({ status, code: problem.code }).toEqual({ status: 414, code: 'uri-too-long' });
  });

  it.each([0, 101, 1_000_000])('for %d at once is refused', async (limit) => {
    expect((await ask(`/v1/orders?limit=${limit}`, { headers: token() })).status).toBe(400);
  });
});

describe('a body', () => {
  it.each([
    ['lists', '['.repeat(30_000)],
    ['objects', '{"a":'.repeat(10_000)],
    ['lists that are closed again', `${'['.repeat(40)}${']'.repeat(40)}`],
  ])('of nested %s is refused', async (_what, body) => {
    const { status, problem } = await post(body);
    expect({ status, code: problem.code }).toEqual({ status: 400, code: 'too-deep' });
  });

  it('with brackets in its texts is not nested', async () => {
    const { problem } = await post(JSON.stringify({ note: `\\"${'[{'.repeat(100)}` }));
    expect(problem.code).toBe('invalid-request');
  });
});

/** Sends bytes and takes what comes. */
const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const socket = dial(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('what is no request that can be read', () => {
  it('with too many headers is 431, as a problem', async () => {
    const answer = await raw(`GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('"code":"headers-too-large"');
  });

  it('because it is no HTTP is 400, as a problem', async () => {
    const answer = await raw('rubbish\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"invalid-request"');
    expect(answer).toMatch(/\r\nX-Request-Id: [\da-f-]{36}\r\n/);
    expect(answer).toContain('X-Content-Type-Options: nosniff');
  });
});

describe('every answer', () => {
  it.each(['/health', '/nothing', '/v1/user', NEARBY, '/openapi.json'])(
    '%s has an id and keeps browsers safe',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers.get('X-Request-Id')).toMatch(/^[\da-f-]{36}$/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Strict-Transport-Security')).toContain('max-age=');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Powered-By')).toBeNull();
    },
  );
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fetch(`${api.url}/v1/orders`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization',
      },
    });

  it('that are named may ask, and read what programs need', async () => {
    const before = await preflight(APP);
    expect(before.status).toBe(204);
    expect(before.headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(before.headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    expect(before.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    const { headers } = await ask('/v1/user', { headers: { ...token(), Origin: APP } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe(APP);
    expect(headers.get('Access-Control-Expose-Headers')).toContain('RateLimit');
    expect(headers.get('Vary')).toContain('Origin');
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });

  it('also read why they were refused', async () => {
    const { status, headers } = await ask('/v1/user', { headers: { Origin: APP } });
    expect(status).toBe(401);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(APP);
  });

  it.each(['https://evil.example.com', `${APP}.evil.example`, 'null', 'http://app.example.com'])(
    'such as %s may not',
    async (origin) => {
      expect((await preflight(origin)).headers.get('Access-Control-Allow-Origin')).toBeNull();
      const { headers } = await ask('/v1/user', { headers: { ...token(), Origin: origin } });
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(headers.get('Vary')).toContain('Origin');
    },
  );
});
