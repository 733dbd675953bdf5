import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order, PaymentDifference } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { type LocalStripe, startLocalStripe } from '../helpers/localstripe.ts';
import { basket, customer, eventually, operator, place, restaurantThatIs } from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

const SECRET = 'whsec_tiffin_test';

let server: LocalStripe;
let system: System;
let eater: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  server = await startLocalStripe();
  system = await startSystem({
    PAYMENT_PROVIDERS: 'stripe',
    STRIPE_SECRET_KEY: 'sk_test_tiffin',
    STRIPE_API_BASE: server.apiBase,
    STRIPE_WEBHOOK_SECRET: SECRET,
  });
  [eater, admin] = await Promise.all([customer(system.url, 20), operator(system.url)]);
}, 180_000);
afterAll(async () => {
  await system.close();
  await server.close();
});

async function placedWithStripe(): Promise<{ orderId: string; intent: string }> {
  const restaurant = await restaurantThatIs(system.db, 'open', 26);
  const { id } = await place(eater, await basket(eater, restaurant, { paymentToken: 'pm_card_visa' }));
  const { provider_reference: intent } = await system.db
    .selectFrom('payments')
    .select('provider_reference')
    .where('order_id', '=', id)
    .executeTakeFirstOrThrow();
  return { orderId: id, intent };
}
const differences = async (orderId: string) => {
  const { data } = await admin.call<{ data: PaymentDifference[] }>('GET', '/v1/admin/payments/differences');
  return data.filter((difference) => difference.orderId === orderId);
};
const cancelOrder = (orderId: string) =>
  admin.call<Order>('POST', `/v1/orders/${orderId}/cancel`, { reason: 'end of test' });

const bodyOf = (intent: string, type = 'payment_intent.canceled', id = `evt_${intent}_${type}`) =>
  JSON.stringify({ id, object: 'event', type, data: { object: { id: intent, object: 'payment_intent' } } });
const signatureOf = (payload: string, options: { secret?: string; timestamp?: number } = {}) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, ...options });
const send = (payload: string, signature?: string, provider = 'stripe') =>
  fetch(`${system.url}/v1/webhooks/${provider}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(signature && { 'Stripe-Signature': signature }) },
    body: payload,
  });

describe('a webhook of the provider', () => {
  it('makes us ask what became of the hold; sent again it does nothing more', async () => {
    const { orderId, intent } = await placedWithStripe();
    await server.act('POST', `/v1/payment_intents/${intent}/cancel`);
    // The bytes as they came are what is signed: other spacing must not matter to us.
    const payload = bodyOf(intent).replaceAll(':', ': ');
    expect((await send(payload, signatureOf(payload))).status).toBe(204);
    const found = await eventually(
      () => differences(orderId),
      (all) => all.length > 0,
    );
    expect(found).toMatchObject([
      { kind: 'lost-hold', provider: 'stripe', reference: intent, theirs: { status: 'NONE' } },
    ]);
    expect((await send(payload, signatureOf(payload))).status).toBe(204);
    expect(await differences(orderId)).toHaveLength(1);
    await cancelOrder(orderId);
  });

  it('says nothing that is believed: a capture that did not happen is no difference', async () => {
    const { orderId, intent } = await placedWithStripe();
    const payload = bodyOf(intent, 'payment_intent.succeeded');
    expect((await send(payload, signatureOf(payload))).status).toBe(204);
    await cancelOrder(orderId);
    await eventually(
      () => admin.call<Order>('GET', `/v1/orders/${orderId}`),
      ({ payment }) => payment?.status === 'VOIDED',
    );
    expect(await differences(orderId)).toEqual([]);
  });

  it('of the real server is understood', async () => {
    const { orderId, intent } = await placedWithStripe();
    await server.act('POST', '/_config/webhooks/tiffin', {
      url: `${system.url}/v1/webhooks/stripe`,
      secret: SECRET,
    });
    // Captured in the provider's dashboard, say.
    await server.act('POST', `/v1/payment_intents/${intent}/capture`);
    const found = await eventually(
      () => differences(orderId),
      (all) => all.length > 0,
    );
    expect(found).toMatchObject([
      { kind: 'captured-unbooked', ours: { status: 'HELD' }, theirs: { status: 'CAPTURED' } },
    ]);
  });

  it.each<[string, number, () => [string, string?]]>([
    ['without a signature', 400, () => [bodyOf('pi_1')]],
    [
      'signed with another secret',
      400,
      () => [bodyOf('pi_1'), signatureOf(bodyOf('pi_1'), { secret: 'whsec_other' })],
    ],
    ['signed for another body', 400, () => [bodyOf('pi_1'), signatureOf(bodyOf('pi_2'))]],
    [
      'recorded an hour ago',
      400,
      () => [
        bodyOf('pi_1'),
        signatureOf(bodyOf('pi_1'), { timestamp: Math.floor(Date.now() / 1000) - 3_600 }),
      ],
    ],
    ['that is not JSON', 400, () => ['{', signatureOf('{')]],
  ])('%s is refused', async (_what, status, request) => {
    const answer = await send(...request());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('of a provider that is not expected is refused', async () => {
    const payload = bodyOf('pi_1');
    expect((await send(payload, signatureOf(payload), 'paypal')).status).toBe(400);
  });

  it('about something else than a payment is received and left alone', async () => {
    const payload = JSON.stringify({
      id: 'evt_plan',
      object: 'event',
      type: 'plan.created',
      data: { object: { object: 'plan', id: 'plan_1' } },
    });
    expect((await send(payload, signatureOf(payload))).status).toBe(204);
  });
});
