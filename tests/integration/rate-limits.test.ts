import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../api/main.ts';
import type { Session } from '../../contracts/auth.ts';
import { type Gate, gateBefore } from '../helpers/gate.ts';
import { testConfig } from '../helpers/system.ts';

const NEARBY = '/v1/search?lat=60.17&lng=24.94';
/** A tenth of the usual budgets, each minute. */
const [READS, SEARCHES, LOGINS, ADDRESS] = [60, 12, 3, 300];

type Api = Awaited<ReturnType<typeof startApi>>;
const running: Api[] = [];
let gate: Gate;
/** Buckets of their own, so that other tests do not meet empty ones. */
const ownPrefix = () => ({ REDIS_PREFIX: `${testConfig().redis.prefix}rates:${randomUUID()}:` });

async function start(settings: Record<string, string>): Promise<string> {
  const api = await startApi(testConfig({ RATE_LIMIT_FACTOR: '0.1', ...settings }));
  running.push(api);
  return api.url;
}
/** Two processes of one installation, as limited as the settings say. */
async function two(settings: Record<string, string> = {}): Promise<[string, string]> {
  const own = { ...ownPrefix(), ...settings };
  return [await start(own), await start(own)];
}

/** Somebody new, through a process that counts nothing. */
let generous: string;
async function newcomer(): Promise<Record<string, string>> {
  const response = await fetch(`${generous}/v1/auth/sign-up`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      email: `${randomUUID()}@example.com`,
      password: 'a good long password',
      name: 'New',
    }),
  });
  return { Authorization: `Bearer ${((await response.json()) as Session).accessToken}` };
}

beforeAll(async () => {
  generous = await start({ RATE_LIMIT_FACTOR: '0' });
  gate = (await gateBefore(testConfig().redis.urls[0] as string)).gate;
});
afterAll(async () => {
  await Promise.all(running.map((api) => api.close()));
  await gate.close();
});

const statusesOf = (answers: Response[]) => ({
  allowed: answers.filter(({ status }) => status !== 429).length,
  refused: answers.filter(({ status }) => status === 429).length,
});
const many = (count: number, send: (index: number) => Promise<Response>) =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)));
/** Sends more than a minute's budget at once: what comes through is the budget, and what came back meanwhile. */
async function expectBudget(quota: number, count: number, send: (index: number) => Promise<Response>) {
  const startedAt = performance.now();
  const answers = await many(count, send);
  const cameBack = Math.ceil(((performance.now() - startedAt) * quota) / 60_000);
  const { allowed } = statusesOf(answers);
  expect(allowed).toBeGreaterThanOrEqual(quota);
  expect(allowed).toBeLessThanOrEqual(quota + cameBack);
  return answers;
}
const login = (url: string, email: string) =>
  fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: 'wrong' }),
  });

describe('a budget', () => {
  it('is counted exactly by two processes together', async () => {
    const urls = await two();
    const headers = await newcomer();
    await expectBudget(READS, READS + 40, (index) => fetch(`${urls[index % 2]}/v1/user`, { headers }));
  });

  it('is shown with each answer, and when to come again with a refusal', async () => {
    const [url] = await two();
    const headers = await newcomer();
    const first = await fetch(`${url}/v1/user`, { headers });
    expect(first.headers.get('RateLimit-Policy')).toBe(`"read";q=${READS};w=60`);
    expect(first.headers.get('RateLimit')).toBe(`"read";r=${READS - 1};t=1`);
    await many(READS, () => fetch(`${url}/v1/user`, { headers }));
    let refused = await fetch(`${url}/v1/user`, { headers });
    for (let tries = 0; refused.status !== 429 && tries < 5; tries += 1)
      refused = await fetch(`${url}/v1/user`, { headers });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('1');
    expect(refused.headers.get('RateLimit')).toBe('"read";r=0;t=1');
    expect(await refused.json()).toMatchObject({
      code: 'rate-limited',
      detail: expect.stringContaining('1 s'),
    });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await fetch(`${url}/v1/user`, { headers })).status).toBe(200);
  });

  it('is everybody’s own, and that of each class its own', async () => {
    const [url] = await two();
    const [one, other] = [await newcomer(), await newcomer()];
    const answers = await many(READS + 20, () => fetch(`${url}/v1/user`, { headers: one }));
    expect(statusesOf(answers).refused).toBeGreaterThan(0);
    expect((await fetch(`${url}/v1/user`, { headers: other })).status).toBe(200);
    expect((await fetch(url + NEARBY, { headers: one })).status).toBe(200);
  });

  it('without a login is that of the address', async () => {
    const urls = await two();
    await expectBudget(SEARCHES, SEARCHES + 10, (index) => fetch(urls[index % 2] + NEARBY));
  });

  it('with a token that is refused is that of the address too, so that nobody tries many', async () => {
    const [url] = await two();
    const answers = await expectBudget(READS, READS + 10, (index) =>
      fetch(`${url}/v1/user`, { headers: { Authorization: `Bearer wrong${index}` } }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });

  it('of everybody behind one address is limited together', async () => {
    const [url] = await two();
    const people = await Promise.all(Array.from({ length: 8 }, newcomer));
    const answers = await expectBudget(ADDRESS, 400, (index) =>
      fetch(`${url}/v1/user`, { headers: people[index % 8] as Record<string, string> }),
    );
    expect(answers.find(({ status }) => status === 429)?.headers.get('RateLimit-Policy')).toContain(
      '"address"',
    );
  });

  it('does not count what orchestrators ask', async () => {
    const [url] = await two();
    const answers = await many(400, () => fetch(`${url}/health`));
    expect(statusesOf(answers)).toEqual({ allowed: 400, refused: 0 });
    expect(answers[0]?.headers.has('RateLimit')).toBe(false);
  });
});

