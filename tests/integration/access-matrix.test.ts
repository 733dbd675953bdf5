import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import { type Caller, checkPolicy, type Ownership, POLICY, type Row, routeName } from '../../api/policy.ts';
import {
  type MadeServiceKey,
  SCOPES,
  type Scope,
  STAFF_ROLES,
  type StaffMember,
} from '../../contracts/auth.ts';
import type { Problem } from '../../contracts/common.ts';
import type { MadeWebhookEndpoint } from '../../contracts/webhooks.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { deriveId, newId } from '../../services/ids.ts';
import { cookingOrder, releaseHolds } from '../helpers/orders.ts';
import { customer, operator, partner, staff } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

// Every route of the table as everybody, about what is theirs, what is somebody else's and what is not there. The table says
// what must come back; whoever adds a route that names an object adds a body for it below.

const config = testConfig();
const { db, close } = openPostgres(config.postgres);
const PASSWORD = 'a good long password';

type Principal = {
  name: string;
  caller: Caller | 'nobody' | 'key';
  token?: string | undefined;
  scopes?: Scope[];
  /** Whether the objects below are theirs to see. */
  isParty: boolean;
};
type Objects = Record<Exclude<Ownership, 'none' | 'own'>, string>;

let api: Awaited<ReturnType<typeof startApi>>;
let principals: Principal[];
let objects: Objects;
let restaurantId: string;
let webhookMessageId: string;
/** Parts of answers that only the parties may see. */
let secrets: string[];
let methodsWithBody: Set<string>;

const tokenOf = (client: ApiClient) => client.session?.accessToken;

async function staffOf(
  owner: ApiClient,
  isParty: boolean,
): Promise<{ people: Principal[]; kitchenId: string }> {
  const people: Principal[] = [{ name: 'owner', caller: 'owner', token: tokenOf(owner), isParty }];
  let kitchenId = '';
  for (const staffRole of STAFF_ROLES.filter((role) => role !== 'owner')) {
    const login = { email: `${randomUUID()}@example.com`, password: PASSWORD };
    const added = await owner.call<StaffMember>('POST', '/v1/restaurant/staff', {
      ...login,
      name: 'Canary Cook',
      staffRole,
    });
    const token = tokenOf(await connect(api.url, login));
    people.push({ name: staffRole, caller: staffRole, token, isParty });
    kitchenId = added.id;
  }
  return {
    people: people.map((person) => ({
      ...person,
      name: `${person.name}, ${isParty ? 'theirs' : 'another restaurant'}`,
    })),
    kitchenId,
  };
}

async function keyOf(owner: ApiClient, scopes: Scope[], isParty: boolean) {
  const made = await owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', {
    name: 'canary key',
    scopes,
  });
  const whose = isParty ? 'theirs' : 'another restaurant';
  const principal: Principal = {
    name: `key for ${scopes.join(' ')}, ${whose}`,
    caller: 'key',
    token: made.key,
    scopes,
    isParty,
  };
  return { principal, id: made.id };
}

