import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../adapters/payments/provider.ts';
import { createSandboxProvider } from '../../adapters/payments/sandbox.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { HELSINKI_TARIFF, type Price, priceBasket } from '../../domain/pricing/price.ts';
import { deriveId } from '../../services/ids.ts';
import { createOrderService } from '../../services/order/index.ts';
import { createPaymentService, type Ending } from '../../services/payment/index.ts';
import { readLedger } from '../../services/payment/read-ledger.ts';
import { restaurantThatIs, type TestRestaurant } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

let postgres: Postgres;
let restaurant: TestRestaurant;
beforeAll(async () => {
  postgres = openPostgres(testConfig().postgres);
  restaurant = await restaurantThatIs(postgres.db, 'open', 5);
});
afterAll(() => postgres.close());

const sandboxes = () => [
  createSandboxProvider(postgres.db, 'sandbox'),
  createSandboxProvider(postgres.db, 'sandbox-2'),
];
const payments = (providers: PaymentProvider[] = sandboxes()) =>
  createPaymentService({ db: postgres.db, providers, tariff: HELSINKI_TARIFF });

/** Items 22.70, fees 12.55, tip 3.00. */
const PRICE = priceBasket(
  [
    {
      itemId: 'itm_soup',
      name: 'Soup',
      quantity: 2,
      unitPriceMinor: 1_135,
      options: [],
      taxCategory: 'food',
    },
  ],
  1_141,
  300,
  HELSINKI_TARIFF,
);
const DISCOUNTED: Price = { ...PRICE, discountMinor: 501, totalMinor: PRICE.totalMinor - 501 };

async function placedOrder(price = PRICE, cardToken = 'tok_visa'): Promise<string> {
  const [customerId, idempotencyKey] = [deriveId('customer', 'customer8@tiffin.test'), randomUUID()];
  const orderId = deriveId('order', customerId, idempotencyKey);
  const hold = await payments().authorize({
    orderId,
    cardToken,
    amountMinor: price.totalMinor,
    currency: 'EUR',
  });
  const address = {
    street: 'Kaivokatu',
    houseNumber: '1',
    postcode: '00101',
    city: 'Helsinki',
    position: { lat: 60.1712, lng: 24.9412 },
  };
  const basket = { restaurantId: restaurant.id, items: [], address, tipMinor: price.tipMinor };
  await createOrderService(postgres).createOrder({
    orderId,
    customerId,
    idempotencyKey,
    requestHash: 'hash',
    basket,
    price,
    hold,
  });
  return orderId;
}

const DELIVERED: Ending = { status: 'DELIVERED', from: 'PICKED_UP', by: 'partner' };
const REJECTED: Ending = { status: 'REJECTED', from: 'PLACED', by: 'restaurant' };
const CANCELLED: Ending = { status: 'CANCELLED', from: 'PREPARING', by: 'customer' };

async function deliveredOrder(price?: Price, cardToken?: string): Promise<string> {
  const orderId = await placedOrder(price, cardToken);
  await payments().settle(orderId, DELIVERED);
  return orderId;
}

async function booksOf(orderId: string) {
  const { db } = postgres;
  const payment = await db
    .selectFrom('payments')
    .select(['provider', 'status', 'captured_minor', 'refunded_minor'])
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  const atProvider = await db
    .selectFrom('sandbox_provider.holds')
    .select(['provider', 'status', 'captured_minor', 'refunded_minor'])
    .where('idempotency_key', '=', `${orderId}:authorize`)
    .where('status', '<>', 'DECLINED')
    .where('amount_minor', '>', 0)
    .execute();
  const attempts = await db
    .selectFrom('payment_attempts')
    .select(['provider', 'state'])
    .where('order_id', '=', orderId)
    .orderBy('provider')
    .execute();
  return { payment, atProvider, attempts };
}

async function accountsOf(orderId: string): Promise<Record<string, number>> {
  const { entries } = await readLedger(postgres.db, orderId);
  const accounts: Record<string, number> = {};
  for (const { account, amountMinor } of entries) accounts[account] = (accounts[account] ?? 0) + amountMinor;
  return accounts;
}

const eventsOf = async (orderId: string) =>
  (
    await postgres.db
      .selectFrom('outbox')
      .select(['type', 'data'])
      .where('aggregate_id', '=', orderId)
      .where('topic', '=', 'payments')
      .orderBy('id')
      .execute()
  ).map(({ type, data }) => `${type} ${(data as { amountMinor: number }).amountMinor}`);

