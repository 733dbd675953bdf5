import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { MadeServiceKey, Session, StaffMember } from '../../contracts/auth.ts';
import { CLOSE_CODES } from '../../contracts/realtime.ts';
import { type ApiClient, connect, type Socket } from '../../scripts/client.ts';
import { type Gate, gateBefore } from '../helpers/gate.ts';
import { loggedInAt, staff } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const { db, close } = openPostgres(config.postgres);
const PASSWORD = 'a good long password';
const CHECK_SECONDS = 0.3;

let apis: Awaited<ReturnType<typeof startApi>>[];
let gate: Gate;
/** Two processes of the API; the second reaches Redis through a gate, and looks often who is still logged in. */
let [here, elsewhere] = ['', ''];
let owner: ApiClient;

beforeAll(async () => {
  const cache = await gateBefore(config.redis.urls[0] as string);
  gate = cache.gate;
  const looking = { SOCKETS_CHECK_SECONDS: String(CHECK_SECONDS) };
  apis = await Promise.all([
    startApi(testConfig({ SOCKETS_PER_LOGIN: '3' })),
    startApi(testConfig({ REDIS_URL: cache.address, LOG_LEVEL: 'fatal', ...looking })),
  ]);
  [here, elsewhere] = apis.map(({ url }) => url) as [string, string];
  const { slug } = await db
    .selectFrom('restaurants')
    .select('slug')
    .orderBy('slug')
    .offset(44)
    .limit(1)
    .executeTakeFirstOrThrow();
  owner = await staff(here, slug);
});
afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await gate.close();
  await close();
});

const newLogin = () => ({ email: `${randomUUID()}@example.com`, password: PASSWORD });
async function newCustomer(login = newLogin()): Promise<ApiClient> {
  const client = await connect(here);
  const body = { ...login, name: 'Aino Uusi', phone: '+358401234567' };
  client.session = await client.call<Session>('POST', '/v1/auth/sign-up', body);
  return client;
}
const sessionIdOf = ({ session }: ApiClient) =>
  JSON.parse(Buffer.from(session?.accessToken.split('.')[1] as string, 'base64url').toString()).sid as string;

/** The code that a socket is closed with, if it is closed so soon. */
const closedWithin = (socket: Socket, ms: number) =>
  Promise.race([socket.closed, sleep(ms, 'still open' as const, { ref: false })]);
/** Long before the first process looks by itself. */
const SOON_MS = 2_000;

async function expectAlive(socket: Socket): Promise<void> {
  const ref = randomUUID();
  socket.send({ type: 'heartbeat', ref });
  expect((await socket.next('reply', ({ data }) => data.ref === ref)).data.ok).toBe(true);
}

it('of too many sockets with one login the oldest is closed, and the newest works', async () => {
  const login = newLogin();
  const phone = await newCustomer(login);
  const sockets: Socket[] = [];
  for (let count = 0; count < 4; count += 1) sockets.push(await phone.socket());
  const [oldest, ...others] = sockets as [Socket, ...Socket[]];
  expect(await closedWithin(oldest, SOON_MS)).toBe(CLOSE_CODES.tooManySockets);
  for (const socket of others) await expectAlive(socket);
  // Another login of the same person has its own.
  const tablet = await connect(here, login);
  await expectAlive(await tablet.socket());
  await expectAlive(others[0] as Socket);
});

