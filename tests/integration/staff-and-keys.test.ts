import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { MadeServiceKey, ServiceKey, StaffMember, StaffRole } from '../../contracts/auth.ts';
import type { Order } from '../../contracts/orders.ts';
import type { Menu, Restaurant } from '../../contracts/restaurants.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { problemOf, staff } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const { db, close } = openPostgres(config.postgres);
const PASSWORD = 'a good long password';

let api: Awaited<ReturnType<typeof startApi>>;
let owner: ApiClient;
let restaurantId: string;

beforeAll(async () => {
  api = await startApi(config);
  const { id, slug } = await db
    .selectFrom('restaurants')
    .select(['id', 'slug'])
    .orderBy('slug')
    .offset(43)
    .limit(1)
    .executeTakeFirstOrThrow();
  restaurantId = id;
  owner = await staff(api.url, slug);
});
afterAll(async () => {
  await api.close();
  await close();
});

async function hire(staffRole: StaffRole) {
  const login = { email: `${randomUUID()}@example.com`, password: PASSWORD };
  const member = await owner.call<StaffMember>('POST', '/v1/restaurant/staff', {
    ...login,
    name: 'New Here',
    staffRole,
  });
  return { ...member, login, client: await connect(api.url, login) };
}
const makeKey = (scopes: string[], more = {}) =>
  owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', { name: 'till at the bar', scopes, ...more });
async function withKey(key: string): Promise<ApiClient> {
  const client = await connect(api.url);
  client.session = { accessToken: key } as never;
  return client;
}