describe('the end of a hold', () => {
  it('captures the whole of a delivered order at the provider that holds', async () => {
    const orderId = await placedOrder(PRICE, 'tok_outage');
    expect(await payments().settle(orderId, DELIVERED)).toEqual({
      capturedMinor: 3_825,
      releasedMinor: 0,
    });
    const captured = { provider: 'sandbox-2', status: 'CAPTURED', captured_minor: 3_825, refunded_minor: 0 };
    expect(await booksOf(orderId)).toEqual({
      payment: captured,
      atProvider: [captured],
      attempts: [
        { provider: 'sandbox', state: 'FAILED' },
        { provider: 'sandbox-2', state: 'CAPTURED' },
      ],
    });
    expect(await accountsOf(orderId)).toEqual({
      customer_holds: 0,
      hold_offset: 0,
      provider_clearing: 3_825,
      restaurant_payable: -1_500,
      partner_payable: -909,
      tips_payable: -300,
      platform_revenue: -591,
      tax: -525,
    });
  });

  it('charges what a discount leaves, and books the discount as the marketplace’s cost', async () => {
    const orderId = await deliveredOrder(DISCOUNTED);
    expect(await accountsOf(orderId)).toMatchObject({
      provider_clearing: 3_324,
      promotions: 501,
      restaurant_payable: -1_500,
    });
  });

  it('releases the whole of a rejected order', async () => {
    const orderId = await placedOrder();
    await payments().settle(orderId, REJECTED);
    const voided = { provider: 'sandbox', status: 'VOIDED', captured_minor: 0, refunded_minor: 0 };
    expect(await booksOf(orderId)).toEqual({
      payment: voided,
      atProvider: [voided],
      attempts: [{ provider: 'sandbox', state: 'VOIDED' }],
    });
  });

  it.each([
    ['delivered', DELIVERED],
    ['rejected', REJECTED],
    ['cancelled while it cooked', CANCELLED],
  ])('of a %s order comes once, whatever crashed between provider and books', async (_, ending) => {
    const orderId = await placedOrder();
    const dying = sandboxes().map((provider): PaymentProvider => {
      const afterwards =
        <A>(run: (request: A) => Promise<void>) =>
        async (request: A) => {
          await run(request);
          throw new Error('crash');
        };
      return { ...provider, capture: afterwards(provider.capture), void: afterwards(provider.void) };
    });
    await expect(payments(dying).settle(orderId, ending)).rejects.toThrow('crash');
    const first = await payments().settle(orderId, ending);
    const books = await booksOf(orderId);
    const ledger = await readLedger(postgres.db, orderId);
    expect(await payments().settle(orderId, ending)).toEqual(first);
    expect(await booksOf(orderId)).toEqual(books);
    expect(await readLedger(postgres.db, orderId)).toEqual(ledger);
    expect(books.atProvider[0]).toEqual(books.payment);
    expect(await eventsOf(orderId)).toHaveLength(2);
  });
});

