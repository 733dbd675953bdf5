import { createECDH, createHmac, randomBytes, randomUUID } from 'node:crypto';
// @ts-expect-error The package that web-push encrypts with has no types.
import ece from 'http_ece';
import { decodeProtectedHeader } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import { openKafka } from '../../adapters/kafka/index.ts';
import { openChannels } from '../../adapters/notifications/index.ts';
import { type Db, openPostgres } from '../../adapters/postgres/index.ts';
import { createMetrics } from '../../adapters/telemetry/metrics.ts';
import { startApi } from '../../api/main.ts';
import type { MailBounce, Notification } from '../../contracts/notifications.ts';
import type { OperatorAction } from '../../contracts/operations.ts';
import { TEMPLATES } from '../../domain/notification/templates.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { createDeadLetterService } from '../../services/dead-letters.ts';
import { newId } from '../../services/ids.ts';
import { createSender, planNotifications } from '../../services/notification/index.ts';
import type { News } from '../../services/notification/news.ts';
import { createOrderService } from '../../services/order/index.ts';
import { startNotifier } from '../../workers/notifier.ts';
import { startMailServer } from '../helpers/mail-server.ts';
import { newOrder, releaseHolds } from '../helpers/orders.ts';
import { customer, eventually, operator, problemOf } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';
import { type Request, startWebServer } from '../helpers/web-server.ts';

const ACCEPT_SECONDS = 690;
/** Where others believe the API to be. */
const PUBLIC_URL = 'https://api.tiffin.test';
const BOUNCES_SECRET = 'sixteen or more of them';
const vapid = webPush.generateVAPIDKeys();

let db: Db;
let closeDb: () => Promise<void>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let pushService: Awaited<ReturnType<typeof startWebServer>>;
let twilio: Awaited<ReturnType<typeof startWebServer>>;
let api: Awaited<ReturnType<typeof startApi>>;
const metrics = createMetrics('api');
let admin: ApiClient;
let channels: ReturnType<typeof openChannels>;
let settings: Record<string, string>;
/** By the end of its address: what a push service answers, and how Twilio treats a number. */
const pushStatus = (request: Request) => Number(request.path.split('/').at(-1)) || 201;
const smsStatus = (request: Request) => {
  const to = new URLSearchParams(request.body.toString()).get('To') ?? '';
  if (to.endsWith('404')) return 400;
  return to.endsWith('666') ? undefined : 201;
};

beforeAll(async () => {
  [mail, pushService, twilio] = await Promise.all([
    startMailServer(),
    startWebServer(pushStatus),
    startWebServer(smsStatus),
  ]);
  settings = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Tiffin <news@tiffin.test>',
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'secret',
    TWILIO_FROM: '+358401',
    TWILIO_API_BASE: twilio.url,
    PUBLIC_URL: `${PUBLIC_URL}/`,
    MAIL_BOUNCES: 'Bounces@mail.tiffin.test',
    MAIL_BOUNCES_SECRET: BOUNCES_SECRET,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_SUBJECT: 'mailto:push@tiffin.test',
  };
  const config = testConfig(settings);
  ({ db, close: closeDb } = openPostgres(config.postgres));
  channels = openChannels(config.notifications);
  api = await startApi(config, { metrics });
  admin = await operator(api.url);
});
afterAll(async () => {
  await api.close();
  channels.close();
  // Nobody's later sender should find what these tests have left.
  await db.deleteFrom('notifications').where('event_id', 'like', '%:test-%').execute();
  await releaseHolds(db);
  await closeDb();
  await Promise.all([mail.close(), pushService.close(), twilio.close()]);
});

/** How often each came of a try to send, as `sms retried`. */
let counted: string[] = [];
const count = (channel: string, outcome: string) => void counted.push(`${channel} ${outcome}`);
beforeEach(() => {
  counted = [];
});
const sender = () => createSender({ db, channels, log: pino({ level: 'silent' }), count });
/** What Prometheus is told by the API of messages that did not arrive. */
async function failedLate(channel: string): Promise<number> {
  const text = await metrics.registry.metrics();
  const line = new RegExp(`tiffin_notifications_total{channel="${channel}",outcome="failed-late".*} (\\d+)`);
  return Number(line.exec(text)?.[1] ?? 0);
}

/** An order of a person's, which has ended: nobody cooks or carries it. */
async function orderOf(customerId: string): Promise<string> {
  const orders = createOrderService({ db });
  const order = await newOrder(db);
  const { orderId } = order;
  await orders.createOrder(order);
  await orders.updateStatus({
    orderId,
    actor: 'restaurant',
    seq: 2,
    from: 'PLACED',
    to: 'REJECTED',
    action: 'reject',
  });
  await db.updateTable('orders').set({ customer_id: customerId }).where('id', '=', orderId).execute();
  return orderId;
}

