import { DefaultLogger, Runtime } from '@temporalio/worker';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { MadeServiceKey } from '../../contracts/auth.ts';
import type { EventOf } from '../../contracts/events.ts';
import type {
  MadeWebhookEndpoint,
  WebhookEndpoint,
  WebhookMessage,
  WebhookMessageFile,
} from '../../contracts/webhooks.ts';
import { WEBHOOK_EVENTS } from '../../contracts/webhooks.ts';
import { type ApiClient, connect } from '../../scripts/client.ts';
import { writeMessages } from '../../services/webhook/messages.ts';
import { forgetMessages, tellOfMessages, tellOfOverdue } from '../../services/webhook/tell.ts';
import { startRelay } from '../../workers/relay.ts';
import { startWebhooks } from '../../workers/webhooks.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { eventually, problemOf, restaurantThatIs, staff } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';
import { type Request, startWebServer } from '../helpers/web-server.ts';

// The till of a restaurant, and all that tills do when they do not work.

const config = testConfig({ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', WEBHOOK_RETRY_SECONDS: '0.2,0.2,0.3' });
const { db, close } = openPostgres(config.postgres);
const PATH = '/v1/restaurant/webhooks';

let api: Awaited<ReturnType<typeof startApi>>;
let relay: Awaited<ReturnType<typeof startRelay>>;
let webhooks: Awaited<ReturnType<typeof startWebhooks>>;
let owner: ApiClient;
let restaurantId: string;
const servers: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  [api, relay, webhooks] = await Promise.all([startApi(config), startRelay(config), startWebhooks(config)]);
  // The one that `cookingOrder` orders from.
  const restaurant = await restaurantThatIs(db, 'open', 4);
  restaurantId = restaurant.id;
  owner = await staff(api.url, restaurant.slug);
});
afterEach(async () => {
  const { data } = await owner.call<{ data: WebhookEndpoint[] }>('GET', PATH);
  for (const { id } of data) await owner.call('DELETE', `${PATH}/${id}`);
  for (const server of servers.splice(0)) await server.close();
});
afterAll(async () => {
  await Promise.all([api.close(), relay.close(), webhooks.close()]);
  await close();
});

/** What people were told of an endpoint that was switched off. */
const toldOf = (endpointId: string) =>
  db
    .selectFrom('notifications')
    .select(['user_id', 'channel', 'title', 'text'])
    .where('template', '=', 'webhook-switched-off')
    .where('text', 'like', `%${endpointId}%`)
    .execute();

async function till(answer: Parameters<typeof startWebServer>[0]) {
  const server = await startWebServer(answer);
  servers.push(server);
  return server;
}
const register = (url: string, more: object = {}) =>
  owner.call<MadeWebhookEndpoint>('POST', PATH, { url: `${url}/tiffin`, ...more });
const listed = async (id: string, query = '') =>
  (await owner.call<{ data: WebhookMessage[] }>('GET', `${PATH}/${id}/messages${query}`)).data;
const endpointOf = async (id: string) =>
  (await owner.call<{ data: WebhookEndpoint[] }>('GET', PATH)).data.find((one) => one.id === id);
const readMessage = (id: string, message: string) =>
  owner.call<WebhookMessageFile>('GET', `${PATH}/${id}/messages/${message}`);
const sendTest = (id: string) => owner.call<WebhookMessage>('POST', `${PATH}/${id}/test`);
/** Waits until a message has ended. */
const ended = (id: string, message: string) =>
  eventually(
    () => readMessage(id, message),
    ({ status }) => status !== 'PENDING',
    10_000,
  );
const verify = ({ secret }: { secret: string }, { headers, body }: Request) =>
  new Webhook(secret).verify(body.toString(), headers as Record<string, string>);
const idsOf = (requests: Request[]) => requests.map(({ headers }) => headers['webhook-id']);