describe('logging in', () => {
  it('is limited by address, whoever is tried', async () => {
    const [url] = await two();
    await expectBudget(LOGINS, LOGINS + 3, () => login(url, `${randomUUID()}@example.com`));
  });

  it('is limited by account, wherever the attempts come from, and whether it exists or not', async () => {
    const [url] = await two({ TRUSTED_PROXIES: '1' });
    const from = (address: string, email: string) =>
      fetch(`${url}/v1/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
        body: JSON.stringify({ email, password: 'wrong' }),
      });
    for (const email of ['customer15@tiffin.test', 'nobody-at-all@tiffin.test']) {
      expect((await from('192.0.2.1', email)).status).toBe(401);
      const second = await from('192.0.2.2', email.toUpperCase());
      expect(second.status).toBe(429);
      expect(second.headers.get('RateLimit-Policy')).toContain('"account"');
    }
  });
});

describe('the address', () => {
  const searchFrom = (url: string, forwarded: string) =>
    fetch(url + NEARBY, { headers: { 'X-Forwarded-For': forwarded } });

  it('is not what a caller claims', async () => {
    const [url] = await two();
    await expectBudget(SEARCHES, SEARCHES + 5, (index) => searchFrom(url, `192.0.2.${index}`));
  });

  it('is what the trusted proxy heard, and not what was written before that', async () => {
    const [url] = await two({ TRUSTED_PROXIES: '1' });
    await expectBudget(SEARCHES, SEARCHES + 5, (index) => searchFrom(url, `192.0.2.${index}, 198.51.100.7`));
    expect((await searchFrom(url, '198.51.100.8')).status).toBe(200);
  });

  it('of IPv6 is the network of a household', async () => {
    const [url] = await two({ TRUSTED_PROXIES: '1' });
    await expectBudget(SEARCHES, SEARCHES + 5, (index) => searchFrom(url, `2001:db8:1:2:${index}::1`));
    expect((await searchFrom(url, '2001:db8:1:3::1')).status).toBe(200);
  });
});

describe('without Redis', () => {
  it('each process counts for itself: nobody is locked out, and no flood comes in', async () => {
    const { port } = gate;
    const url = await start({ ...ownPrefix(), REDIS_URL: `redis://127.0.0.1:${port}`, LOG_LEVEL: 'fatal' });
    const headers = await newcomer();
    await gate.whileShut(async () => {
      const answers = await expectBudget(READS, READS + 30, () => fetch(`${url}/v1/user`, { headers }));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    });
  });
});

it('a factor of 0 counts nothing', async () => {
  const answers = await many(READS + 50, () => fetch(`${generous}/v1/user`));
  expect(answers.map(({ status }) => status)).toEqual(Array(READS + 50).fill(401));
  expect(answers[0]?.headers.has('RateLimit')).toBe(false);
});
