import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafka } from '../../adapters/kafka/index.ts';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { openTemporal, temporalConnection } from '../../adapters/temporal/index.ts';
import { createWorkflowStates } from '../../api/workflow-states.ts';
import type { MadeServiceKey, Session } from '../../contracts/auth.ts';
import type { Order } from '../../contracts/orders.ts';
import { DEMO_PASSWORD } from '../../db/load.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { geoScore } from '../../services/delivery/geo-score.ts';
import { deriveId } from '../../services/ids.ts';
import { dataDir, places } from '../../stack/lib/places.mjs';
import {
  type Canary,
  canary,
  type Hit,
  searchElasticsearch,
  searchFile,
  searchKafka,
  searchPostgres,
  watchRedis,
} from '../helpers/canaries.ts';
import { type Declared, declaredPlaces } from '../helpers/declared-places.ts';
import {
  deliveryOf,
  eventually,
  move,
  operator,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
  takeOffer,
} from '../helpers/people.ts';
import { startProcess } from '../helpers/process.ts';
import { forgetSchedules } from '../helpers/schedules.ts';
import { testConfig } from '../helpers/system.ts';
import { startWebServer } from '../helpers/web-server.ts';

// People and secrets that are nowhere else in the world go through orders and their failures, with the real processes. Then every
// byte that the five servers and the logs keep is searched: what is found must stand in the table of docs/privacy.md, and what
// stands there must be found.

const run = randomBytes(5).toString('hex');
const word = (name: string) => `${name}${run}`;

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signingKey = privateKey.export({ format: 'jwk' });
const payloadSecret = randomBytes(32).toString('base64');
const webhookSecret = randomBytes(32).toString('base64');

const CUSTOMER = {
  email: `${word('zebedee')}@canary.example`,
  password: word('Password-of-zebedee-'),
  name: `Zebedee ${word('Canaryson')}`,
  phone: `+3584${BigInt(`0x${run}`).toString().slice(0, 9).padEnd(9, '7')}`,
};
const STAFF = {
  email: `${word('stina')}@canary.example`,
  password: word('Password-of-stina-'),
  name: `Stina ${word('Canarysdotter')}`,
  staffRole: 'kitchen',
};
const PARTNER = {
  email: `${word('piet')}@canary.example`,
  name: `Piet ${word('Canarysen')}`,
  phone: `+3585${BigInt(`0x${run}`).toString().slice(0, 9).padEnd(9, '8')}`,
};
const STREET = word('Kanarialintukuja');
const NOTE = word('behind-the-blue-gate-');
/** With a capital, as a sentence of a notification begins. */
const WORDS = word('Because-of-the-weather-');
const REQUEST_KEY = word('zebedees-own-key-');
const CARD = word('tok_canary');
/** Of the customer's door and of the partner's way; what is after the point is nowhere else. */
const tail = BigInt(`0x${run}`).toString().slice(0, 6);
const DOOR = { lat: Number(`60.17${tail}`), lng: Number(`24.94${tail}`) };
/** Of a net that is for documents alone. */
const IP_ADDRESS = `198.51.100.${Number.parseInt(run.slice(0, 2), 16)}`;
const PUSH_ADDRESS = `https://fcm.googleapis.com/fcm/send/${word('browser')}`;
const SECRETS = {
  'signing key': signingKey.d as string,
  'payload key': payloadSecret,
  'signing key of webhooks': webhookSecret,
  'webhook secret': `whsec_${word('webhooks')}`,
};

/** Declared, and not part of this day: addresses come with the seed, and SMS only when a push does not get through. */
const NOT_TRIED = [
  'PostgreSQL addresses.lat: door',
  'PostgreSQL addresses.lng: door',
  'PostgreSQL addresses.street: street',
  'PostgreSQL notifications.sent_to: phone',
];