/** A new customer with an order. */
async function eater(changes: { email?: string; phone?: string | null } = {}) {
  const [id, run] = [newId('customer'), randomUUID().slice(0, 8)];
  const email = changes.email ? `${changes.email}-${run}@example.test` : `eater-${run}@example.test`;
  const phone = changes.phone === undefined ? `+35840${Date.now() % 10_000_000}` : changes.phone;
  await db
    .insertInto('users')
    .values({ id, role: 'customer', email, password_hash: 'x', name: 'Eater', phone })
    .execute();
  return { id, email, phone, orderId: await orderOf(id) };
}
type Eater = Awaited<ReturnType<typeof eater>>;

const news = (type: 'OrderRejected' | 'OrderDelivered' | 'OrderConfirmed', { orderId, id }: Eater): News => ({
  id: `${orderId}:test-${randomUUID().slice(0, 8)}`,
  aggregateId: orderId,
  occurredAt: new Date().toISOString(),
  type,
  data: {
    orderId,
    seq: 9,
    from: 'PLACED',
    status: 'REJECTED',
    customerId: id,
    restaurantId: 'rst_1',
    actor: 'restaurant',
    reason: 'out of rye bread',
  },
});
const plan = (event: News) => db.transaction().execute((tx) => planNotifications(tx, event, ACCEPT_SECONDS));
const rowsOf = ({ id: userId }: Eater) =>
  db.selectFrom('notifications').selectAll().where('user_id', '=', userId).orderBy('id').execute();
/** Sends until nothing of this person's is due. */
async function sendAll(of: Eater) {
  const isDue = async () =>
    (await rowsOf(of)).some((row) => row.status === 'QUEUED' && row.send_after <= new Date());
  while (await isDue()) await sender().sendDue();
}
const dueNow = (of: Eater) =>
  db.updateTable('notifications').set({ send_after: new Date() }).where('user_id', '=', of.id).execute();
const summary = async (of: Eater) =>
  (await rowsOf(of)).map(({ channel, status, template }) => `${channel} ${status} ${template}`);

/** A browser with keys of its own, subscribed at our push service, which answers `status`. */
async function subscribe({ id: userId }: Eater, status: number) {
  const keys = createECDH('prime256v1');
  const auth = randomBytes(16);
  const p256dh = keys.generateKeys('base64url');
  const path = `/push/${randomUUID()}/${status}`;
  await db
    .insertInto('push_subscriptions')
    .values({ user_id: userId, endpoint: pushService.url + path, p256dh, auth: auth.toString('base64url') })
    .execute();
  return {
    received: () =>
      pushService.requests
        .filter((request) => request.path === path)
        .map(({ body, headers }) => ({
          headers,
          message: JSON.parse(
            ece
              .decrypt(body, { version: 'aes128gcm', privateKey: keys, dh: p256dh, authSecret: auth })
              .toString(),
          ) as { title: string; body: string; tag: string },
        })),
  };
}
const smsTo = ({ phone }: Eater) =>
  twilio.requests
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())))
    .filter(({ To }) => To === phone);

describe('an e-mail', () => {
  it('goes out once for an event, though the event comes again and two senders work', async () => {
    const person = await eater();
    const event = news('OrderDelivered', person);
    await Promise.all([plan(event), plan(event)]);
    await Promise.all([sender().sendDue(), sender().sendDue(), sender().sendDue()]);
    await plan(event);
    await sendAll(person);
    const mine = mail.mails.filter(({ to }) => to === person.email);
    expect(mine).toHaveLength(1);
    expect(mine[0]?.raw).toContain('From: Tiffin <news@tiffin.test>');
    expect(mine[0]?.raw).toMatch(/^Message-ID:\s+<ord_\w+\.test-\w+\.cus_\w+@tiffin\.test>/m);
    expect(mine[0]?.raw).toContain('Thank you for your order');
    expect(await summary(person)).toContain('email SENT receipt');
  });

  it('that bounces is failed, shown to operators with the reason, and sent again when the address is mended', async () => {
    const person = await eater({ email: 'bounce' });
    await plan(news('OrderDelivered', person));
    await sendAll(person);
    const list = () =>
      admin.call<{ data: Notification[] }>(
        'GET',
        `/v1/admin/notifications?userId=${person.id}&status=FAILED`,
      );
    const bounced = (await list()).data.find(({ channel }) => channel === 'email') as Notification;
    expect(counted).toContain('email unreachable');
    expect(bounced).toMatchObject({
      attempts: 1,
      orderId: person.orderId,
      error: expect.stringContaining('550'),
    });
    const mended = person.email.replace('bounce', 'mended');
    await db.updateTable('users').set({ email: mended }).where('id', '=', person.id).execute();
    await admin.call('POST', `/v1/admin/notifications/${bounced.id}/resend`);
    const { data: log } = await admin.call<{ data: OperatorAction[] }>(
      'GET',
      `/v1/admin/actions?subject=notification:${bounced.id}`,
    );
    expect(log.map(({ action }) => action)).toEqual(['resend-notification']);
    await sendAll(person);
    expect(mail.mails.filter(({ to }) => to === mended)).toHaveLength(1);
    expect(await problemOf(admin.call('POST', `/v1/admin/notifications/${bounced.id}/resend`))).toMatchObject(
      {
        status: 409,
        code: 'already-sent',
      },
    );
  });

  it('that the server cannot take now is tried again later', async () => {
    const person = await eater({ email: 'later' });
    await plan(news('OrderDelivered', person));
    await sendAll(person);
    const [waiting] = (await rowsOf(person)).filter(({ channel }) => channel === 'email');
    expect(waiting).toMatchObject({ status: 'QUEUED', attempts: 1, error: expect.stringContaining('451') });
    expect(waiting?.send_after.getTime()).toBeGreaterThan(Date.now() + 2_000);
    expect(counted).toContain('email retried');
    await dueNow(person);
    await sendAll(person);
    expect(mail.mails.filter(({ to }) => to === person.email)).toHaveLength(1);
    expect(await summary(person)).toContain('email SENT receipt');
  });
});