describe('a program of a restaurant', () => {
  it('is told of an order from its first moment on, in order, signed, and can look up what it was sent', async () => {
    const server = await till(() => 200);
    const endpoint = await register(server.url, { description: 'till at the bar' });
    const { orderId } = await cookingOrder(db);
    await eventually(
      async () => server.requests,
      (requests) => requests.length >= 4,
      10_000,
    );
    const bodies = server.requests.map((request) => verify(endpoint, request) as Record<string, unknown>);
    expect(bodies.map(({ type, data }) => [type, (data as { status: string }).status])).toEqual(
      expect.arrayContaining([
        ['order.placed', 'PLACED'],
        ['order.updated', 'CONFIRMED'],
        ['order.updated', 'PREPARING'],
        ['delivery.updated', 'SEARCHING'],
      ]),
    );
    const ofOrder = bodies.flatMap(({ type, data }) =>
      String(type).startsWith('order') ? [(data as { seq: number }).seq] : [],
    );
    expect(ofOrder).toEqual([1, 2, 3]);
    for (const body of bodies) {
      const schema = WEBHOOK_EVENTS[body.type as keyof typeof WEBHOOK_EVENTS];
      expect(schema.safeParse(body).error).toBeUndefined();
      expect(body.data).toMatchObject({ orderId });
    }
    expect(server.requests[0]).toMatchObject({
      path: '/tiffin',
      headers: { 'content-type': 'application/json', 'user-agent': 'Tiffin-Webhooks/1' },
    });
    const log = await eventually(
      () => listed(endpoint.id),
      (messages) => messages.every(({ status }) => status === 'DELIVERED'),
    );
    expect(log.map(({ id }) => id).toSorted()).toEqual(idsOf(server.requests).toSorted());
    const [newest] = log as [WebhookMessage];
    expect(await readMessage(endpoint.id, newest.id)).toMatchObject({
      attempts: 1,
      nextAttemptAt: null,
      tries: [{ number: 1, status: 200, answer: '{}', error: null }],
    });
  });

  it('is told of nothing that it did not ask for, and nothing of other restaurants', async () => {
    const server = await till(() => 200);
    const endpoint = await register(server.url, { events: ['order.placed'] });
    const other = await restaurantThatIs(db, 'open', 44);
    const stranger = await staff(api.url, other.slug);
    await stranger.call('POST', PATH, { url: `${server.url}/other` });
    await cookingOrder(db);
    await eventually(
      async () => server.requests,
      (requests) => requests.length >= 1,
      10_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.requests.map(({ path }) => path)).toEqual(['/tiffin']);
    expect((await listed(endpoint.id)).map(({ type }) => type)).toEqual(['order.placed']);
    const { data } = await stranger.call<{ data: WebhookEndpoint[] }>('GET', PATH);
    await stranger.call('DELETE', `${PATH}/${data[0]?.id}`);
  });

  it('is told of an event once, however often the event comes', async () => {
    const server = await till(() => 200);
    const endpoint = await register(server.url);
    const event: EventOf<'orders'> = {
      id: 'ord_twice:1',
      aggregateId: 'ord_twice',
      occurredAt: new Date().toISOString(),
      type: 'OrderPlaced',
      data: {
        orderId: 'ord_twice',
        seq: 1,
        from: null,
        status: 'PLACED',
        customerId: 'cus_x',
        restaurantId,
        actor: 'customer',
        reason: null,
      },
    };
    const before = {
      ...event,
      id: 'ord_before:1',
      occurredAt: new Date(Date.now() - 3_600_000).toISOString(),
    };
    for (let time = 0; time < 3; time += 1)
      await db.transaction().execute((tx) => writeMessages(tx, [event, event, before]));
    const [message] = (await listed(endpoint.id)) as [WebhookMessage];
    await ended(endpoint.id, message.id);
    expect(await listed(endpoint.id)).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
    // Nobody's name goes out: who ordered is not the till's to know.
    expect((await readMessage(endpoint.id, message.id)).body).not.toContain('cus_');
  });

  it('can be set up by a service key that may', async () => {
    const { key } = await owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', {
      name: 'till',
      scopes: ['webhooks:manage'],
    });
    const program = await connect(api.url);
    program.session = { accessToken: key } as never;
    const made = await program.call<MadeWebhookEndpoint>('POST', PATH, { url: 'https://till.example.com' });
    expect(made).toMatchObject({ enabled: true, events: expect.arrayContaining(['order.placed']) });
    expect(made.secret).toMatch(/^whsec_/);
    expect(JSON.stringify(await endpointOf(made.id))).not.toContain(made.secret);
  });
});