describe('a refund', () => {
  const ALL = { itemsMinor: 2_270, feesMinor: 1_255, tipMinor: 300 };
  const NOTHING = { itemsMinor: 0, feesMinor: 0, tipMinor: 0 };

  it('of everything takes from everybody what they got', async () => {
    const orderId = await deliveredOrder(DISCOUNTED, 'tok_outage');
    expect(await payments().refund(orderId, { key: 'all', parts: ALL, reason: 'never came' })).toEqual({
      refundedMinor: 3_324,
    });
    expect(new Set(Object.values(await accountsOf(orderId)))).toEqual(new Set([0]));
    const refunded = {
      provider: 'sandbox-2',
      status: 'CAPTURED',
      captured_minor: 3_324,
      refunded_minor: 3_324,
    };
    expect(await booksOf(orderId)).toMatchObject({ payment: refunded, atProvider: [refunded] });
    expect(await eventsOf(orderId)).toEqual([
      'PaymentHeld 3324',
      'PaymentCaptured 3324',
      'PaymentRefunded 3324',
    ]);
  });

  it('of the soup alone leaves partner and tip alone', async () => {
    const orderId = await deliveredOrder();
    await payments().refund(orderId, { key: 'soup', parts: { ...NOTHING, itemsMinor: 1_135 } });
    expect(await accountsOf(orderId)).toMatchObject({
      provider_clearing: 3_825 - 1_135,
      restaurant_payable: -750,
      partner_payable: -909,
      tips_payable: -300,
    });
  });

  it('comes once for each key, whatever crashed between provider and books', async () => {
    const orderId = await deliveredOrder();
    const request = { key: 'soup', parts: { ...NOTHING, itemsMinor: 1_135 } };
    const lost = sandboxes().map(
      (provider): PaymentProvider => ({
        ...provider,
        async refund(refund) {
          await provider.refund(refund);
          throw new Error('no answer');
        },
      }),
    );
    await expect(payments(lost).refund(orderId, request)).rejects.toThrow('no answer');
    await Promise.all([1, 2, 3].map(() => payments().refund(orderId, request)));
    const { payment, atProvider } = await booksOf(orderId);
    expect(payment.refunded_minor).toBe(1_135);
    expect(atProvider[0]).toEqual(payment);
    expect(await eventsOf(orderId)).toHaveLength(3);
  });

  it('of other parts under the same key is refused', async () => {
    const orderId = await deliveredOrder();
    await payments().refund(orderId, { key: 'once', parts: { ...NOTHING, tipMinor: 100 } });
    const other = payments().refund(orderId, { key: 'once', parts: { ...NOTHING, tipMinor: 200 } });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('never gives back more than was captured, however many ask at once', async () => {
    const orderId = await deliveredOrder();
    const parts = { ...NOTHING, feesMinor: 500 };
    const asked = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((key) => payments().refund(orderId, { key, parts })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const result of asked) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({
          code: 'invalid-request',
          message: 'Only 28.25 € of this order can still be given back. Refund less.',
          fields: [{ path: 'parts.feesMinor', message: 'must be between 0 and 255' }],
        });
      }
    }
    const { payment, atProvider } = await booksOf(orderId);
    expect([payment.refunded_minor, atProvider[0]?.refunded_minor]).toEqual([1_000, 1_000]);
  });

  it.each([
    ['a fraction', { ...NOTHING, itemsMinor: 0.5 }],
    ['less than nothing', { ...NOTHING, tipMinor: -1 }],
    ['nothing', NOTHING],
  ])('of %s is refused', async (_, parts) => {
    const orderId = await deliveredOrder();
    await expect(payments().refund(orderId, { key: 'odd', parts })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect((await booksOf(orderId)).payment.refunded_minor).toBe(0);
  });

  it('of what was never captured is refused', async () => {
    const orderId = await placedOrder();
    const parts = { ...NOTHING, tipMinor: 1 };
    await expect(payments().refund(orderId, { key: 'early', parts })).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await payments().settle(orderId, REJECTED);
    await expect(payments().refund(orderId, { key: 'late', parts })).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await expect(payments().refund('ord_nobody', { key: 'any', parts })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('above the capture is refused by the database as well', async () => {
    const orderId = await deliveredOrder();
    const tooMuch = postgres.db
      .updateTable('payments')
      .set({ refunded_minor: 3_826 })
      .where('order_id', '=', orderId)
      .execute();
    await expect(tooMuch).rejects.toThrow('payments_refunded_at_most_captured');
  });

  it('after refund adds up: books, provider and ledger agree at any time', async () => {
    const part = (most: number) => fc.integer({ min: 0, max: Math.ceil(most / 2) });
    const parts = fc.record({ itemsMinor: part(2_270), feesMinor: part(1_255), tipMinor: part(300) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(parts, { maxLength: 5 }),
        fc.constantFrom(PRICE, DISCOUNTED),
        async (all, price) => {
          const orderId = await deliveredOrder(price);
          for (const [index, refunded] of all.entries()) {
            await payments()
              .refund(orderId, { key: `r${index}`, parts: refunded })
              .catch((error) => expect(error.code).toBe('invalid-request'));
            const { payment, atProvider } = await booksOf(orderId);
            const accounts = await accountsOf(orderId);
            expect(atProvider[0]).toEqual(payment);
            expect(accounts.provider_clearing).toBe(payment.captured_minor - payment.refunded_minor);
            expect(Object.values(accounts).reduce((sum, amount) => sum + amount, 0)).toBe(0);
            for (const owed of ['restaurant_payable', 'partner_payable', 'tips_payable', 'tax']) {
              expect(accounts[owed], owed).toBeLessThanOrEqual(0);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