describe('a push message', () => {
  it('reaches the browser encrypted, signed and in its language', async () => {
    const person = await eater();
    const browser = await subscribe(person, 201);
    await db
      .insertInto('notification_preferences')
      .values({
        user_id: person.id,
        locale: 'fi',
        push: true,
        sms: true,
        email: true,
        time_zone: 'Europe/Helsinki',
      })
      .execute();
    const event = news('OrderRejected', person);
    await plan(event);
    await sendAll(person);
    const [first, ...more] = browser.received();
    expect(more).toEqual([]);
    expect(first?.message).toMatchObject({
      title: expect.stringContaining('ei voinut ottaa tilaustasi'),
      body: expect.stringContaining('Out of rye bread. Sinulta ei veloiteta'),
      tag: expect.stringContaining(event.id),
    });
    expect(first?.headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(Number(first?.headers.ttl)).toBeGreaterThan(3_000);
    const token = /t=([^,]+)/.exec(first?.headers.authorization ?? '')?.[1] as string;
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256' });
    expect(smsTo(person)).toEqual([]);
  });

  it('that is urgent comes as SMS when there is no browser to send it to', async () => {
    const person = await eater();
    await plan(news('OrderRejected', person));
    await sendAll(person);
    expect(await summary(person)).toEqual(['push FAILED order-rejected', 'sms SENT order-rejected']);
    expect(smsTo(person)).toEqual([
      {
        To: person.phone,
        From: '+358401',
        Body: expect.stringContaining('\nThe restaurant could not take your order. Out of rye bread.'),
        StatusCallback: expect.stringContaining(`${PUBLIC_URL}/v1/webhooks/twilio?sending=`),
      },
    ]);
    expect(twilio.requests.at(-1)?.headers.authorization).toBe(
      `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
    );
  });

  it('comes as SMS also when the push service fails twice, and once only', async () => {
    const person = await eater();
    const browser = await subscribe(person, 503);
    const event = news('OrderRejected', person);
    await plan(event);
    await sendAll(person);
    expect(await summary(person)).toEqual(['push QUEUED order-rejected']);
    await dueNow(person);
    await sendAll(person);
    await plan(event);
    await sendAll(person);
    expect(counted).toEqual(expect.arrayContaining(['push retried', 'push failed', 'sms sent']));
    expect(await summary(person)).toEqual(['push FAILED order-rejected', 'sms SENT order-rejected']);
    expect(browser.received()).toHaveLength(2);
    expect(smsTo(person)).toHaveLength(1);
  });

  it('forgets a browser that is gone, and is sent once to each of the others', async () => {
    const person = await eater();
    const [, here] = [await subscribe(person, 410), await subscribe(person, 201)];
    await plan(news('OrderRejected', person));
    await sendAll(person);
    expect(here.received()).toHaveLength(1);
    expect(await summary(person)).toEqual(['push SENT order-rejected']);
    const left = await db
      .selectFrom('push_subscriptions')
      .select('endpoint')
      .where('user_id', '=', person.id)
      .execute();
    expect(left).toEqual([{ endpoint: expect.stringMatching(/\/201$/) }]);
  });

  it('that can wait is not worth an SMS, and neither is one that nobody wants', async () => {
    const person = await eater();
    await plan(news('OrderConfirmed', person));
    await sendAll(person);
    expect(await summary(person)).toEqual(['push FAILED order-confirmed']);

    const silent = await eater();
    await db
      .insertInto('notification_preferences')
      .values({
        user_id: silent.id,
        locale: 'en',
        push: true,
        sms: false,
        email: true,
        time_zone: 'Europe/Helsinki',
      })
      .execute();
    await plan(news('OrderRejected', silent));
    await sendAll(silent);
    expect(await summary(silent)).toEqual(['push FAILED order-rejected']);
  });
});

describe('an SMS', () => {
  it('without an answer is uncertain: it is not sent again, and operators see it', async () => {
    const person = await eater({ phone: `+3584${Date.now() % 10_000}666` });
    await plan(news('OrderRejected', person));
    await sendAll(person);
    await sendAll(person);
    expect(await summary(person)).toEqual(['push FAILED order-rejected', 'sms UNCERTAIN order-rejected']);
    expect(counted).toEqual(expect.arrayContaining(['push no-address', 'sms uncertain']));
    expect(smsTo(person)).toHaveLength(1);
  });

  it.each([
    [
      'a number that does not exist',
      `+3584${Date.now() % 10_000}404`,
      'Twilio answered 400',
      'sms unreachable',
    ],
    ['no number at all', null, 'there is no phone number', 'sms no-address'],
  ])('to %s fails with its reason', async (_what, phone, reason, outcome) => {
    const person = await eater({ phone });
    await plan(news('OrderRejected', person));
    await sendAll(person);
    expect((await rowsOf(person))[1]).toMatchObject({
      channel: 'sms',
      status: 'FAILED',
      error: expect.stringContaining(reason),
    });
    expect(counted).toContain(outcome);
  });
});

/** What operators see of somebody's notifications that failed. */
const failuresOf = async ({ id }: Eater) => {
  const path = `/v1/admin/notifications?userId=${id}&status=FAILED`;
  return (await admin.call<{ data: Notification[] }>('GET', path)).data;
};
/** Sends a failed one again, as an operator does. */
async function resend(person: Eater, channel: Notification['channel']) {
  const failed = (await failuresOf(person)).find((one) => one.channel === channel);
  await admin.call('POST', `/v1/admin/notifications/${failed?.id}/resend`);
  await sendAll(person);
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('an SMS that Twilio has taken', () => {
  /** Somebody who has been sent an SMS, after a push that nobody could show. */
  async function toldBySMS(phone?: string) {
    const person = await eater(phone ? { phone } : {});
    await plan(news('OrderRejected', person));
    await sendAll(person);
    return person;
  }
  const callbackOf = (person: Eater) => smsTo(person).at(-1)?.StatusCallback as string;
  /** The signature by the letter of Twilio's documentation. */
  function sign(url: string, fields: Record<string, string>, authToken = 'secret') {
    const text = Object.keys(fields)
      .sort()
      .map((name) => name + fields[name]);
    return createHmac('sha1', authToken)
      .update(url + text.join(''))
      .digest('base64');
  }
  const word = (MessageStatus: string, ErrorCode?: string) => ({
    MessageSid: 'SM1',
    To: '+358401234567',
    MessageStatus,
    ...(ErrorCode && { ErrorCode }),
  });
  const tell = (url: string, fields: Record<string, string>, signature: string | null = sign(url, fields)) =>
    fetch(url.replace(PUBLIC_URL, api.url), {
      method: 'POST',
      headers: signature === null ? {} : { 'X-Twilio-Signature': signature },
      body: new URLSearchParams(fields),
    });
  const smsOf = async (person: Eater) => (await rowsOf(person)).find(({ channel }) => channel === 'sms');

  it.each(['failed', 'undelivered'])(
    'and says is %s has failed, with the code, and is sent again by an operator alone',
    async (status) => {
      const person = await toldBySMS();
      const callback = callbackOf(person);
      expect(await smsOf(person)).toMatchObject({ status: 'SENT' });
      expect(counted).toContain('sms sent');
      const before = await failedLate('sms');
      expect((await tell(callback, word(status, '30005'))).status).toBe(204);
      const [seen] = await failuresOf(person);
      expect(seen).toMatchObject({
        channel: 'sms',
        error: expect.stringContaining(`${status}, error 30005`),
      });
      expect((await tell(callback, word(status, '30006'))).status).toBe(204);
      expect(await failedLate('sms'), 'counted once, though told twice').toBe(before + 1);
      expect((await smsOf(person))?.error).toContain('30005');
      await sender().sendDue();
      expect(smsTo(person)).toHaveLength(1);

      await resend(person, 'sms');
      expect(smsTo(person)).toHaveLength(2);
      // Word of the first one, once more: the second is not lost by it.
      expect(callbackOf(person)).not.toBe(callback);
      expect((await tell(callback, word(status, '30005'))).status).toBe(204);
      expect(await smsOf(person)).toMatchObject({ status: 'SENT', error: null });
      expect((await tell(callbackOf(person), word(status, '30005'))).status).toBe(204);
      expect(await smsOf(person)).toMatchObject({ status: 'FAILED' });
    },
  );

  it('and delivered stays sent, also when older word comes later', async () => {
    const person = await toldBySMS();
    const before = await smsOf(person);
    for (const status of ['queued', 'sent', 'delivered', 'sent', 'delivered'])
      expect((await tell(callbackOf(person), word(status))).status).toBe(204);
    // Twilio may tell what nobody has thought of.
    expect((await tell(callbackOf(person), { Another: 'event' })).status).toBe(204);
    expect(await smsOf(person)).toEqual(before);
  });

  it('without an answer is no longer uncertain once Twilio says that it failed', async () => {
    const person = await toldBySMS(`+3584${Date.now() % 10_000}1666`);
    expect(await smsOf(person)).toMatchObject({ status: 'UNCERTAIN' });
    expect((await tell(callbackOf(person), word('failed'))).status).toBe(204);
    expect(await smsOf(person)).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('error unknown'),
    });
  });

  it('and lost before the sender has noted that it was taken has failed', async () => {
    const person = await toldBySMS();
    const id = (await smsOf(person))?.id as number;
    const lease = { status: 'SENDING', lease_until: new Date(Date.now() + 60_000) };
    await db.updateTable('notifications').set(lease).where('id', '=', id).execute();
    expect((await tell(callbackOf(person), word('failed', '30003'))).status).toBe(204);
    expect(await smsOf(person)).toMatchObject({ status: 'FAILED', lease_until: null });
  });

  it.each(['?sending=999999999-mdx0k2a1', '?sending=1', '?sending=', ''])(
    'is not found by %s, and Twilio need not say it again',
    async (query) => {
      const url = `${PUBLIC_URL}/v1/webhooks/twilio${query}`;
      expect((await tell(url, word('failed', '30003'))).status).toBe(204);
    },
  );

  it('is believed to have failed when the address is signed with its port', async () => {
    const person = await toldBySMS();
    const callback = callbackOf(person);
    const fields = word('failed', '30003');
    const signature = sign(callback.replace(PUBLIC_URL, `${PUBLIC_URL}:443`), fields);
    expect((await tell(callback, fields, signature)).status).toBe(204);
    expect(await smsOf(person)).toMatchObject({ status: 'FAILED' });
  });

  it.each<[string, (url: string, fields: Record<string, string>) => string | null]>([
    ['without a signature', () => null],
    ['with another secret', (url, fields) => sign(url, fields, 'guessed')],
    ['for another address', (url, fields) => sign(`${url}0`, fields)],
    ['at another host', (url, fields) => sign(url.replace('api', 'evil'), fields)],
    ['for other fields', (url, fields) => sign(url, { ...fields, ErrorCode: '1' })],
    ['in part', (url, fields) => sign(url, fields).slice(0, -1)],
  ])('is not changed by word that is signed %s', async (_what, signatureOf) => {
    const person = await toldBySMS();
    const fields = word('failed', '30003');
    const answer = await tell(callbackOf(person), fields, signatureOf(callbackOf(person), fields));
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('webhook-refused');
    expect(await smsOf(person)).toMatchObject({ status: 'SENT' });
  });
});

describe('an e-mail that a mail server has taken', () => {
  async function toldByEmail() {
    const person = await eater();
    await plan(news('OrderDelivered', person));
    await sendAll(person);
    return person;
  }
  const returnOf = (person: Eater) => mail.mails.findLast(({ to }) => to === person.email)?.from as string;
  const mailOf = async (person: Eater) => (await rowsOf(person)).find(({ channel }) => channel === 'email');
  const bounce = (recipient: string, changes: Partial<MailBounce> = {}): MailBounce => ({
    recipient,
    action: 'failed',
    status: '5.1.1',
    diagnostic: `smtp; 550 5.1.1 <eater@example.test>:\r\n No such\0 mailbox ${'x'.repeat(500)}`,
    ...changes,
  });
  const tell = (body: unknown, secret = BOUNCES_SECRET) =>
    fetch(`${api.url}/v1/webhooks/mail-bounces`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(secret && { 'X-Webhook-Secret': secret }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('comes back to an address of its own', async () => {
    const person = await toldByEmail();
    const id = (await mailOf(person))?.id;
    expect(returnOf(person)).toMatch(new RegExp(`^Bounces\\+${id}-[0-9a-z]+@mail\\.tiffin\\.test$`));
    expect(mail.mails.at(-1)?.raw).toContain('From: Tiffin <news@tiffin.test>');
  });

  it('and sent back has failed, with the reason, and is sent again by an operator alone', async () => {
    const person = await toldByEmail();
    const returned = returnOf(person);
    const before = await failedLate('email');
    expect((await tell(bounce(returned))).status).toBe(204);
    expect(await failedLate('email')).toBe(before + 1);
    const seen = (await failuresOf(person)).find(({ channel }) => channel === 'email');
    expect(seen?.error).toMatch(/^it came back, 5\.1\.1: smtp; 550 5\.1\.1 \[address\] No such mailbox x+$/);
    expect(seen?.error?.length).toBeLessThan(350);
    expect((await tell(bounce(returned, { status: '5.2.2' }))).status).toBe(204);
    expect((await mailOf(person))?.error).toContain('5.1.1');
    await sender().sendDue();
    expect(mail.mails.filter(({ to }) => to === person.email)).toHaveLength(1);

    await resend(person, 'email');
    expect(mail.mails.filter(({ to }) => to === person.email)).toHaveLength(2);
    expect((await tell(bounce(returned))).status).toBe(204);
    expect(await mailOf(person)).toMatchObject({ status: 'SENT', error: null });
    // Some servers write local parts small.
    expect((await tell(bounce(returnOf(person).toLowerCase()))).status).toBe(204);
    expect(await mailOf(person)).toMatchObject({ status: 'FAILED' });
  });

  it('is only late while the server still tries, and has failed when it gives up', async () => {
    const person = await toldByEmail();
    const before = await mailOf(person);
    for (const action of ['delayed', 'relayed', 'delivered', 'expanded'] as const)
      expect((await tell(bounce(returnOf(person), { action, status: '4.4.1' }))).status).toBe(204);
    expect(await mailOf(person)).toEqual(before);
    const given = bounce(returnOf(person), { status: '4.4.7', diagnostic: undefined });
    expect((await tell(given)).status).toBe(204);
    expect(await mailOf(person)).toMatchObject({ status: 'FAILED', error: 'it came back, 4.4.7' });
  });

  it('is not found by another address, and nobody need say it again', async () => {
    const person = await toldByEmail();
    const before = await mailOf(person);
    const name = returnOf(person).replace(/^.*\+|@.*$/g, '');
    const others = [
      'bounces+999999999-mdx0k2a1@mail.tiffin.test',
      'bounces@mail.tiffin.test',
      `bounces+${name}@elsewhere.test`,
      `other+${name}@mail.tiffin.test`,
      `bounces+${name}1@mail.tiffin.test`,
      'x',
    ];
    for (const recipient of others) expect((await tell(bounce(recipient))).status, recipient).toBe(204);
    expect(await mailOf(person)).toEqual(before);
  });

  it.each(['', 'another secret of length', `Bearer ${BOUNCES_SECRET}`, `${BOUNCES_SECRET}1`])(
    'is not changed by whoever says "%s"',
    async (secret) => {
      const person = await toldByEmail();
      const answer = await tell(bounce(returnOf(person)), secret);
      expect(answer.status).toBe(400);
      expect(await codeOf(answer)).toBe('webhook-refused');
      expect(await mailOf(person)).toMatchObject({ status: 'SENT' });
    },
  );

  it.each<[string, (recipient: string) => unknown]>([
    ['that is not JSON', () => '{'],
    ['without a recipient', () => ({ action: 'failed', status: '5.1.1' })],
    ['without an action', (recipient) => ({ recipient, status: '5.1.1' })],
    ['with a status that is none', (recipient) => bounce(recipient, { status: '550' })],
    ['with what nobody reads', (recipient) => ({ ...bounce(recipient), type: 'HardBounce' })],
  ])('is not changed by a body %s', async (_what, bodyOf) => {
    const person = await toldByEmail();
    const answer = await tell(bodyOf(returnOf(person)));
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('invalid-request');
    expect(await mailOf(person)).toMatchObject({ status: 'SENT' });
  });
});

describe('without an address of ours that others know', () => {
  it('messages go out as they are, and nobody is asked to tell what became of them', async () => {
    const { PUBLIC_URL: _url, MAIL_BOUNCES: _address, MAIL_BOUNCES_SECRET: _secret, ...plain } = settings;
    const own = openChannels(testConfig(plain).notifications);
    const person = await eater();
    await plan(news('OrderDelivered', person));
    await plan(news('OrderRejected', person));
    const due = () => createSender({ db, channels: own, log: pino({ level: 'silent' }) }).sendDue();
    const sent = (rows: string[]) =>
      rows.includes('email SENT receipt') && rows.includes('sms SENT order-rejected');
    await eventually(() => due().then(() => summary(person)), sent);
    own.close();
    expect(mail.mails.find(({ to }) => to === person.email)?.from).toBe('news@tiffin.test');
    expect(Object.keys(smsTo(person)[0] ?? {}).sort()).toEqual(['Body', 'From', 'To']);
  });

  it('word of them is not expected', async () => {
    const plain = await startApi(testConfig());
    for (const path of ['twilio', 'mail-bounces']) {
      const answer = await fetch(`${plain.url}/v1/webhooks/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ recipient: 'x', action: 'failed', status: '5.1.1' }),
      });
      expect(answer.status, path).toBe(404);
      expect(await codeOf(answer), path).toBe('not-found');
    }
    await plain.close();
  });
});