describe('an endpoint that does not work', () => {
  it('gets the same bytes under the same id until it answers 2xx', async () => {
    const server = await till(() => (server.requests.length < 3 ? 500 : 204));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    const message = await ended(endpoint.id, id);
    expect(message).toMatchObject({ status: 'DELIVERED', attempts: 3 });
    expect(message.tries.map(({ number, status }) => [number, status])).toEqual([
      [1, 500],
      [2, 500],
      [3, 204],
    ]);
    expect(new Set(idsOf(server.requests))).toEqual(new Set([id]));
    expect(new Set(server.requests.map(({ body }) => body.toString()))).toEqual(new Set([message.body]));
    for (const request of server.requests) verify(endpoint, request);
    expect(await endpointOf(endpoint.id)).toMatchObject({ enabled: true, failingSince: null });
  });

  it('is given up after the last try, and sent everything again when asked', async () => {
    let works = false;
    const server = await till(() => (works ? 200 : { status: 500, body: 'out of paper' }));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    const lost = await ended(endpoint.id, id);
    expect(lost).toMatchObject({ status: 'FAILED', attempts: 4 });
    expect(lost.tries.at(-1)).toMatchObject({ status: 500, answer: 'out of paper' });
    expect((await endpointOf(endpoint.id))?.failingSince).not.toBeNull();
    expect((await listed(endpoint.id, '?status=FAILED')).map((message) => message.id)).toEqual([id]);

    works = true;
    const since = new Date(Date.now() - 60_000).toISOString();
    expect(await owner.call('POST', `${PATH}/${endpoint.id}/replay`, { since })).toEqual({ messages: 1 });
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'DELIVERED', attempts: 5 });
    await owner.call('POST', `${PATH}/${endpoint.id}/messages/${id}/replay`);
    await eventually(
      () => readMessage(endpoint.id, id),
      ({ attempts, status }) => attempts === 6 && status === 'DELIVERED',
    );
    expect(new Set(idsOf(server.requests))).toEqual(new Set([id]));
  });

  it('holds up nobody else', async () => {
    const hanging = await till(() => 'silence');
    const working = await till(() => 200);
    const slow = await register(hanging.url);
    const quick = await register(working.url);
    for (let time = 0; time < 5; time += 1) await sendTest(slow.id);
    await eventually(
      async () => hanging.requests,
      (requests) => requests.length > 0,
      10_000,
    );
    const { id } = await sendTest(quick.id);
    expect(await ended(quick.id, id)).toMatchObject({ status: 'DELIVERED', attempts: 1 });
    expect(hanging.requests, 'one at a time').toHaveLength(1);
  });

  it('that wants less is left alone as long as it says, with all that waits for it', async () => {
    const server = await till(() =>
      server.requests.length === 1 ? { status: 429, headers: { 'Retry-After': '3' } } : 200,
    );
    const endpoint = await register(server.url);
    await db.transaction().execute(async (tx) => {
      for (const message of ['one', 'two'])
        await tx
          .insertInto('webhook_messages')
          .values({
            id: `msg_${message}`,
            endpoint_id: endpoint.id,
            type: 'endpoint.test',
            body: `{"${message}":1}`,
          })
          .execute();
    });
    await eventually(
      async () => server.requests,
      (requests) => requests.length === 1,
    );
    await sendTest(endpoint.id);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(server.requests, 'the new one waits, too').toHaveLength(1);
    await eventually(
      async () => server.requests,
      (requests) => requests.length === 4,
      10_000,
    );
  });

  it('that is gone for good is sent nothing any more, until it is switched on', async () => {
    let gone = true;
    const server = await till(() => (gone ? 410 : 200));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'FAILED', attempts: 1 });
    expect(await endpointOf(endpoint.id)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
    expect(await problemOf(sendTest(endpoint.id))).toMatchObject({ status: 409, code: 'webhook-disabled' });
    expect(await toldOf(endpoint.id)).toEqual([
      {
        user_id: owner.session?.user.id,
        channel: 'email',
        title: expect.stringContaining(new URL(server.url).host),
        text: expect.stringMatching(/^It answered that it is gone for good \(410\)\. /),
      },
    ]);
    await cookingOrder(db);
    // Longer than the relay takes.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(server.requests).toHaveLength(1);
    expect(await listed(endpoint.id)).toHaveLength(1);
    gone = false;
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { enabled: true });
    const again = await sendTest(endpoint.id);
    expect(await ended(endpoint.id, again.id)).toMatchObject({ status: 'DELIVERED' });
    expect(await endpointOf(endpoint.id)).toMatchObject({ enabled: true, failingSince: null });
  });

  it('for days is switched off with the next message that is given up', async () => {
    const server = await till(() => 500);
    const endpoint = await register(server.url);
    await db
      .updateTable('webhook_endpoints')
      .set({ failing_since: sql<Date>`now() - interval '4 days'` })
      .where('id', '=', endpoint.id)
      .execute();
    const { id } = await sendTest(endpoint.id);
    await ended(endpoint.id, id);
    expect(await endpointOf(endpoint.id)).toMatchObject({ enabled: false, disabledBecause: 'failing' });
    expect(await toldOf(endpoint.id)).toMatchObject([
      { text: expect.stringMatching(/^Nothing has got through to it for three days\. /) },
    ]);
  });

  it('that was switched off keeps what waits, and gets it when it is switched on', async () => {
    const server = await till(() => ({ status: 503, headers: { 'Retry-After': '3600' } }));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    await eventually(
      () => readMessage(endpoint.id, id),
      ({ attempts }) => attempts === 1,
    );
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { enabled: false });
    expect(await endpointOf(endpoint.id)).toMatchObject({ enabled: false, disabledBecause: 'by-you' });
    expect(await toldOf(endpoint.id)).toEqual([]);
    const works = await till(() => 200);
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { url: `${works.url}/new` });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(works.requests).toEqual([]);
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { enabled: true });
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'DELIVERED' });
    expect(idsOf(works.requests)).toEqual([id]);
  });

  it('gets what waits at once at a new address', async () => {
    const server = await till(() => ({ status: 503, headers: { 'Retry-After': '3600' } }));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    await eventually(
      () => readMessage(endpoint.id, id),
      ({ attempts }) => attempts === 1,
    );
    const works = await till(() => 200);
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { url: works.url });
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'DELIVERED', attempts: 2 });
  });
});

