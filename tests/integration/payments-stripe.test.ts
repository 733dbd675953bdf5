import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPaymentProviders } from '../../adapters/payments/index.ts';
import {
  type Authorization,
  type PaymentProvider,
  ProviderUnavailable,
} from '../../adapters/payments/provider.ts';
import { createStripeProvider } from '../../adapters/payments/stripe.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { readConfig } from '../../config.ts';
import { createAttempts } from '../../services/payment/attempts.ts';
import { createHolds } from '../../services/payment/authorize.ts';
import { createProviders } from '../../services/payment/providers.ts';
import { type LocalStripe, startLocalStripe } from '../helpers/localstripe.ts';
import { testConfig } from '../helpers/system.ts';

/** Stripe's own test cards, as localstripe knows them. */
const GOOD = 'pm_card_visa';
const DECLINED = 'pm_card_chargeCustomerFail';

let postgres: Postgres;
let server: LocalStripe;
let stripe: PaymentProvider;
beforeAll(async () => {
  postgres = openPostgres(testConfig().postgres);
  server = await startLocalStripe();
  stripe = createStripeProvider({ secretKey: 'sk_test_tiffin', apiBase: server.apiBase });
}, 180_000);
beforeEach(() => server.calm());
afterAll(async () => {
  await server?.close();
  await postgres.close();
});

type Intent = {
  id: string;
  status: string;
  metadata: { tiffin_key?: string };
  charges: { data: { amount: number; captured: boolean; amount_refunded: number }[] };
};

async function intentsOf(key: string): Promise<Intent[]> {
  const { data } = await server.read<{ data: Intent[] }>('/v1/payment_intents?limit=10000');
  return data.filter(({ metadata }) => metadata.tiffin_key === key);
}
const liveOf = async (key: string) =>
  (await intentsOf(key)).filter(({ status }) => status === 'requires_capture').map(({ id }) => id);

/** One order's authorisation, with a claim as the attempts table keeps it. */
function authorization(cardToken = GOOD) {
  const claimed: { reference: string | null; wanted: boolean } = { reference: null, wanted: true };
  const request = (): Authorization => ({
    key,
    cardToken,
    amountMinor: 2_500,
    currency: 'EUR',
    reference: claimed.reference,
    async claim(reference) {
      if (!claimed.wanted) throw new Error('not wanted any more');
      claimed.reference = reference;
    },
  });
  const key = `ord_${randomUUID()}:authorize`;
  return { key, claimed, request };
}

describe('what Stripe’s books say of a hold', () => {
  const said = (key: string, reference: string | null) => stripe.lookup({ authorizeKey: key, reference });

  it('is nothing before there is one, and after it was let go', async () => {
    const { key, request } = authorization();
    expect(await said(key, null)).toEqual({ status: 'NONE' });
    const { reference } = await stripe.authorize(request());
    await stripe.void({ authorizeKey: key, reference });
    expect(await said(key, reference)).toEqual({ status: 'NONE' });
  });

  it('is the amount held, then what was captured less what went back', async () => {
    const { key, request } = authorization();
    const { reference } = await stripe.authorize(request());
    expect(await said(key, reference)).toEqual({ status: 'HELD', heldMinor: 2_500 });
    await stripe.capture({ reference, amountMinor: 2_000 });
    expect(await said(key, reference)).toEqual({ status: 'CAPTURED', netMinor: 2_000 });
    await stripe.refund({ key: `${key}:refund:1`, reference, amountMinor: 300 });
    expect(await said(key, reference)).toEqual({ status: 'CAPTURED', netMinor: 1_700 });
  });
});

