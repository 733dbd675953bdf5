import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { Me, Session } from '../../contracts/auth.ts';
import type { Problem } from '../../contracts/common.ts';
import { type Gate, gateBefore } from '../helpers/gate.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const { db, close } = openPostgres(config.postgres);
const redis = openRedis(config.redis);
const keys = redisKeys(config.redis.prefix);
const PASSWORD = 'a good long password';

let apis: Awaited<ReturnType<typeof startApi>>[];
let gate: Gate;
/** Two processes of the API; the second reaches Redis through a gate. */
let [here, elsewhere] = ['', ''];

beforeAll(async () => {
  const cache = await gateBefore(config.redis.urls[0] as string);
  gate = cache.gate;
  apis = await Promise.all([
    startApi(config),
    startApi(testConfig({ REDIS_URL: cache.address, LOG_LEVEL: 'fatal' })),
  ]);
  [here, elsewhere] = apis.map(({ url }) => url) as [string, string];
});
afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await gate.close();
  redis.disconnect();
  await close();
});

type Answer<T> = { status: number; headers: Headers; body: T & Partial<Problem> };

async function ask<T>(
  url: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown } = {},
) {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(options.token && { Authorization: `Bearer ${options.token}` }),
      ...(options.body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const body = text === '' ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, body } as Answer<T>;
}

const newEmail = () => `${randomUUID()}@example.com`;
async function signUp(email = newEmail()): Promise<Session> {
  const body = { email, password: PASSWORD, name: 'Aino Uusi', phone: '+358401234567' };
  const answer = await ask<Session>(here, 'POST', '/v1/auth/sign-up', { body });
  expect(answer.status).toBe(201);
  return answer.body;
}
const refresh = (refreshToken: string, url = here) =>
  ask<Session>(url, 'POST', '/v1/auth/refresh', { body: { refreshToken } });
const me = (token: string, url = here) => ask<Me>(url, 'GET', '/v1/user', { token });
const idOf = ({ accessToken }: Session) =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] as string, 'base64url').toString()).sid as string;

describe('signing up', () => {
  it('opens an account as a customer, who is logged in and can log in again', async () => {
    const email = newEmail();
    const session = await signUp(email.toUpperCase());
    expect(session.user).toMatchObject({ role: 'customer', name: 'Aino Uusi' });
    expect((await me(session.accessToken)).body).toMatchObject({
      email,
      phone: '+358401234567',
      addresses: [],
    });
    const again = await ask<Session>(here, 'POST', '/v1/auth/login', { body: { email, password: PASSWORD } });
    expect(again.body.user.id).toBe(session.user.id);
  });

  it('gives an address to one of those who come with it at once', async () => {
    const body = { email: newEmail(), password: PASSWORD, name: 'Aino' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        ask(index % 2 ? here : elsewhere, 'POST', '/v1/auth/sign-up', { body }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(answers.filter(({ body: { code } }) => code === 'email-taken')).toHaveLength(4);
  });

  it.each([
    ['a short password', { password: 'short' }, 'password'],
    ['no address', { email: 'nobody' }, 'email'],
    ['a role', { role: 'admin' }, ''],
    ['a phone number of no country', { phone: '0401234567' }, 'phone'],
  ])('refuses %s', async (_what, change, path) => {
    const body = { email: newEmail(), password: PASSWORD, name: 'Aino', ...change };
    const answer = await ask(here, 'POST', '/v1/auth/sign-up', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path]);
  });
});

it('a flood of logins is sent away in part, at once, and nobody else waits for it', async () => {
  const attempts = Array.from({ length: 300 }, () =>
    ask(here, 'POST', '/v1/auth/login', { body: { email: newEmail(), password: PASSWORD } }),
  );
  const between = await ask(here, 'GET', '/health');
  expect(between.status).toBe(200);
  const answers = await Promise.all(attempts);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(body.code).toBe('too-busy');
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  }
  // Those who had a place were heard.
  expect(answers.filter(({ status }) => status === 401).length).toBeGreaterThanOrEqual(64);
  expect(answers.filter(({ status }) => status !== 503 && status !== 401)).toEqual([]);
});

