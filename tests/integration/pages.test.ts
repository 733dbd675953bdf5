import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { newId } from '../../services/ids.ts';
import { customer, restaurantThatIs, staff, type TestRestaurant } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const PAGE_OF_OURS = 'https://app.example';

let api: Awaited<ReturnType<typeof startApi>>;
let strict: Awaited<ReturnType<typeof startApi>>;
let restaurant: TestRestaurant;
let eater: ApiClient;
let key: string;
let people: ApiClient[];

beforeAll(async () => {
  const settings = { CORS_ORIGINS: PAGE_OF_OURS };
  const prefix = `${testConfig().redis.prefix}pages:${randomUUID()}:`;
  api = await startApi(testConfig({ ...settings }));
  strict = await startApi(testConfig({ ...settings, RATE_LIMIT_FACTOR: '0.01', REDIS_PREFIX: prefix }));
  const { db, close } = openPostgres(testConfig().postgres);
  restaurant = await restaurantThatIs(db, 'open', 12);
  await close();
  eater = await customer(api.url, 16);
  people = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => customer(api.url, number)));
  const owner = await staff(api.url, restaurant.slug);
  const made = await owner.call<{ key: string }>('POST', '/v1/restaurant/keys', {
    name: 'pages',
    scopes: ['orders:read'],
  });
  key = made.key;
});
afterAll(async () => {
  await Promise.all([api.close(), strict.close()]);
});

type Said = { status: number | undefined; headers: Record<string, unknown>; body: string };
/** Different each time, or how the bytes are packed. */
const NEVER_THE_SAME = [
  'date',
  'x-request-id',
  'ratelimit',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
];

/** @param headers names and values in turns, so that a name may come twice */
async function ask(url: string, headers: string[]): Promise<Said> {
  const { host } = new URL(url);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: ['Host', host, ...headers] }, resolve)
      .on('error', reject)
      .end();
  });
  let body = '';
  for await (const chunk of answer) body += chunk;
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  const kept = Object.entries(answer.headers).filter(([name]) => !NEVER_THE_SAME.includes(name));
  return { status: answer.statusCode, headers: Object.fromEntries(kept), body };
}

/** An address with a slash at its end is the same, and goes through Hono. */
async function bothWays(
  path: string,
  headers: string[] = [],
  url = api.url,
): Promise<[ours: Said, hono: Said]> {
  const [ours, hono] = [await ask(url + path, headers), await ask(`${url}${path}/`, headers)];
  return [ours, { ...hono, body: hono.body.replaceAll(`${path}/`, path) }];
}
/** The same where a budget is used up first; again, should a token have come back between the two. */
async function bothRefused(path: string, headers: string[], useUp: () => Promise<void>) {
  for (;;) {
    await useUp();
    const both = await bothWays(path, headers, strict.url);
    if (both.some(({ status }) => status !== 429)) continue;
    return both.map(({ headers: { 'retry-after': seconds, ...others }, ...rest }) => {
      expect(seconds).toMatch(/^\d+$/);
      return { ...rest, headers: others, body: rest.body.replace(/in \d+ s/, 'soon') };
    }) as [Said, Said];
  }
}
const bearer = (token: string | undefined) => ['Authorization', `Bearer ${token}`];

describe.each(['', '/menu'])('what is answered without Hono (%j) is what Hono answers', (rest) => {
  const path = () => `/v1/restaurants/${restaurant.id}${rest}`;

  it.each<[string, number, () => string[]]>([
    ['somebody unknown', 200, () => []],
    ['a customer', 200, () => bearer(eater.session?.accessToken)],
    ['a token that is none', 401, () => bearer('rubbish')],
    ['another kind of authorization', 401, () => ['Authorization', 'Basic abc']],
    ['something behind the token', 401, () => bearer(`${eater.session?.accessToken} more`)],
    ['two tokens', 401, () => [...bearer(eater.session?.accessToken), ...bearer(eater.session?.accessToken)]],
    ['a page of ours', 200, () => ['Origin', PAGE_OF_OURS]],
    ['a page of others', 200, () => ['Origin', 'https://elsewhere.example']],
    ['somebody with another version', 200, () => ['If-None-Match', '"1-other"']],
  ])('to %s', async (_, status, headers) => {
    const [ours, hono] = await bothWays(path(), headers());
    expect(ours.status).toBe(status);
    expect(ours).toEqual(hono);
  });

  it.each(['', 'W/', '"1-other", W/'])('to who has it already (%j)', async (before) => {
    const { headers } = await ask(api.url + path(), []);
    const [ours, hono] = await bothWays(path(), ['If-None-Match', `${before}${headers.etag}`]);
    expect(ours).toMatchObject({ status: 304, body: '' });
    expect(ours).toEqual(hono);
  });

  it('to somebody who was logged out', async () => {
    const leaver = await customer(api.url, 17);
    await leaver.call('POST', '/v1/auth/logout');
    const [ours, hono] = await bothWays(path(), bearer(leaver.session?.accessToken));
    expect(ours).toMatchObject({ status: 401, body: expect.stringContaining('session-ended') });
    expect(ours).toEqual(hono);
  });

  it('to a program whose key has not the scope', async () => {
    const [ours, hono] = await bothWays(path(), bearer(key));
    expect(ours.status).toBe(403);
    expect(ours).toEqual(hono);
  });

  it('for a restaurant that does not exist', async () => {
    const [ours, hono] = await bothWays(`/v1/restaurants/${newId('restaurant')}${rest}`);
    expect(ours.status).toBe(404);
    expect(ours).toEqual(hono);
  });

  it('to somebody who asks too often', async () => {
    const [ours, hono] = await bothRefused(path(), [], async () => {
      for (let time = 0; time < 10; time += 1) await ask(strict.url + path(), []);
    });
    expect(ours.body).toContain('rate-limited');
    expect(ours).toEqual(hono);
  });

  it.each<[string, string, () => string[]]>([
    ['customers', 'address', () => bearer(people.at(-1)?.session?.accessToken)],
    // Nobody looks up whose key it is, so it counts as that of a stranger, who have used up theirs.
    ['keys', 'read', () => bearer(key)],
  ])('to everybody behind an address that asks too often, %s too', async (_, policy, headers) => {
    // Six people have together what the address has, and who comes then has not used anything yet.
    const [ours, hono] = await bothRefused(path(), headers(), async () => {
      for (const { session } of people.slice(0, -1))
        for (let time = 0; time < 7; time += 1) await ask(strict.url + path(), bearer(session?.accessToken));
    });
    expect(ours.headers['ratelimit-policy']).toContain(`"${policy}"`);
    expect(ours).toEqual(hono);
  });
});

it('shows what is left of a budget', async () => {
  const { headers } = await fetch(`${api.url}/v1/restaurants/${restaurant.id}/menu`);
  expect(headers.get('RateLimit-Policy')).toMatch(/^"read";q=\d+;w=60$/);
  expect(headers.get('RateLimit')).toMatch(/^"read";r=\d+;t=\d+$/);
});