beforeAll(async () => {
  api = await startApi(config);
  const order = await cookingOrder(db);
  const { orderId } = order;
  restaurantId = order.basket.restaurantId;
  await db.updateTable('orders').set({ note: 'canary note' }).where('id', '=', orderId).execute();
  const rider = await partner(api.url, 21);
  const deliveryId = deriveId('delivery', orderId);
  await db
    .updateTable('deliveries')
    .set({ status: 'ASSIGNED', partner_id: rider.session?.user.id as string })
    .where('id', '=', deliveryId)
    .execute();
  const offerId = newId('offer');
  await db
    .insertInto('offers')
    .values({
      id: offerId,
      bundle_id: offerId,
      delivery_id: deliveryId,
      partner_id: rider.session?.user.id as string,
      status: 'TIMED_OUT',
      radius_km: 3,
      round: 1,
      distance_metres: 100,
      score: 1,
      factors: '{}',
      expires_at: new Date(),
    })
    .execute();
  const slugs = await db.selectFrom('restaurants').select(['id', 'slug']).orderBy('slug').execute();
  const [ownSlug, otherSlug] = [slugs.find(({ id }) => id === restaurantId)?.slug, slugs[42]?.slug] as [
    string,
    string,
  ];
  const [eater, stranger, otherRider, admin, owner, otherOwner] = await Promise.all([
    customer(api.url, 9),
    customer(api.url, 16),
    partner(api.url, 22),
    operator(api.url),
    staff(api.url, ownSlug),
    staff(api.url, otherSlug),
  ]);
  const own = await staffOf(owner, true);
  const others = await staffOf(otherOwner, false);
  const keys = [
    await keyOf(owner, [...SCOPES], true),
    await keyOf(owner, ['menu:read'], true),
    await keyOf(otherOwner, [...SCOPES], false),
  ];
  principals = [
    { name: 'nobody', caller: 'nobody', isParty: false },
    { name: 'the customer', caller: 'customer', token: tokenOf(eater), isParty: true },
    { name: 'another customer', caller: 'customer', token: tokenOf(stranger), isParty: false },
    ...own.people,
    ...others.people,
    { name: 'the partner', caller: 'partner', token: tokenOf(rider), isParty: true },
    { name: 'another partner', caller: 'partner', token: tokenOf(otherRider), isParty: false },
    { name: 'an operator', caller: 'admin', token: tokenOf(admin), isParty: true },
    ...keys.map(({ principal }) => principal),
  ];
  const item = await db
    .selectFrom('menu_items')
    .select('id')
    .where('restaurant_id', '=', restaurantId)
    .orderBy('position')
    .limit(1)
    .executeTakeFirstOrThrow();
  const payoutId = newId('payout');
  await db
    .insertInto('payouts')
    .values({
      id: payoutId,
      payee_id: restaurantId,
      begins: '2026-01-05',
      ends: '2026-01-11',
      time_zone: 'Europe/Helsinki',
      closes_at: new Date('2026-01-11T22:00:00Z'),
      currency: 'EUR',
      amount_minor: 100,
    })
    .execute();
  const booked = await db
    .insertInto('ledger_entries')
    .values(
      [
        { account: 'restaurant_payable', amount_minor: -100 },
        { account: 'provider_clearing', amount_minor: 100 },
      ].map((entry) => ({ ...entry, transaction: `${orderId}:matrix`, order_id: orderId, currency: 'EUR' })),
    )
    .returning(['id', 'account'])
    .execute();
  await db
    .insertInto('payout_entries')
    .values({
      payout_id: payoutId,
      ledger_entry_id: booked.find(({ account }) => account === 'restaurant_payable')?.id as number,
    })
    .execute();
  const endpoint = await owner.call<MadeWebhookEndpoint>('POST', '/v1/restaurant/webhooks', {
    url: 'https://till.example.com/canary',
  });
  // Off, so that nothing is sent.
  await owner.call('PATCH', `/v1/restaurant/webhooks/${endpoint.id}`, { enabled: false });
  webhookMessageId = newId('webhookMessage');
  await db
    .insertInto('webhook_messages')
    .values({ id: webhookMessageId, endpoint_id: endpoint.id, type: 'order.placed', body: '{"canary":1}' })
    .execute();
  objects = {
    payout: payoutId,
    order: orderId,
    delivery: deliveryId,
    offer: offerId,
    item: item.id,
    staff: own.kitchenId,
    key: keys[0]?.id as string,
    webhook: endpoint.id,
  };
  const { email, phone } = await db
    .selectFrom('users')
    .select(['email', 'phone'])
    .where('id', '=', order.customerId)
    .executeTakeFirstOrThrow();
  secrets = [
    orderId,
    deliveryId,
    email,
    phone as string,
    'canary note',
    own.kitchenId,
    objects.key,
    '/canary',
    '"canary"',
  ];
  const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { requestBody?: unknown }>>;
  };
  methodsWithBody = new Set(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { requestBody }]) => requestBody !== undefined)
        .map(([method]) => routeName(method, path)),
    ),
  );
});
afterAll(async () => {
  // No search and no sweep of other files may find what has no workflow.
  await db
    .updateTable('deliveries')
    .set({ status: 'CANCELLED' })
    .where('id', '=', objects.delivery)
    .execute();
  await db.updateTable('orders').set({ status: 'CANCELLED' }).where('id', '=', objects.order).execute();
  await releaseHolds(db);
  await api.close();
  await close();
});