describe('a sender that dies in the middle', () => {
  it('leaves its e-mail to the next one, but nobody sends an SMS twice', async () => {
    const person = await eater();
    await plan(news('OrderDelivered', person));
    await plan(news('OrderRejected', person));
    const died = { status: 'SENDING', attempts: 1, lease_until: new Date(Date.now() - 1_000) };
    await db
      .updateTable('notifications')
      .set({ ...died, channel: 'sms' })
      .where('user_id', '=', person.id)
      .where('template', '=', 'order-rejected')
      .execute();
    await db
      .updateTable('notifications')
      .set(died)
      .where('user_id', '=', person.id)
      .where('template', '=', 'receipt')
      .execute();
    await sender().sendDue();
    await sendAll(person);
    expect(await summary(person)).toEqual(
      expect.arrayContaining(['email SENT receipt', 'sms UNCERTAIN order-rejected']),
    );
    expect(counted).toEqual(expect.arrayContaining(['email retried', 'email sent', 'sms uncertain']));
    expect(smsTo(person)).toEqual([]);
    expect(mail.mails.filter(({ to }) => to === person.email)).toHaveLength(1);
  });
});

it('whoever has left a restaurant hears nothing of its orders, and those who are there do', async () => {
  const customer = await eater();
  const { restaurant_id } = await db
    .selectFrom('orders')
    .select('restaurant_id')
    .where('id', '=', customer.orderId)
    .executeTakeFirstOrThrow();
  const [here, gone] = [newId('staff'), newId('staff')];
  const cook = { role: 'restaurant', staff_role: 'kitchen', restaurant_id, password_hash: 'x', name: 'Cook' };
  await db
    .insertInto('users')
    .values([
      { ...cook, id: here, email: `${here}@example.test` },
      { ...cook, id: gone, email: `${gone}@example.test`, disabled_at: new Date() },
    ])
    .execute();
  const event = news('OrderRejected', customer);
  const data = { ...event.data, status: 'CANCELLED', actor: 'customer' };
  await plan({ ...event, type: 'OrderCancelled', data } as News);
  const told = await db
    .selectFrom('notifications')
    .select('user_id')
    .where('event_id', '=', event.id)
    .execute();
  const heard = told.map(({ user_id }) => user_id);
  expect(heard).toContain(here);
  expect(heard).not.toContain(gone);
});