describe('a message', () => {
  it('is not taken along by a redirection', async () => {
    const elsewhere = await till(() => 200);
    const server = await till(() => ({ status: 307, headers: { Location: `${elsewhere.url}/inside` } }));
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'FAILED' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('is not sent to addresses of ours, whatever name leads there', async () => {
    const careful = testConfig({ WEBHOOK_RETRY_SECONDS: '0.1' });
    await webhooks.close();
    webhooks = await startWebhooks(careful);
    const server = await till(() => 200);
    const { port } = new URL(server.url);
    for (const url of [`https://localhost:${port}`, server.url]) {
      const endpoint = await register(url);
      const { id } = await sendTest(endpoint.id);
      const message = await ended(endpoint.id, id);
      expect(message).toMatchObject({ status: 'FAILED', attempts: 2 });
      expect(message.tries[0]).toMatchObject({
        status: null,
        error: 'it leads to no public address',
      });
    }
    expect(server.requests).toEqual([]);
    await webhooks.close();
    webhooks = await startWebhooks(config);
  });

  it('of which nobody knows whether it arrived is sent again, under its id; what is long does not matter', async () => {
    const server = await till(() =>
      server.requests.length === 1 ? undefined : { status: 200, body: 'x'.repeat(2_000_000) },
    );
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    const message = await ended(endpoint.id, id);
    expect(message.tries[0]).toMatchObject({ status: null, error: 'the connection was cut' });
    expect(message.tries[1]?.answer).toHaveLength(1_000);
    expect(idsOf(server.requests)).toEqual([id, id]);
  });

  it('waits while the process is away, and is sent when it is back', async () => {
    const server = await till(() => 200);
    const endpoint = await register(server.url);
    await webhooks.close();
    const { id } = await sendTest(endpoint.id);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.requests).toEqual([]);
    webhooks = await startWebhooks(config);
    expect(await ended(endpoint.id, id)).toMatchObject({ status: 'DELIVERED', attempts: 1 });
  });

  it('that is long overdue is handed on again, because its workflow is lost', async () => {
    await webhooks.close();
    const endpoint = await register('https://till.example.com');
    const { id } = await sendTest(endpoint.id);
    const told: string[] = [];
    const tell = async (endpointId: string) => void told.push(endpointId);
    const isDown = async () => {
      throw new Error('Temporal is away');
    };
    await expect(tellOfMessages(db, isDown)).rejects.toThrow('away');
    expect([await tellOfMessages(db, tell), await tellOfMessages(db, tell)]).toEqual([1, 0]);
    expect(await tellOfOverdue(db, tell), 'it may be on its way').toBe(0);
    const long = sql<Date>`now() - interval '1 hour'`;
    const setBack = () =>
      db.updateTable('webhook_messages').set({ due_at: long, told_at: long }).where('id', '=', id).execute();
    await setBack();
    expect(await tellOfOverdue(db, tell)).toBe(1);
    await setBack();
    await db
      .updateTable('webhook_endpoints')
      .set({ resting_until: sql<Date>`now() + interval '1 hour'` })
      .where('id', '=', endpoint.id)
      .execute();
    expect(await tellOfOverdue(db, tell), 'an endpoint that rests').toBe(0);
    await owner.call('PATCH', `${PATH}/${endpoint.id}`, { enabled: false });
    expect(await tellOfOverdue(db, tell), 'an endpoint that is off').toBe(0);
    expect(told).toEqual([endpoint.id, endpoint.id]);
    webhooks = await startWebhooks(config);
  });

  it('is forgotten a month after it ended, with its tries', async () => {
    const server = await till(() => 200);
    const endpoint = await register(server.url);
    const { id } = await sendTest(endpoint.id);
    await ended(endpoint.id, id);
    await forgetMessages(db);
    expect(await listed(endpoint.id)).toHaveLength(1);
    await db
      .updateTable('webhook_messages')
      .set({ created_at: sql<Date>`now() - interval '31 days'` })
      .where('id', '=', id)
      .execute();
    await forgetMessages(db);
    expect(await listed(endpoint.id)).toEqual([]);
    const tries = await db.selectFrom('webhook_attempts').selectAll().where('message_id', '=', id).execute();
    expect(tries).toEqual([]);
  });
});

describe('a new secret', () => {
  it('signs beside the one before for a day, and alone afterwards', async () => {
    const server = await till(() => 200);
    const first = await register(server.url);
    const second = await owner.call<MadeWebhookEndpoint>('POST', `${PATH}/${first.id}/rotate-secret`);
    expect(second.secret).not.toBe(first.secret);
    expect(Date.parse(second.previousSecretUntil as string)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await ended(first.id, (await sendTest(first.id)).id);
    const [both] = server.requests as [Request];
    for (const { secret } of [first, second]) verify({ secret }, both);

    await db
      .updateTable('webhook_endpoints')
      .set({ previous_until: sql<Date>`now() - interval '1 second'` })
      .where('id', '=', first.id)
      .execute();
    await ended(first.id, (await sendTest(first.id)).id);
    const alone = server.requests[1] as Request;
    verify(second, alone);
    expect(() => verify(first, alone)).toThrow();
    expect((await endpointOf(first.id))?.previousSecretUntil).toBeNull();
  });
});

describe('refused is', () => {
  it('an address that nothing is sent to, in words that say what to do', async () => {
    const strict = await startApi(testConfig());
    const client = await staff(strict.url, (await restaurantThatIs(db, 'open', 4, false)).slug);
    for (const url of ['http://till.example.com/', 'https://127.0.0.1/', 'https://[::1]/']) {
      expect(await problemOf(client.call('POST', PATH, { url })), url).toMatchObject({
        status: 422,
        code: 'webhook-url-refused',
        errors: [{ path: 'url' }],
      });
    }
    await strict.close();
  });

  it('the eleventh endpoint, a change of somebody else’s, and a page after a message that is not there', async () => {
    const made: MadeWebhookEndpoint[] = [];
    for (let count = 0; count < 10; count += 1) made.push(await register('https://till.example.com'));
    expect(await problemOf(register('https://till.example.com'))).toMatchObject({ code: 'webhooks-full' });
    const other = await staff(api.url, (await restaurantThatIs(db, 'open', 44)).slug);
    const [{ id }] = made as [MadeWebhookEndpoint];
    for (const attempt of [
      () => other.call('PATCH', `${PATH}/${id}`, { enabled: false }),
      () => other.call('DELETE', `${PATH}/${id}`),
      () => other.call('POST', `${PATH}/${id}/rotate-secret`),
      () => other.call('POST', `${PATH}/${id}/test`),
    ])
      expect(await problemOf(attempt())).toMatchObject({ status: 404, code: 'not-found' });
    expect(await endpointOf(id)).toMatchObject({ enabled: true });
    const after = `?starting_after=msg_${'0'.repeat(26)}`;
    expect(await problemOf(listed(id, after))).toMatchObject({ code: 'invalid-cursor' });
  });
});