/** A good body for each route that names an object, so that nothing but the object can be wrong. */
const BODIES: Record<string, unknown> = {
  'POST /v1/orders/:id/cancel': { reason: 'matrix' },
  'POST /v1/orders/:id/changes': { reason: 'matrix', items: [{ line: 0, quantity: 0 }] },
  'PUT /v1/orders/:id/tip': { tipMinor: 100, paymentToken: 'tok_visa' },
  'PUT /v1/orders/:id/rating': { restaurant: { stars: 5 } },
  'POST /v1/orders/:id/reject': { reason: 'matrix' },
  'POST /v1/deliveries/:id/deliver': {},
  'POST /v1/deliveries/:id/fail': { cause: 'nobody-home' },
  'POST /v1/deliveries/:id/drop-out': { reason: 'vehicle' },
  'PATCH /v1/menu/items/:id': { name: 'Matrix' },
  'PUT /v1/menu/items/:id/stock': { available: true },
  'PATCH /v1/restaurant/staff/:id': { staffRole: 'kitchen' },
  'PATCH /v1/restaurant/webhooks/:id': { description: 'matrix' },
  'POST /v1/restaurant/webhooks/:id/replay': { since: '2026-01-01T00:00:00Z' },
};
const QUERIES: Record<string, string> = {
  'GET /v1/search': '?lat=60.17&lng=24.94',
  'GET /v1/search/items': '?lat=60.17&lng=24.94&q=pizza',
  'GET /v1/search/filters': '?lat=60.17&lng=24.94',
  'GET /v1/search/suggestions': '?lat=60.17&lng=24.94&q=pi',
  'GET /v1/recommendations': '?lat=60.17&lng=24.94',
  'GET /v1/earnings': '?from=2026-01-01&to=2026-01-07',
  'GET /v1/admin/reports/orders': '?by=day&from=2026-01-01&to=2026-01-07',
};
/** Whether somebody may send it about nobody's object without anything happening. */
const SILENT = new Set(['GET', 'HEAD']);

type Answer = { status: number; code: string | undefined; text: string; headers: Record<string, string> };

/** What differs between any two answers. */
const CHANGING = new Set(['date', 'x-request-id', 'ratelimit', 'keep-alive', 'connection']);