describe('what comes too late', () => {
  it('is not sent: yesterday’s courier is not on their way', async () => {
    const person = await eater();
    await plan({
      ...news('OrderConfirmed', person),
      occurredAt: new Date(Date.now() - 86_400_000).toISOString(),
    });
    await sendAll(person);
    expect(await summary(person)).toEqual(['push EXPIRED order-confirmed']);
    expect(counted).toContain('push expired');
  });
});

describe('preferences', () => {
  it('are a person’s own: read, changed as a whole, and heeded', async () => {
    const me = await customer(api.url, 19);
    const path = '/v1/user/notification-preferences';
    expect(await me.call('GET', path)).toEqual({
      locale: 'en',
      channels: { push: true, sms: true, email: true },
      quietHours: null,
      timeZone: 'Europe/Helsinki',
    });
    const wanted = {
      locale: 'fi',
      channels: { push: true, sms: false, email: false },
      quietHours: { from: '00:00', to: '23:59' },
      timeZone: 'Europe/Helsinki',
    };
    expect(await me.call('PUT', path, wanted)).toEqual(wanted);
    expect(await me.call('GET', path)).toEqual(wanted);
    const id = me.session?.user.id as string;
    const event = news('OrderDelivered', { id, orderId: await orderOf(id), email: '', phone: '' });
    await plan(event);
    const rows = await db.selectFrom('notifications').selectAll().where('event_id', '=', event.id).execute();
    expect(rows).toMatchObject([{ channel: 'push', locale: 'fi', title: 'Hyvää ruokahalua!' }]);
    expect(rows[0]?.send_after.getTime()).toBeGreaterThan(Date.now());
    await db.deleteFrom('notification_preferences').where('user_id', '=', id).execute();
  });

  it.each([
    ['another language', { locale: 'sv' }, 'locale'],
    ['a time that no clock shows', { quietHours: { from: '24:00', to: '07:00' } }, 'quietHours.from'],
    ['quiet hours without an end', { quietHours: { from: '22:00', to: '22:00' } }, 'quietHours'],
    ['a zone that nobody knows', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ])('400 for %s, and nothing changes', async (_what, changes, path) => {
    const me = await customer(api.url, 19);
    const preferences = '/v1/user/notification-preferences';
    const before = await me.call<object>('GET', preferences);
    const problem = await problemOf(me.call('PUT', preferences, { ...before, ...changes }));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path }] });
    expect(await me.call('GET', preferences)).toEqual(before);
  });
});