describe('refreshing', () => {
  it('gives new tokens of the same session, and the old access token stays good', async () => {
    const first = await signUp();
    const { status, headers, body: second } = await refresh(first.refreshToken);
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(idOf(second)).toBe(idOf(first));
    expect(second.refreshToken).not.toBe(first.refreshToken);
    for (const { accessToken } of [first, second]) expect((await me(accessToken)).status).toBe(200);
    expect((await refresh(second.refreshToken)).status).toBe(200);
  });

  it('gives everybody who comes with one token at once the same next one', async () => {
    const first = await signUp();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refresh(first.refreshToken, index % 2 ? here : elsewhere)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    const rows = await db
      .selectFrom('refresh_tokens')
      .selectAll()
      .where('session_id', '=', idOf(first))
      .execute();
    expect(rows).toHaveLength(2);
    expect((await refresh(answers[0]?.body.refreshToken as string)).status).toBe(200);
  });

  async function expectEnded(session: Session, newest: Session) {
    expect(await refresh(newest.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    });
    for (const url of [here, elsewhere]) {
      for (const { accessToken } of [session, newest])
        expect(await me(accessToken, url)).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    }
  }

  it('with a used token ends the session, once a lost answer is no explanation', async () => {
    const first = await signUp();
    const { body: second } = await refresh(first.refreshToken);
    await db
      .updateTable('refresh_tokens')
      .set({ used_at: new Date(Date.now() - 11_000) })
      .where('session_id', '=', idOf(first))
      .where('used_at', 'is not', null)
      .execute();
    const stolen = await refresh(first.refreshToken);
    expect(stolen).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    expect(stolen.body.detail).toContain('used before');
    await expectEnded(first, second);
  });

  it('with a token whose successor was used ends the session too, however soon', async () => {
    const first = await signUp();
    const { body: second } = await refresh(first.refreshToken);
    const { body: third } = await refresh(second.refreshToken);
    expect((await refresh(first.refreshToken)).status).toBe(401);
    await expectEnded(first, third);
  });

  it('leaves other sessions of the same person alone', async () => {
    const email = newEmail();
    const first = await signUp(email);
    const other = await ask<Session>(here, 'POST', '/v1/auth/login', { body: { email, password: PASSWORD } });
    const { body: second } = await refresh(first.refreshToken);
    await refresh(second.refreshToken);
    await refresh(first.refreshToken);
    expect((await me(other.body.accessToken)).status).toBe(200);
    expect((await refresh(other.body.refreshToken)).status).toBe(200);
  });

  it('ends with the days of a session that nobody refreshed', async () => {
    const session = await signUp();
    await db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', idOf(session))
      .execute();
    expect(await refresh(session.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    });
  });

  it.each([['tfr_rubbish'], ['an access token']])('refuses %s', async (what) => {
    const { accessToken } = await signUp();
    const answer = await refresh(what === 'an access token' ? accessToken.slice(0, 200) : what);
    expect(answer).toMatchObject({ status: 401, body: { code: 'refresh-invalid' } });
  });

  it('keeps no token in the database', async () => {
    const { refreshToken } = await signUp();
    const rows = await db
      .selectFrom('refresh_tokens')
      .selectAll()
      .orderBy('created_at', 'desc')
      .limit(5)
      .execute();
    const secret = Buffer.from(refreshToken.slice(4), 'base64url');
    for (const { hash } of rows)
      expect(hash.equals(secret) || hash.toString().includes(refreshToken)).toBe(false);
  });
});

describe('logging out', () => {
  it('ends this session everywhere, at once, and no other', async () => {
    const email = newEmail();
    const session = await signUp(email);
    const other = await ask<Session>(here, 'POST', '/v1/auth/login', { body: { email, password: PASSWORD } });
    expect((await me(session.accessToken, elsewhere)).status).toBe(200);
    expect((await ask(here, 'POST', '/v1/auth/logout', { token: session.accessToken })).status).toBe(204);
    for (const url of [here, elsewhere]) {
      expect(await me(session.accessToken, url)).toMatchObject({
        status: 401,
        body: { code: 'session-ended' },
      });
    }
    expect(await refresh(session.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    });
    expect((await me(other.body.accessToken)).status).toBe(200);
  });

  it('everywhere ends all sessions', async () => {
    const email = newEmail();
    const session = await signUp(email);
    const other = await ask<Session>(elsewhere, 'POST', '/v1/auth/login', {
      body: { email, password: PASSWORD },
    });
    const { status } = await ask(here, 'POST', '/v1/auth/logout-everywhere', { token: session.accessToken });
    expect(status).toBe(204);
    for (const { accessToken, refreshToken } of [session, other.body]) {
      expect((await me(accessToken)).status).toBe(401);
      expect((await refresh(refreshToken)).status).toBe(401);
    }
  });

  it('while a refresh is under way leaves nothing behind', async () => {
    const session = await signUp();
    const [, refreshed] = await Promise.all([
      ask(here, 'POST', '/v1/auth/logout', { token: session.accessToken }),
      refresh(session.refreshToken, elsewhere),
    ]);
    if (refreshed.status === 200) {
      expect((await me(refreshed.body.accessToken)).status).toBe(401);
      expect((await refresh(refreshed.body.refreshToken)).status).toBe(401);
    }
    expect((await me(session.accessToken)).status).toBe(401);
  });
});

describe('session:{id} in Redis', () => {
  it('holds who it is, and lives 30 minutes after its last use', async () => {
    const session = await signUp();
    const key = keys.session(idOf(session));
    expect(await redis.get(key)).toBe(session.user.id);
    await redis.expire(key, 60);
    await me(session.accessToken);
    expect(await redis.ttl(key)).toBeGreaterThan(29 * 60);
  });

  it('that is lost is read from PostgreSQL again', async () => {
    const session = await signUp();
    const key = keys.session(idOf(session));
    await redis.del(key);
    expect((await me(session.accessToken)).status).toBe(200);
    expect(await redis.exists(key)).toBe(1);
  });

  it('that is lost with its ending does not bring the session back', async () => {
    const session = await signUp();
    await ask(here, 'POST', '/v1/auth/logout', { token: session.accessToken });
    await redis.del(keys.session(idOf(session)));
    expect(await me(session.accessToken)).toMatchObject({ status: 401, body: { code: 'session-ended' } });
  });

  it('is not needed: without Redis access tokens are good until they expire, and people log in and refresh', async () => {
    const session = await signUp();
    await gate.whileShut(async () => {
      expect((await me(session.accessToken, elsewhere)).status).toBe(200);
      const { status, body } = await refresh(session.refreshToken, elsewhere);
      expect(status).toBe(200);
      expect((await me(body.accessToken, elsewhere)).status).toBe(200);
      expect((await me(`${session.accessToken}A`, elsewhere)).status).toBe(401);
    });
  });

  it('is not needed to log out: the process that did it knows, and no token is refreshed anywhere', async () => {
    const session = await signUp();
    await gate.whileShut(async () => {
      expect((await ask(elsewhere, 'POST', '/v1/auth/logout', { token: session.accessToken })).status).toBe(
        204,
      );
      expect((await me(session.accessToken, elsewhere)).status).toBe(401);
    });
    expect((await refresh(session.refreshToken)).status).toBe(401);
  });
});