/** Filled while the day goes on: what is only known when it is made. */
const canaries: Canary[] = [
  canary('name', CUSTOMER.name, STAFF.name, PARTNER.name, word('Canaryson')),
  canary('e-mail', CUSTOMER.email, STAFF.email, PARTNER.email),
  canary('phone', CUSTOMER.phone, PARTNER.phone),
  canary('password', CUSTOMER.password, STAFF.password, word('Wrong-password-')),
  canary('street', STREET),
  canary('note', NOTE),
  canary('words', WORDS),
  canary('request key', REQUEST_KEY),
  canary('card', CARD),
  canary('door', String(DOOR.lat), String(DOOR.lng)),
  canary('push address', PUSH_ADDRESS),
  canary('IP address', IP_ADDRESS),
  canary('endpoint', word('till-at-the-bar-')),
  canary('answer', word('the-till-says-')),
  ...Object.entries(SECRETS).map(([kind, secret]) => canary(kind, secret)),
];

const config = testConfig({
  AUTH_SIGNING_KEY: JSON.stringify(signingKey),
  TEMPORAL_PAYLOAD_KEYS: `canary:${payloadSecret}`,
  STRIPE_WEBHOOK_SECRET: SECRETS['webhook secret'],
  LOG_LEVEL: 'trace',
});
const { db, close: closePostgres } = openPostgres(config.postgres);
const PROCESSES = {
  api: 'api/main.ts',
  orders: 'workers/orders.ts',
  relay: 'workers/relay.ts',
  indexer: 'workers/indexer.ts',
  notifier: 'workers/notifier.ts',
  webhooks: 'workers/webhooks.ts',
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const logs = join(places().home, 'logs');
/** What the servers had written before. */
const logSizes = new Map(readdirSync(logs).map((name) => [name, statSync(join(logs, name)).size]));

let url: string;
let processes: [name: string, running: Awaited<ReturnType<typeof startProcess>>][] = [];
let redis: Awaited<ReturnType<typeof watchRedis>>;
let temporal: Awaited<ReturnType<typeof openTemporal>>;
let restaurant: TestRestaurant;
/** What a restaurant has programmed. */
let program: Awaited<ReturnType<typeof startWebServer>>;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
let delivered: Order;
/** Workflows that nobody serves, which this test started. */
const stranded: string[] = [];

beforeAll(async () => {
  await forgetSchedules(config.temporal);
  redis = await watchRedis(config.redis);
  program = await startWebServer(() => ({ status: 200, body: word('the-till-says-') }));
  temporal = await openTemporal(config.temporal);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    LOG_LEVEL: 'trace',
    DISPATCH_POLICY: 'matched',
    AUTH_SIGNING_KEY: JSON.stringify(signingKey),
    TEMPORAL_PAYLOAD_KEYS: `canary:${payloadSecret}`,
    STRIPE_WEBHOOK_SECRET: SECRETS['webhook secret'],
    TRUSTED_PROXIES: '1',
    WEBHOOK_SIGNING_KEYS: webhookSecret,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  processes = await Promise.all(
    Object.entries(PROCESSES).map(
      async ([name, file]) => [name, await startProcess(file, settings)] as const,
    ),
  ).then((all) => all.map(([name, running]) => [name, running]));
  restaurant = await restaurantThatIs(db, 'open', 50);
  const session = await (await connect(url)).call<Session>('POST', '/v1/auth/sign-up', CUSTOMER);
  eater = await connect(url, loginOf(CUSTOMER));
  canaries.push(canary('refresh token', session.refreshToken, eater.session?.refreshToken as string));
  canaries.push(canary('access token', session.accessToken, eater.session?.accessToken as string));
  [kitchen, admin] = await Promise.all([staff(url, restaurant.slug), operator(url)]);
  await db
    .updateTable('users')
    .set(PARTNER)
    .where('id', '=', deriveId('partner', 'partner40@tiffin.test'))
    .execute();
});
afterAll(async () => {
  for (const workflowId of stranded)
    await temporal.client.workflow.getHandle(workflowId).terminate('the test is over');
  await Promise.all(processes.map(([, running]) => running.close()));
  redis.close();
  await program.close();
  await temporal.close();
  await forgetSchedules(config.temporal);
  await closePostgres();
});

const loginOf = ({ email, password }: { email: string; password: string }) => ({ email, password });

const body = (changes: Record<string, unknown> = {}) => ({
  restaurantId: restaurant.id,
  items: [{ itemId: restaurant.items[0]?.id, quantity: 3 }],
  address: {
    street: STREET,
    houseNumber: '7',
    postcode: '00100',
    city: 'Helsinki',
    position: DOOR,
    note: NOTE,
  },
  paymentToken: CARD,
  tipMinor: 100,
  note: NOTE,
  ...changes,
});
const keyed = (step: string) => ({ 'Idempotency-Key': `${REQUEST_KEY}-${step}` });
const post = (by: ApiClient, path: string, sent?: unknown, step = path.split('/').at(-1) as string) =>
  by.call<{ number: number }>('POST', path, sent, keyed(step));
const read = (orderId: string) => admin.call<Order>('GET', `/v1/orders/${orderId}`);

/** Within a hundred metres. */
const nearby = (degrees: number) => Number(`${degrees.toFixed(3)}${tail}1`);

async function rider() {
  const client = await connect(url, { email: PARTNER.email, password: DEMO_PASSWORD });
  const socket = await client.socket();
  const here = { lat: nearby(restaurant.lat), lng: nearby(restaurant.lng) };
  // In Redis both are one number.
  canaries.push(canary('whereabouts', String(here.lat), String(here.lng), String(geoScore(here))));
  const report = () => socket.send({ type: 'location', ref: 'here', data: here });
  report();
  await socket.next('reply', (frame) => frame.data.ref === 'here');
  return { client, socket, id: client.session?.user.id as string, report };
}

describe('a day of people who are nowhere else', () => {
  it('brings an order to the door, with all that people can say about it', async () => {
    await post(eater, '/v1/user/push-subscriptions', {
      endpoint: PUSH_ADDRESS,
      keys: {
        p256dh: Buffer.concat([Buffer.from([4]), randomBytes(64)]).toString('base64url'),
        auth: randomBytes(16).toString('base64url'),
      },
    });
    const { key } = await kitchen.call<MadeServiceKey>('POST', '/v1/restaurant/keys', {
      name: word('till-of-'),
      scopes: ['orders:read'],
    });
    canaries.push(canary('service key', key), canary('name', word('till-of-')));
    await fetch(`${url}/v1/orders`, { headers: { Authorization: `Bearer ${key}` } });
    await kitchen.call('POST', '/v1/restaurant/staff', STAFF);
    const cook = await connect(url, loginOf(STAFF));
    const { secret } = await kitchen.call<{ secret: string }>('POST', '/v1/restaurant/webhooks', {
      url: `${program.url}/${word('till-at-the-bar-')}`,
      description: word('till-at-the-bar-'),
    });
    canaries.push(canary('secret of a webhook', secret));
    const { ticket } = await eater.call<{ ticket: string }>('POST', '/v1/realtime/tickets');
    canaries.push(canary('ticket', ticket));

    const piet = await rider();
    const { paymentToken: _card, note: _note, ...basket } = body();
    await eater.call('POST', '/v1/quotes', basket);
    const order = await place(eater, body({ handOver: { kind: 'pin' } }), `${REQUEST_KEY}-place`);
    delivered = order;
    const pin = order.handOver.pin as string;
    // Four digits are everywhere; a PIN with its name is not.
    canaries.push({ kind: 'PIN', needles: [`"pin":"${pin}"`, `pin=${pin}`], whole: pin });
    await post(cook, `/v1/orders/${order.id}/accept`, {});
    const { number } = await post(kitchen, `/v1/orders/${order.id}/changes`, {
      items: [{ line: 0, quantity: 2 }],
      reason: WORDS,
    });
    await post(eater, `/v1/orders/${order.id}/changes/${number}/approve`);
    await post(cook, `/v1/orders/${order.id}/prepare`, {});
    await post(cook, `/v1/orders/${order.id}/ready`, {});
    await takeOffer(piet, order.id);
    const { id } = await deliveryOf(piet, order.id);
    const step = (name: string, sent?: unknown) => post(piet.client, `/v1/deliveries/${id}/${name}`, sent);
    await step('arrive-at-restaurant');
    await step('pick-up');
    const news = await eater.socket();
    piet.report();
    await news.next('partner.location');
    await news.close();
    await step('arrive-at-customer');
    const wrong = pin === '0000' ? '0001' : '0000';
    await problemOf(piet.client.call('POST', `/v1/deliveries/${id}/deliver`, { pin: wrong }));
    await step('deliver', { pin });
    await piet.socket.close();
    await eventually(
      () => read(order.id),
      ({ payment }) => payment?.status === 'CAPTURED',
    );
    const opinion = { stars: 4, comment: WORDS };
    await eater.call('PUT', `/v1/orders/${order.id}/rating`, { restaurant: opinion, partner: opinion });
    const tip = { tipMinor: 500, paymentToken: CARD };
    await eater.call('PUT', `/v1/orders/${order.id}/tip`, tip, keyed('tip'));
    await post(admin, `/v1/admin/orders/${order.id}/refunds`, {
      parts: { itemsMinor: 50, feesMinor: 0, tipMinor: 0 },
      reason: WORDS,
    });
  }, 60_000);

  it('has payments that are declined, mistakes in what is sent, and steps that are refused', async () => {
    const declined = place(eater, body({ paymentToken: 'tok_declined' }), `${REQUEST_KEY}-declined`);
    expect(await problemOf(declined)).toMatchObject({ code: 'card-declined' });
    const unknown = body({ items: [{ itemId: deriveId('item', run), quantity: 1 }] });
    expect(await problemOf(place(eater, unknown, `${REQUEST_KEY}-unknown`))).toMatchObject({
      code: 'unknown-item',
    });
    for (const wrong of [{ tipMinor: CUSTOMER.name }, { [CUSTOMER.email]: NOTE }, { paymentToken: WORDS }])
      expect(await problemOf(place(eater, body(wrong)))).toMatchObject({ status: 400 });
    const from = { 'X-Forwarded-For': IP_ADDRESS };
    expect((await fetch(`${url}/v1/user`, { headers: from })).status).toBe(401);
    const wrongLogin = { email: CUSTOMER.email, password: word('Wrong-password-') };
    expect(await problemOf(connect(url, wrongLogin))).toMatchObject({ code: 'login-failed' });
    const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': 't=1,v1=00' };
    const webhook = { method: 'POST', body: JSON.stringify({ note: NOTE }), headers };
    expect((await fetch(`${url}/v1/webhooks/stripe`, webhook)).status).toBe(400);

    const order = await place(eater, body(), `${REQUEST_KEY}-refused`);
    const ready = post(kitchen, `/v1/orders/${order.id}/ready`, {});
    expect(await problemOf(ready)).toMatchObject({ code: 'illegal-transition' });
    await post(eater, `/v1/orders/${order.id}/cancel`, { reason: WORDS });
    const again = problemOf(post(eater, `/v1/orders/${order.id}/cancel`, { reason: WORDS }, 'cancel-again'));
    expect(await again).toMatchObject({ code: 'illegal-transition' });
  }, 60_000);

  it('has a partner who drops out, and an operator who helps', async () => {
    const piet = await rider();
    const order = await place(eater, body(), `${REQUEST_KEY}-dropped`);
    await move(kitchen, order.id, 'accept');
    await move(kitchen, order.id, 'prepare');
    await move(kitchen, order.id, 'ready');
    await takeOffer(piet, order.id);
    const { id } = await deliveryOf(piet, order.id);
    await post(piet.client, `/v1/deliveries/${id}/drop-out`, { reason: 'accident', note: WORDS });
    await piet.client.call('PUT', '/v1/partner/shift', { status: 'PAUSED' });
    piet.report();
    await piet.socket.next('reply', (frame) => frame.data.ref === 'here');
    await piet.socket.close();
    await post(admin, `/v1/orders/${order.id}/cancel`, { reason: WORDS });
  }, 60_000);

  it('has a worker that fails with what people said on its lips; operators read it, decrypted', async () => {
    const order = await place(eater, body(), `${REQUEST_KEY}-failing`);
    // The name of a provider that nobody knows stands in the error of whoever asks for it.
    const said = `${CUSTOMER.name} ${CUSTOMER.email} ${CUSTOMER.phone} ${STREET} ${NOTE} ${CARD}`;
    const payTo = (provider: string) =>
      db.updateTable('payments').set({ provider }).where('order_id', '=', order.id).execute();
    await payTo(said);
    await post(eater, `/v1/orders/${order.id}/cancel`, { reason: WORDS }, 'cancel-failing');
    const { pending } = await eventually(
      () => createWorkflowStates({ temporal: temporal.client })(order.id),
      (state) => state.pending.some(({ lastFailure }) => lastFailure !== null),
      20_000,
    );
    await payTo('sandbox');
    expect(pending[0]?.lastFailure).toContain(said);
    await eventually(
      () => read(order.id),
      ({ payment }) => payment?.status === 'VOIDED',
      30_000,
    );
    // Refused by the database with the whole row in the details of its error, which only retries until the data fits.
    await sql`alter table orders add constraint refused check (note is null or note not like ${sql.lit(`${NOTE}!`)})`.execute(
      db,
    );
    const refused = place(eater, body({ note: `${NOTE}!` }), `${REQUEST_KEY}-constraint`);
    expect(await problemOf(refused)).toMatchObject({ code: 'service-unavailable' });
    await sql`alter table orders drop constraint refused`.execute(db);
  }, 90_000);

  it('has an event that nobody understands, and ends with a pause', async () => {
    const producer = openKafka(config.kafka, 'canaries').producer();
    await producer.connect();
    const value = JSON.stringify({ type: 'OrderSung', data: { reason: WORDS } });
    await producer.send({ topic: `${config.kafka.prefix}orders`, messages: [{ value }] });
    await producer.disconnect();
    const letters = () => admin.call<{ data: { id: number }[] }>('GET', '/v1/admin/dead-letters');
    const { data } = await eventually(letters, (page) => page.data.length > 0);
    for (const { id } of data) await post(admin, `/v1/admin/dead-letters/${id}/discard`, { reason: WORDS });
    await post(admin, `/v1/admin/restaurants/${restaurant.id}/pause`, { minutes: 5, reason: WORDS });
  }, 60_000);
});

describe('what is kept of it', () => {
  let hits: Hit[];
  const declared = declaredPlaces();
  /** Of a Redis key only what is before its first `{…}` is the same for everybody. */
  const covers = ({ store, place: named, kind }: Declared, hit: Hit) =>
    store === hit.store &&
    kind === hit.kind &&
    (named === hit.place || (named.includes('{') && hit.place.startsWith(named.split('{')[0] as string)));

  async function search(wanted: Canary[]): Promise<Hit[]> {
    const data = dataDir(places(), 'temporal');
    return [
      ...(await searchPostgres(db, wanted)),
      ...redis.search(wanted),
      ...(await searchKafka(config.kafka, wanted)),
      ...(await searchElasticsearch(config.elasticsearch, wanted)),
      ...readdirSync(data).flatMap((name) => searchFile('Temporal', name, join(data, name), wanted)),
      ...processes.flatMap(([name, { output }]) => searchText(`log of ${name}`, output(), wanted)),
      ...readdirSync(logs).flatMap((name) =>
        searchFile('logs', name, join(logs, name), wanted, logSizes.get(name) ?? 0),
      ),
    ];
  }
  const searchText = (place: string, text: string, wanted: Canary[]): Hit[] =>
    wanted.flatMap(({ kind, needles }) => {
      const needle = needles.find((one) => text.includes(one));
      const at = needle === undefined ? -1 : text.indexOf(needle);
      return at < 0
        ? []
        : [{ store: 'logs', place, kind, near: text.slice(Math.max(0, at - 200), at + 200) }];
    });

  beforeAll(async () => {
    // Whatever is still on its way, such as to Kafka and to the notifications.
    await eventually(
      () =>
        db
          .selectFrom('outbox')
          .select(({ fn }) => fn.countAll<string>().as('left'))
          .where((eb) => eb.or([eb('kafka_at', 'is', null), eb('realtime_at', 'is', null)]))
          .executeTakeFirstOrThrow(),
      ({ left }) => Number(left) === 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    hits = await search(canaries);
  }, 120_000);

  it('is nowhere but where docs/privacy.md says', () => {
    const strangers = hits.filter((hit) => !declared.some((known) => covers(known, hit)));
    const told = new Set(
      strangers.map(({ store, place, kind, near }) => `${store} ${place}: ${kind} … ${near}`),
    );
    expect([...told]).toEqual([]);
  });

  it('is wherever docs/privacy.md says, but for what this day had none of', () => {
    const missing = declared.filter((known) => !hits.some((hit) => covers(known, hit)));
    expect(missing.map(({ store, place, kind }) => `${store} ${place}: ${kind}`).sort()).toEqual(
      [...NOT_TRIED].sort(),
    );
  });

  it('of a person who leaves goes when it is removed as docs/privacy.md says', async () => {
    const page = readFileSync('docs/privacy.md', 'utf8');
    const [, removal = ''] = /```sql\n([\s\S]+?)```/.exec(page) ?? [];
    const statements = removal
      .replaceAll('cus_…', delivered.customerId)
      .replaceAll(/interval '[^']+'/g, "interval '0'");
    await sql.raw(statements).execute(db);
    const left = await searchPostgres(db, [
      canary('name', CUSTOMER.name),
      canary('e-mail', CUSTOMER.email),
      canary('phone', CUSTOMER.phone),
      ...canaries.filter(({ kind }) => ['street', 'note', 'door', 'push address'].includes(kind)),
    ]);
    expect(left).toEqual([]);
    expect(await read(delivered.id)).toMatchObject({ status: 'DELIVERED', payment: { status: 'CAPTURED' } });
    expect(await problemOf(connect(url, loginOf(CUSTOMER)))).toMatchObject({ code: 'login-failed' });
  });

  it('would be found in each store: what may lie open is', async () => {
    const marker = word('open-in-temporal-');
    // A client that does not encrypt, as all were before there were keys.
    const connection = await Connection.connect(temporalConnection(config.temporal));
    const careless = new Client({ connection, namespace: config.temporal.namespace });
    const workflowId = `careless-${run}`;
    stranded.push(workflowId);
    const options = { workflowId, taskQueue: 'nobody', args: [marker] };
    await careless.workflow.start('NobodyRunsThis', options);
    await connection.close();
    const line = (name: string) => canary(name, delivered.id);
    const found = await search([
      canary('restaurant', restaurant.slug),
      line('order'),
      canary('marker', marker),
      canary('level', '"level":'),
    ]);
    const kinds = (store: string) =>
      new Set(found.filter((hit) => hit.store === store).map(({ kind }) => kind));
    expect(kinds('PostgreSQL')).toContain('order');
    expect(kinds('Redis')).toContain('order');
    expect(kinds('Kafka')).toContain('order');
    expect([...kinds('Temporal')]).toEqual(expect.arrayContaining(['order', 'marker']));
    expect(kinds('Elasticsearch')).toContain('restaurant');
    const told = found.filter(({ store, kind }) => store === 'logs' && kind === 'level');
    expect(told.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['api', 'orders', 'indexer', 'notifier'].map((name) => `log of ${name}`)),
    );
  });
});