describe('push subscriptions', () => {
  const subscription = (endpoint: string) => ({
    endpoint,
    expirationTime: null,
    keys: {
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  });
  const path = '/v1/user/push-subscriptions';

  it('belong to who subscribed last on a browser, and go when they are given up', async () => {
    const [me, other] = [await customer(api.url, 18), await customer(api.url, 17)];
    const wanted = subscription(`https://fcm.googleapis.com/fcm/send/${randomUUID()}`);
    const mine = await me.call<{ id: number }>('POST', path, wanted);
    expect(await me.call('POST', path, wanted)).toEqual(mine);
    expect(await me.call('GET', path)).toMatchObject({
      publicKey: vapid.publicKey,
      data: [{ id: mine.id, service: 'fcm.googleapis.com' }],
    });
    expect(await problemOf(other.call('DELETE', `${path}/${mine.id}`))).toMatchObject({ status: 404 });
    await other.call('POST', path, wanted);
    expect(await me.call('GET', path)).toMatchObject({ data: [] });
    await other.call('DELETE', `${path}/${mine.id}`);
    expect(await other.call('GET', path)).toMatchObject({ data: [] });
  });

  it.each([
    ['our own network', 'https://127.0.0.1/push'],
    ['a server that only looks like one', 'https://fcm.googleapis.com.example.test/x'],
    ['another port', 'https://fcm.googleapis.com:8443/x'],
    ['plain text', 'http://fcm.googleapis.com/x'],
    ['nothing', ''],
    ['what is no address', 'push, please'],
  ])('400 for an endpoint in %s', async (_what, endpoint) => {
    const me = await customer(api.url, 18);
    expect(await problemOf(me.call('POST', path, subscription(endpoint)))).toMatchObject({
      status: 400,
      errors: [{ path: 'endpoint' }],
    });
  });
});

describe('operators', () => {
  it('alone see what others are told, and the events that went astray', async () => {
    const me = await customer(api.url, 18);
    for (const path of ['/v1/admin/notifications', '/v1/admin/dead-letters', '/v1/admin/outbox'])
      expect(await problemOf(me.call('GET', path)), path).toMatchObject({ status: 403 });
    expect(await admin.call('GET', '/v1/admin/outbox')).toMatchObject({ kafka: {}, realtime: {} });
    expect(await problemOf(admin.call('GET', '/v1/admin/dead-letters/999999999'))).toMatchObject({
      status: 404,
    });
    expect(await problemOf(admin.call('POST', '/v1/admin/notifications/999999999/resend'))).toMatchObject({
      status: 404,
    });
  });
});

describe('a template that lacks a variable', () => {
  it('makes its event a dead letter that operators replay once it is mended; nobody is told twice', async () => {
    const own = { ...settings, KAFKA_PREFIX: `notify-${randomUUID().slice(0, 8)}.`, LOG_LEVEL: 'silent' };
    const config = testConfig(own);
    const notifier = await startNotifier(config);
    const kafka = openKafka(config.kafka, 'test');
    const producer = kafka.producer();
    await producer.connect();
    const person = await eater();
    const text = TEMPLATES['order-rejected'].text.en as { body: string };
    const whole = text.body;
    try {
      text.body = `${whole} {voucher}`;
      const event = news('OrderRejected', person);
      const send = () =>
        producer
          .send({
            topic: `${config.kafka.prefix}orders`,
            messages: [{ key: event.aggregateId, value: JSON.stringify(event) }],
          })
          .then(
            () => true,
            () => false,
          );
      await eventually(send, (sent) => sent);
      const letters = createDeadLetterService({ db });
      const find = async () => {
        const { data } = await letters.list({ consumer: 'notifier', status: 'OPEN', limit: 100 });
        return data.find(({ eventId }) => eventId === event.id);
      };
      const letter = await eventually(find, (found) => found !== undefined, 20_000);
      expect(letter?.error).toContain('order-rejected (en) needs {voucher}');
      expect(await rowsOf(person)).toEqual([]);

      text.body = whole;
      await admin.call('POST', `/v1/admin/dead-letters/${letter?.id}/replay`);
      await eventually(
        () => summary(person),
        (rows) => rows.includes('sms SENT order-rejected'),
        20_000,
      );
      expect(await admin.call('GET', `/v1/admin/dead-letters/${letter?.id}`)).toMatchObject({
        status: 'REPLAYED',
      });
      expect(smsTo(person)).toHaveLength(1);
    } finally {
      text.body = whole;
      await producer.disconnect();
      await notifier.close();
      const admins = kafka.admin();
      await admins.connect();
      const topics = (await admins.listTopics()).filter((topic) => topic.startsWith(config.kafka.prefix));
      await admins.deleteTopics({ topics });
      await admins.disconnect();
    }
  });
});

describe('the development inbox', () => {
  it('shows what was sent while no channel is set, as a page and as JSON, with nothing in it run as HTML', async () => {
    const person = await eater();
    const inbox = openChannels(testConfig().notifications);
    const event = news('OrderRejected', person);
    if ('reason' in event.data) event.data.reason = '<script>alert(1)</script>';
    await plan(event);
    const own = createSender({ db, channels: inbox, log: pino({ level: 'silent' }) });
    await eventually(
      async () => {
        await own.sendDue();
        return summary(person);
      },
      (rows) => rows[0] === 'push SENT order-rejected',
    );
    const json = await fetch(`${api.url}/dev/inbox/messages?user=${person.id}`);
    expect(await json.json()).toMatchObject({
      data: [{ channel: 'push', userId: person.id, provider: 'inbox' }],
    });
    const page = await (await fetch(`${api.url}/dev/inbox`)).text();
    expect(page).toContain('No food from');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('is not there in production', async () => {
    const { createApp } = await import('../../api/app.ts');
    const app = createApp({ log: pino({ level: 'silent' }), showsInbox: false } as Parameters<
      typeof createApp
    >[0]);
    expect((await app.request('/dev/inbox')).status).toBe(404);
  });
});