describe('a socket ends with its login', () => {
  it('in every process, when somebody logs out, and no other session of theirs does', async () => {
    const login = newLogin();
    const phone = await newCustomer(login);
    const tablet = await connect(elsewhere, login);
    const [first, second, other] = await Promise.all([
      phone.socket(),
      (await loggedInAt(elsewhere, phone)).socket(),
      tablet.socket(),
    ]);
    await phone.call('POST', '/v1/auth/logout');
    expect(await closedWithin(first, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
    expect(await closedWithin(second, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
    await expectAlive(other);
    await other.close();
  });

  it('with all others when somebody logs out everywhere', async () => {
    const login = newLogin();
    const phone = await newCustomer(login);
    const tablet = await connect(here, login);
    const sockets = await Promise.all([phone.socket(), tablet.socket()]);
    await (await loggedInAt(elsewhere, phone)).call('POST', '/v1/auth/logout-everywhere');
    for (const socket of sockets) expect(await closedWithin(socket, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
  });

  it('when a refresh token is used twice', async () => {
    const phone = await newCustomer();
    const socket = await phone.socket();
    const first = phone.session as Session;
    const refresh = ({ refreshToken }: Session) =>
      phone.call<Session>('POST', '/v1/auth/refresh', { refreshToken });
    await refresh(await refresh(first));
    await expectAlive(socket);
    await refresh(first).catch(() => {});
    expect(await closedWithin(socket, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
  });

  it.each([
    ['another role', 'PATCH', { staffRole: 'manager' }],
    ['no access any more', 'DELETE', undefined],
  ] as const)('when somebody on the staff gets %s', async (_what, method, body) => {
    const login = newLogin();
    const hired = { ...login, name: 'New Here', staffRole: 'kitchen' };
    const { id } = await owner.call<StaffMember>('POST', '/v1/restaurant/staff', hired);
    const socket = await (await connect(elsewhere, login)).socket();
    await owner.call(method, `/v1/restaurant/staff/${id}`, body);
    expect(await closedWithin(socket, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
  });

  it('when its service key is revoked', async () => {
    const wanted = { name: 'till at the bar', scopes: ['orders:read'] };
    const { id, key } = await owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', wanted);
    const till = await connect(here);
    till.session = { accessToken: key } as Session;
    const sockets = await Promise.all([till.socket(), (await loggedInAt(elsewhere, till)).socket()]);
    await Promise.all(sockets.map(expectAlive));
    await owner.call('DELETE', `/v1/restaurant/keys/${id}`);
    for (const socket of sockets) expect(await closedWithin(socket, SOON_MS)).toBe(CLOSE_CODES.loginEnded);
  });

  it('also where the word of it is lost: the next look at the books finds it', async () => {
    const phone = await newCustomer();
    const socket = await (await loggedInAt(elsewhere, phone)).socket();
    await gate.whileShut(async () => {
      await phone.call('POST', '/v1/auth/logout');
      expect(await closedWithin(socket, CHECK_SECONDS * 1_000 + SOON_MS)).toBe(CLOSE_CODES.loginEnded);
    });
  });

  it('when nobody has refreshed it for its days', async () => {
    const phone = await newCustomer();
    const socket = await (await loggedInAt(elsewhere, phone)).socket();
    expect(await closedWithin(socket, 3 * CHECK_SECONDS * 1_000)).toBe('still open');
    await db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', sessionIdOf(phone))
      .execute();
    expect(await closedWithin(socket, CHECK_SECONDS * 1_000 + SOON_MS)).toBe(CLOSE_CODES.loginEnded);
  });
});

describe('a ticket', () => {
  it('of somebody who was logged out since opens no socket', async () => {
    const phone = await newCustomer();
    const { ticket } = await phone.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    await phone.call('POST', '/v1/auth/logout');
    const answer = await fetch(`${elsewhere}/v1/realtime?ticket=${ticket}`);
    expect(await answer.json()).toMatchObject({ status: 401, code: 'session-ended' });
  });

  it('of a service key that was revoked since opens none either', async () => {
    const wanted = { name: 'till at the door', scopes: ['orders:read'] };
    const { id, key } = await owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', wanted);
    const till = await connect(here);
    till.session = { accessToken: key } as Session;
    const { ticket } = await till.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    await owner.call('DELETE', `/v1/restaurant/keys/${id}`);
    const answer = await fetch(`${here}/v1/realtime?ticket=${ticket}`);
    expect(await answer.json()).toMatchObject({ status: 401, code: 'session-ended' });
  });
});