async function ask(route: string, principal: Principal, id: string, body = BODIES[route]): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const path = template
    .replace(':id', id)
    .replace(':number', '1')
    .replace(':message', webhookMessageId)
    .replace(':name', `${'0'.repeat(64)}.png`)
    .replace(':provider', 'stripe')
    .replace(':file', template.startsWith('/docs') ? 'page.css' : 'customer.json');
  const response = await fetch(api.url + path + (QUERIES[route] ?? ''), {
    method,
    headers: {
      ...(principal.token && { Authorization: `Bearer ${principal.token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      'Idempotency-Key': randomUUID(),
      'If-Match': '*',
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  // What was asked for may come back; what was not, may not.
  const text = (await response.text()).replaceAll(id, '{id}');
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !CHANGING.has(name)));
  let code: string | undefined;
  try {
    code = (JSON.parse(text) as Problem).code;
  } catch {
    // No problem: a page, or nothing.
  }
  if (code === 'unknown-route' || code === 'method-not-allowed')
    throw new Error(`${route} is in the table, and is not there`);
  return { status: response.status, code, text, headers };
}

/** Ids of nobody, of the same kinds as the objects. */
const MISSING: Objects = {
  order: newId('order'),
  delivery: newId('delivery'),
  offer: newId('offer'),
  item: newId('item'),
  staff: newId('staff'),
  key: newId('serviceKey'),
  webhook: newId('webhook'),
  payout: newId('payout'),
};
const isObject = (of: Ownership): of is keyof Objects => of in MISSING;
const letsIn = ({ by, scope }: Row, { caller, scopes }: Principal) => {
  if (by === 'everybody') return true;
  if (caller === 'key') return scope !== undefined && (scopes as Scope[]).includes(scope);
  return by === 'visitors' || (caller !== 'nobody' && by.includes(caller));
};
const refusalOf = ({ caller }: Principal) => {
  if (caller === 'nobody') return { status: 401, code: 'token-missing' };
  return { status: 403, code: caller === 'key' ? 'scope-missing' : 'wrong-role' };
};

/** An id that fits the address of a route that names no object of somebody's. */
function publicIdFor(route: string): string {
  if (/\/restaurants\//.test(route)) return restaurantId;
  return route.includes('/deliveries/') ? objects.delivery : objects.order;
}

let tried = 0;

describe('the matrix', () => {
  it.each(Object.entries(POLICY))('%s', async (route, row) => {
    const { of } = row;
    if (isObject(of) && methodsWithBody.has(route))
      expect(BODIES, 'a body for this route').toHaveProperty([route]);
    for (const principal of principals) {
      const said = (answer: Answer) => ({ who: principal.name, status: answer.status, code: answer.code });
      const expectNoSecrets = (answer: Answer) => {
        if (!principal.isParty)
          for (const secret of secrets) expect(answer.text, principal.name).not.toContain(secret);
      };
      const theirs = isObject(of) ? objects[of] : publicIdFor(route);
      if (!letsIn(row, principal)) {
        const answer = await ask(route, principal, theirs);
        expect(said(answer)).toMatchObject(refusalOf(principal));
        expectNoSecrets(answer);
        // Whether it exists is not said to those who may not ask either.
        if (isObject(of)) expect(await ask(route, principal, MISSING[of])).toEqual(answer);
        tried += 1;
        continue;
      }
      if (isObject(of)) {
        const missing = await ask(route, principal, MISSING[of]);
        expect(said(missing)).toMatchObject({ status: 404, code: 'not-found' });
        // What the restaurant earned is not its courier's to see.
        const mayNot = !principal.isParty || (of === 'payout' && principal.caller === 'partner');
        if (mayNot) expect(await ask(route, principal, theirs), principal.name).toEqual(missing);
        // A rating is for delivered orders: that one is a 409 for its customer.
        else if (route.startsWith('GET'))
          expect([200, 409]).toContain((await ask(route, principal, theirs)).status);
        tried += 1;
        continue;
      }
      // Whoever is let in by the table is let in, shown here by what cannot change anything.
      if (SILENT.has(route.split(' ')[0] as string)) {
        const answer = await ask(route, principal, theirs);
        if (row.by !== 'everybody')
          expect([401, 403], `${principal.name} ${answer.text}`).not.toContain(answer.status);
        expectNoSecrets(answer);
      } else if (methodsWithBody.has(route)) {
        const answer = await ask(route, principal, theirs, '{');
        expect([400, 404, 413, 415, 422], `${principal.name} ${answer.status} ${answer.text}`).toContain(
          answer.status,
        );
      }
      tried += 1;
    }
  });

  it('was large', () => {
    expect(tried).toBe(Object.keys(POLICY).length * principals.length);
    expect(tried).toBeGreaterThan(1_000);
  });
});

describe('a foreign order', () => {
  it('takes as long to deny as a missing one', async () => {
    const stranger = principals.find(({ name }) => name === 'another customer') as Principal;
    const times = { foreign: [] as number[], missing: [] as number[] };
    for (let round = 0; round < 150; round += 1) {
      for (const [which, id] of [
        ['foreign', objects.order],
        ['missing', MISSING.order],
      ] as const) {
        const start = performance.now();
        await ask('GET /v1/orders/:id', stranger, id);
        times[which].push(performance.now() - start);
      }
    }
    const median = (samples: number[]) => samples.sort((a, b) => a - b)[samples.length / 2] as number;
    const ratio = median(times.foreign) / median(times.missing);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});

describe('the table', () => {
  const rows = Object.keys(POLICY).map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path };
  });

  it('refuses a route that it has no row for, by name', () => {
    expect(() => checkPolicy([...rows, { method: 'GET', path: '/v1/new' }])).toThrow('GET /v1/new');
  });

  it('has no route for service keys that concerns people: staff, keys, sessions', () => {
    for (const [name, { scope }] of Object.entries(POLICY))
      if (/staff|keys|auth|user/.test(name)) expect(scope, name).toBeUndefined();
  });
});