describe('staff', () => {
  it('of the demo are owners, who see everybody who works there', async () => {
    expect(owner.session?.user).toMatchObject({ role: 'restaurant', staffRole: 'owner', restaurantId });
    const cook = await hire('kitchen');
    const { data } = await owner.call<{ data: StaffMember[] }>('GET', '/v1/restaurant/staff');
    expect(data.find(({ id }) => id === cook.id)).toMatchObject({ name: 'New Here', staffRole: 'kitchen' });
    expect(JSON.stringify(data)).not.toContain('argon2');
  });

  it('in the kitchen say what has run out, and change no menu', async () => {
    const { client } = await hire('kitchen');
    const { items } = await client.call<Menu>('GET', '/v1/menu');
    const item = `/v1/menu/items/${items[0]?.id}`;
    await client.call('PUT', `${item}/stock`, { available: true });
    const problem = await problemOf(client.call('PATCH', item, { name: 'Mine' }, { 'If-Match': '*' }));
    expect(problem).toMatchObject({ status: 403, code: 'wrong-role' });
    expect(problem.detail).toBe(
      'This is for owners and managers; you are logged in as the kitchen of a restaurant.',
    );
  });

  it('who manage change the menu and the profile, and hire nobody', async () => {
    const { client } = await hire('manager');
    const profile = await client.call<Restaurant>(
      'PATCH',
      '/v1/restaurant',
      { description: 'Managed' },
      { 'If-Match': '*' },
    );
    expect(profile.description).toBe('Managed');
    const body = { email: 'x@example.com', password: PASSWORD, name: 'X', staffRole: 'owner' };
    expect(await problemOf(client.call('POST', '/v1/restaurant/staff', body))).toMatchObject({
      code: 'wrong-role',
    });
  });

  it('with another role log in again, and have it then', async () => {
    const { id, client, login } = await hire('kitchen');
    await owner.call('PATCH', `/v1/restaurant/staff/${id}`, { staffRole: 'manager' });
    expect(await problemOf(client.call('GET', '/v1/menu'))).toMatchObject({
      status: 401,
      code: 'session-ended',
    });
    const again = await connect(api.url, login);
    expect(again.session?.user.staffRole).toBe('manager');
    await again.call('GET', '/v1/restaurant/ratings');
  });

  it('cannot take an address that somebody has', async () => {
    const { login } = await hire('kitchen');
    const body = { ...login, email: login.email.toUpperCase(), name: 'Twin', staffRole: 'kitchen' };
    expect(await problemOf(owner.call('POST', '/v1/restaurant/staff', body))).toMatchObject({
      status: 409,
      code: 'email-taken',
    });
  });

  it('always has an owner, also when two remove each other at once', async () => {
    const me = owner.session?.user.id as string;
    for (const change of [
      owner.call('PATCH', `/v1/restaurant/staff/${me}`, { staffRole: 'manager' }),
      owner.call('DELETE', `/v1/restaurant/staff/${me}`),
    ])
      expect(await problemOf(change)).toMatchObject({ status: 409, code: 'last-owner' });

    const second = await hire('owner');
    const outcomes = await Promise.allSettled([
      owner.call('PATCH', `/v1/restaurant/staff/${second.id}`, { staffRole: 'manager' }),
      second.client.call('PATCH', `/v1/restaurant/staff/${me}`, { staffRole: 'manager' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const owners = await db
      .selectFrom('users')
      .select('id')
      .where('restaurant_id', '=', restaurantId)
      .where('staff_role', '=', 'owner')
      .where('disabled_at', 'is', null)
      .execute();
    expect(owners).toHaveLength(1);
    // As it was, for the tests that follow.
    await db.updateTable('users').set({ staff_role: 'owner' }).where('id', '=', me).execute();
    await db.updateTable('users').set({ staff_role: 'manager' }).where('id', '=', second.id).execute();
    const { slug } = await db
      .selectFrom('restaurants')
      .select('slug')
      .where('id', '=', restaurantId)
      .executeTakeFirstOrThrow();
    owner = await staff(api.url, slug);
  });
});

describe('a service key', () => {
  it('is shown once, and kept as a hash', async () => {
    const made = await makeKey(['menu:read'], { expiresInDays: 30 });
    expect(made.key).toMatch(/^tfk_/);
    expect(Date.parse(made.expiresAt as string)).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000);
    const list = await owner.call<{ data: ServiceKey[] }>('GET', '/v1/restaurant/keys');
    const { key, ...shown } = made;
    expect(list.data).toContainEqual(shown);
    const row = await db
      .selectFrom('service_keys')
      .selectAll()
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow();
    expect(row.secret_hash.includes(Buffer.from(key.slice(-43)))).toBe(false);
    expect(row.secret_hash.equals(Buffer.from(key.slice(-43), 'base64url'))).toBe(false);
  });

  it('does for its restaurant what its scopes say, and nothing else', async () => {
    const till = await withKey((await makeKey(['orders:read'])).key);
    const orders = await till.call<{ data: Order[] }>('GET', '/v1/orders');
    expect(orders.data.every((order) => order.restaurant.id === restaurantId)).toBe(true);
    expect(await problemOf(till.call('GET', '/v1/menu'))).toMatchObject({
      status: 403,
      code: 'scope-missing',
    });
    const problem = await problemOf(till.call('GET', '/v1/restaurant/keys'));
    expect(problem).toMatchObject({ status: 403, code: 'scope-missing' });
    expect(problem.detail).toContain('log in');
  });

  it('hears of its restaurant’s orders over a socket', async () => {
    const till = await withKey((await makeKey(['orders:read'])).key);
    const socket = await till.socket();
    expect(socket.frames[0]).toMatchObject({ type: 'welcome', data: { role: 'restaurant' } });
    await socket.close();
  });

  it('shows when it was used', async () => {
    const made = await makeKey(['menu:read']);
    await (await withKey(made.key)).call('GET', '/v1/menu');
    const { data } = await owner.call<{ data: ServiceKey[] }>('GET', '/v1/restaurant/keys');
    expect(data.find(({ id }) => id === made.id)?.lastUsedAt).not.toBeNull();
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['a scope twice', { scopes: ['menu:read', 'menu:read'] }],
    ['a scope that does not exist', { scopes: ['admin'] }],
  ])('with %s is refused', async (_what, change) => {
    const problem = await problemOf(owner.call('POST', '/v1/restaurant/keys', { name: 'x', ...change }));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('is one of twenty at most, also when many are made at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => makeKey(['menu:read'])));
    const { data } = await owner.call<{ data: ServiceKey[] }>('GET', '/v1/restaurant/keys');
    expect(data).toHaveLength(20);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused[0]?.reason).toMatchObject({ problem: { status: 409, code: 'keys-full' } });
    for (const { id } of data) await owner.call('DELETE', `/v1/restaurant/keys/${id}`);
  });
});