describe('Stripe', () => {
  it('holds money, and captures all of it once', async () => {
    const { key, request } = authorization();
    const { reference } = await stripe.authorize(request());
    expect(await liveOf(key)).toEqual([reference]);
    await stripe.capture({ reference, amountMinor: 2_500 });
    await stripe.capture({ reference, amountMinor: 2_500 });
    const [intent] = await intentsOf(key);
    expect(intent?.status).toBe('succeeded');
    expect(intent?.charges.data[0]).toMatchObject({ amount: 2_500, captured: true, amount_refunded: 0 });
  });

  it('releases what a capture leaves of the hold', async () => {
    const { key, request } = authorization();
    const { reference } = await stripe.authorize(request());
    await stripe.capture({ reference, amountMinor: 1_135 });
    const [intent] = await intentsOf(key);
    // localstripe tells of the released part as refunded.
    expect(intent?.charges.data[0]).toMatchObject({ captured: true, amount_refunded: 2_500 - 1_135 });
  });

  it('refunds once for each key', async () => {
    const { key, request } = authorization();
    const { reference } = await stripe.authorize(request());
    await stripe.capture({ reference, amountMinor: 2_500 });
    for (const refund of ['a', 'a', 'b']) {
      await stripe.refund({ key: `${key}:refund:${refund}`, reference, amountMinor: 500 });
    }
    const [intent] = await intentsOf(key);
    expect(intent?.charges.data[0]?.amount_refunded).toBe(1_000);
  });

  it('claims the intent before it is confirmed, under keys of order and step', async () => {
    const { key, request } = authorization();
    const before: string[] = [];
    await stripe.authorize({
      ...request(),
      async claim(reference) {
        const [intent] = await intentsOf(key);
        before.push(`${reference === intent?.id} ${intent?.status}`);
      },
    });
    expect(before).toEqual(['true requires_confirmation']);
    expect(
      server.arrivals.filter(({ method }) => method === 'POST').map(({ idempotencyKey }) => idempotencyKey),
    ).toEqual([`${key}:create`, `${key}:confirm`]);
  });

  it.each([
    ['a declined card', DECLINED],
    ['a card that does not exist', 'pm_nobody'],
    ['a token of another provider', 'tok_visa'],
  ])('refuses %s', async (_, cardToken) => {
    const { key, request } = authorization(cardToken);
    const refusal = stripe.authorize(request());
    await expect(refusal).rejects.toMatchObject({ code: 'card-declined' });
    await expect(refusal).rejects.toThrow(/another card/);
    expect(await liveOf(key)).toEqual([]);
  });

  it('refuses a declined card again when its answer was lost', async () => {
    const { claimed, request } = authorization(DECLINED);
    await stripe.authorize(request()).catch(() => {});
    expect(claimed.reference).not.toBeNull();
    await expect(stripe.authorize(request())).rejects.toMatchObject({ code: 'card-declined' });
  });

  it('finds its hold again by the claim, without help from idempotency keys', async () => {
    const { key, request } = authorization();
    server.next('/confirm', 'lose-answer', 2); // the library itself tries once more
    const first = await stripe.authorize(request()).catch((error) => error);
    expect(first).not.toBeInstanceOf(ProviderUnavailable);
    const { reference } = await stripe.authorize(request());
    expect(await liveOf(key)).toEqual([reference]);
  });

  it.each(['lose-request', 'lose-answer', 'unavailable'] as const)(
    'surely holds nothing when creating the intent meets “%s”',
    async (fault) => {
      const { key, request } = authorization();
      server.next('/v1/payment_intents', fault, 2);
      await expect(stripe.authorize(request())).rejects.toBeInstanceOf(ProviderUnavailable);
      expect(await liveOf(key)).toEqual([]);
    },
  );

  it('is surely unavailable where nobody listens', async () => {
    const nowhere = createStripeProvider({ secretKey: 'sk_test_x', apiBase: 'http://127.0.0.1:9' });
    await expect(nowhere.authorize(authorization().request())).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  it('does not know the outcome when nobody answers a confirmation', async () => {
    const { key, claimed, request } = authorization();
    server.next('/confirm', 'hold');
    const error = await stripe.authorize(request()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ProviderUnavailable);
    await stripe.void({ authorizeKey: key, reference: claimed.reference });
    await server.deliver(); // late, and too late
    expect(await liveOf(key)).toEqual([]);
    await expect(stripe.authorize(request())).rejects.toMatchObject({ code: 'card-declined' });
  });

  it('confirms nothing that is not wanted any more', async () => {
    const { key, claimed, request } = authorization();
    claimed.wanted = false;
    await expect(stripe.authorize(request())).rejects.toThrow('not wanted');
    await stripe.void({ authorizeKey: key, reference: null });
    expect((await intentsOf(key)).map(({ status }) => status)).toEqual(['requires_confirmation']);
  });

  it('voids as often as it is asked, but not what was captured', async () => {
    const { key, request } = authorization();
    const { reference } = await stripe.authorize(request());
    await stripe.void({ authorizeKey: key, reference });
    await stripe.void({ authorizeKey: key, reference });
    expect(await liveOf(key)).toEqual([]);
    const other = authorization();
    const captured = await stripe.authorize(other.request());
    await stripe.capture({ ...captured, amountMinor: 1 });
    await expect(stripe.void({ authorizeKey: other.key, ...captured })).rejects.toThrow();
  });
});

describe('Stripe with a fallback', () => {
  const used: string[] = [];
  const holds = () => {
    const { payments } = readConfig({
      PAYMENT_PROVIDERS: 'stripe,sandbox-2',
      STRIPE_SECRET_KEY: 'sk_test_tiffin',
      STRIPE_API_BASE: server.apiBase,
    });
    const providers = createProviders(createPaymentProviders(payments, postgres.db));
    return createHolds({ attempts: createAttempts(postgres.db), providers });
  };
  function order(cardToken = GOOD) {
    const orderId = `ord_${randomUUID()}`;
    used.push(orderId);
    return { orderId, cardToken, amountMinor: 2_500, currency: 'EUR' };
  }
  const attemptsOf = async (orderId: string) =>
    Object.fromEntries(
      (await createAttempts(postgres.db).of(orderId)).map(({ provider, state }) => [provider, state]),
    );
  const live = (orderId: string) => liveOf(`${orderId}:authorize`);
  afterEach(async () => {
    server.calm();
    for (const orderId of used.splice(0)) {
      await holds().release(orderId);
      expect(await live(orderId)).toEqual([]);
    }
  });

  it('holds at Stripe, and once however many ask', async () => {
    const request = order();
    const all = await Promise.all([1, 2, 3].map(() => holds().authorize(request)));
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(1);
    expect(await live(request.orderId)).toEqual([all[0]?.reference]);
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'HELD' });
  });

  it('does not take a refused card elsewhere', async () => {
    const request = order(DECLINED);
    await expect(holds().authorize(request)).rejects.toMatchObject({ code: 'card-declined' });
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'REFUSED' });
  });

  it('goes to the other provider when Stripe is surely down', async () => {
    const request = order();
    server.next('/v1/payment_intents', 'unavailable');
    expect(await holds().authorize(request)).toMatchObject({ provider: 'sandbox-2' });
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'FAILED', 'sandbox-2': 'HELD' });
  });

  it('finds the hold whose answers were lost', async () => {
    const request = order();
    server.next('/confirm', 'lose-answer', 2);
    const { provider, reference } = await holds().authorize(request);
    expect([provider, await live(request.orderId)]).toEqual(['stripe', [reference]]);
  });

  it('voids at Stripe before it asks the other, and a confirmation that comes late holds nothing', async () => {
    const request = order();
    server.next('/confirm', 'hold', 2);
    expect(await holds().authorize(request)).toMatchObject({ provider: 'sandbox-2' });
    await server.deliver();
    expect(await live(request.orderId)).toEqual([]);
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'VOIDED', 'sandbox-2': 'HELD' });
  });

  it('asks nobody else while Stripe has not confirmed that the hold is gone', async () => {
    const request = order();
    server.next('/confirm', 'hold', 2);
    server.next('/cancel', 'unavailable');
    await expect(holds().authorize(request)).rejects.toThrow('down for maintenance');
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'VOIDING' });
    expect(await holds().authorize(request)).toMatchObject({ provider: 'sandbox-2' });
    expect(await attemptsOf(request.orderId)).toEqual({ stripe: 'VOIDED', 'sandbox-2': 'HELD' });
  });
});

describe('the settings', () => {
  it.each([
    [{ PAYMENT_PROVIDERS: 'stripe' }, 'STRIPE_SECRET_KEY: is needed when PAYMENT_PROVIDERS names stripe'],
    [{ PAYMENT_PROVIDERS: 'paypal' }, 'PAYMENT_PROVIDERS'],
    [{ PAYMENT_PROVIDERS: 'sandbox,sandbox' }, 'must name each provider once'],
  ])('%j are refused', (settings, message) => {
    expect(() => readConfig(settings)).toThrow(message);
  });
});
