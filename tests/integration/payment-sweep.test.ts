import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../adapters/payments/provider.ts';
import { createSandboxProvider } from '../../adapters/payments/sandbox.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { newId } from '../../services/ids.ts';
import { createOrderService } from '../../services/order/index.ts';
import { createPaymentService } from '../../services/payment/index.ts';
import { createProviders } from '../../services/payment/providers.ts';
import { readDifferences } from '../../services/payment/read-differences.ts';
import { createSweep } from '../../services/payment/sweep.ts';
import { newOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

let postgres: Postgres;
let sandbox: PaymentProvider;
/** Orders whose workflow is under way. */
let cared: Set<string>;
beforeAll(() => {
  postgres = openPostgres(testConfig().postgres);
  sandbox = createSandboxProvider(postgres.db);
});
beforeEach(() => {
  cared = new Set();
});
afterAll(() => postgres.close());

const providers = () => [sandbox, createSandboxProvider(postgres.db, 'sandbox-2')];
const payments = () =>
  createPaymentService({ db: postgres.db, providers: providers(), tariff: HELSINKI_TARIFF });
const sweep = (graceSeconds = 0) =>
  createSweep({
    db: postgres.db,
    providers: createProviders(providers()),
    payments: payments(),
    isCaredFor: async ({ orderId }) => cared.has(orderId),
    graceSeconds,
    windowHours: 1,
  });

const holdOf = async (orderId: string) =>
  postgres.db
    .selectFrom('sandbox_provider.holds')
    .select(['status', 'captured_minor'])
    .where('idempotency_key', '=', `${orderId}:authorize`)
    .executeTakeFirst();
const paymentOf = (orderId: string) =>
  postgres.db
    .selectFrom('payments')
    .select(['status', 'captured_minor', 'refunded_minor'])
    .where('order_id', '=', orderId)
    .executeTakeFirst();
const differencesOf = async (orderId: string) =>
  (await readDifferences(postgres.db)).filter((difference) => difference.orderId === orderId);
const meddle = (orderId: string, changes: { status?: string; captured_minor?: number }) =>
  postgres.db
    .updateTable('sandbox_provider.holds')
    .set(changes)
    .where('idempotency_key', '=', `${orderId}:authorize`)
    .execute();

const authorize = (orderId: string, amountMinor = 1_000) =>
  payments().authorize({ orderId, cardToken: 'tok_visa', amountMinor, currency: 'EUR' });

/** A placed order with its money held, and nobody who takes care of it. */
async function placed(): Promise<{ orderId: string; totalMinor: number }> {
  const order = await newOrder(postgres.db);
  const { orderId, price } = order;
  const hold = await authorize(orderId, price.totalMinor);
  await createOrderService(postgres).createOrder({ ...order, hold, startsAt: undefined });
  return { orderId, totalMinor: price.totalMinor };
}
async function cancelled() {
  const order = await placed();
  await createOrderService(postgres).updateStatus({
    orderId: order.orderId,
    seq: 2,
    from: 'PLACED',
    to: 'CANCELLED',
    action: 'cancel',
    actor: 'customer',
  });
  return order;
}

describe('the payment sweep', () => {
  it('lets go of a hold whose order never came to be', async () => {
    const orderId = newId('order');
    await authorize(orderId);
    const { released } = await sweep().all();
    expect(released).toBeGreaterThanOrEqual(1);
    expect(await holdOf(orderId)).toMatchObject({ status: 'VOIDED' });
    await expect(authorize(orderId)).rejects.toMatchObject({ code: expect.any(String) });
  });

  it('leaves a hold alone whose workflow is under way, or that is young', async () => {
    const [busy, young] = [newId('order'), newId('order')];
    cared.add(busy);
    await Promise.all([authorize(busy), authorize(young)]);
    await sweep(3_600).all();
    expect(await holdOf(young)).toMatchObject({ status: 'HELD' });
    await sweep().all();
    expect(await holdOf(busy)).toMatchObject({ status: 'HELD' });
    await payments().release(busy);
  });

  it('settles an order that ended while nobody was there to do it', async () => {
    const { orderId } = await cancelled();
    await sweep().all();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'VOIDED' });
    expect(await holdOf(orderId)).toMatchObject({ status: 'VOIDED' });
  });

  it('brings a refund to its end that the provider never confirmed', async () => {
    const { orderId, totalMinor } = await placed();
    await payments().settle(orderId, { status: 'DELIVERED', from: 'PICKED_UP', by: 'partner' });
    const away: PaymentProvider = { ...sandbox, refund: () => Promise.reject(new Error('no answer')) };
    const failing = createPaymentService({ db: postgres.db, providers: [away], tariff: HELSINKI_TARIFF });
    await expect(failing.refund(orderId, { key: 'all', parts: 'all' })).rejects.toThrow('no answer');
    const { refunded } = await sweep().all();
    expect(refunded).toBe(1);
    expect(await paymentOf(orderId)).toMatchObject({ refunded_minor: totalMinor });
    expect(await differencesOf(orderId)).toEqual([]);
    expect((await sweep().all()).refunded).toBe(0);
  });

  it.each([
    ['lost-hold', { status: 'VOIDED' }],
    ['captured-unbooked', { status: 'CAPTURED', captured_minor: 1 }],
  ])('reports %s once, and closes it when the books agree again', async (kind, change) => {
    const { orderId } = await placed();
    cared.add(orderId);
    await meddle(orderId, change);
    await sweep().all();
    await sweep().all();
    expect(await differencesOf(orderId)).toMatchObject([
      { kind, resolvedAt: null, ours: { status: 'HELD' } },
    ]);
    await meddle(orderId, { status: 'HELD', captured_minor: 0 });
    await sweep().all();
    expect(await differencesOf(orderId)).toMatchObject([{ kind, resolvedAt: expect.any(String) }]);
  });

  it('reports an amount that differs, and a capture that the provider does not have', async () => {
    const [one, other] = [await placed(), await placed()];
    for (const { orderId } of [one, other])
      await payments().settle(orderId, { status: 'DELIVERED', from: 'PICKED_UP', by: 'partner' });
    await meddle(one.orderId, { captured_minor: one.totalMinor - 1 });
    await meddle(other.orderId, { status: 'VOIDED', captured_minor: 0 });
    await sweep().all();
    expect(await differencesOf(one.orderId)).toMatchObject([
      { kind: 'amount', ours: { netMinor: one.totalMinor }, theirs: { netMinor: one.totalMinor - 1 } },
    ]);
    expect(await differencesOf(other.orderId)).toMatchObject([{ kind: 'booked-uncaptured' }]);
    await meddle(one.orderId, { captured_minor: one.totalMinor });
    await meddle(other.orderId, { status: 'CAPTURED', captured_minor: other.totalMinor });
    await sweep().all();
  });

  it('lets go of money that a provider holds though it was given up, and tells that it did', async () => {
    const orderId = newId('order');
    await authorize(orderId);
    await payments().release(orderId);
    await meddle(orderId, { status: 'HELD' });
    await sweep().all();
    expect(await holdOf(orderId)).toMatchObject({ status: 'VOIDED' });
    expect(await differencesOf(orderId)).toMatchObject([
      { kind: 'orphan-hold', resolvedAt: expect.any(String) },
    ]);
  });

  it('goes on past an order that cannot be mended, and names it', async () => {
    const [stuck, other] = [await cancelled(), await cancelled()];
    await postgres.db
      .updateTable('payments')
      .set({ provider: 'gone' })
      .where('order_id', '=', stuck.orderId)
      .execute();
    const { problems } = await sweep().all();
    expect(problems.join()).toContain(stuck.orderId);
    expect(await paymentOf(other.orderId)).toMatchObject({ status: 'VOIDED' });
    await postgres.db
      .updateTable('payments')
      .set({ provider: 'sandbox' })
      .where('order_id', '=', stuck.orderId)
      .execute();
    await sweep().all();
  });

  describe('of a tip whose workflow is gone', () => {
    const plan = (orderId: string, key: string, tipMinor: number) =>
      payments().planTip({ orderId, key, tipMinor, canPay: true });
    const tipOf = (orderId: string) =>
      postgres.db
        .selectFrom('payments')
        .select('tip_minor')
        .where('order_id', '=', orderId)
        .executeTakeFirstOrThrow();
    const stateOf = async (orderId: string) =>
      (
        await postgres.db
          .selectFrom('tip_changes')
          .select('state')
          .where('order_id', '=', orderId)
          .orderBy('number')
          .execute()
      ).map(({ state }) => state);
    async function delivered(): Promise<string> {
      const { orderId } = await placed();
      const by = { orderId, actor: 'restaurant' } as const;
      const orders = createOrderService(postgres);
      await orders.updateStatus({ ...by, seq: 2, from: 'PLACED', to: 'CONFIRMED', action: 'accept' });
      // As its workflow would leave it; who carried it does not matter to the money.
      await postgres.db
        .updateTable('orders')
        .set({ status: 'DELIVERED' })
        .where('id', '=', orderId)
        .execute();
      await payments().settle(orderId, { status: 'DELIVERED', from: 'PICKED_UP', by: 'partner' });
      return orderId;
    }
    const hold = (subject: string, amountMinor: number) =>
      payments().authorize({ orderId: subject, cardToken: 'tok_visa', amountMinor, currency: 'EUR' });

    it('gives one up that was only planned, or only held', async () => {
      const [planned, held] = [await delivered(), await delivered()];
      await plan(planned, 'k', 300);
      const { subject } = await plan(held, 'k', 300);
      await hold(subject, 300);
      await sweep().all();
      expect([await stateOf(planned), await stateOf(held)]).toEqual([['REFUSED'], ['REFUSED']]);
      expect(await holdOf(subject)).toMatchObject({ status: 'VOIDED' });
      expect(await tipOf(held)).toEqual({ tip_minor: 0 });
    });

    it('books one that was charged', async () => {
      const orderId = await delivered();
      const { subject } = await plan(orderId, 'k', 300);
      const { reference } = await hold(subject, 300);
      await sandbox.capture({ reference, amountMinor: 300 });
      const { problems } = await sweep().all();
      expect(problems.join()).not.toContain(orderId);
      expect(await stateOf(orderId)).toEqual(['DONE']);
      expect(await tipOf(orderId)).toEqual({ tip_minor: 300 });
    });

    it('finishes one that is given back, and leaves alone what is cared for', async () => {
      const orderId = await delivered();
      const up = await plan(orderId, 'up', 300);
      await hold(up.subject, 300);
      await payments().chargeTip(orderId, up);
      await plan(orderId, 'down', 100);
      cared.add(orderId);
      await sweep().all();
      expect(await stateOf(orderId)).toEqual(['DONE', 'PENDING']);
      cared.delete(orderId);
      await sweep().all();
      expect(await stateOf(orderId)).toEqual(['DONE', 'DONE']);
      expect(await tipOf(orderId)).toEqual({ tip_minor: 100 });
      await sweep().all();
      expect(await differencesOf(orderId)).toEqual([]);
    });
  });

  it('compares the one hold that a provider had news of', async () => {
    const { orderId } = await placed();
    await meddle(orderId, { status: 'VOIDED' });
    await sweep(3_600).one('sandbox', `sandbox_${orderId}:authorize`);
    expect(await differencesOf(orderId)).toMatchObject([{ kind: 'lost-hold' }]);
    await sweep(3_600).one('sandbox', 'a reference nobody knows');
    await meddle(orderId, { status: 'HELD' });
    await sweep(3_600).one('sandbox', `sandbox_${orderId}:authorize`);
    await payments().settle(orderId, { status: 'REJECTED', from: 'PLACED', by: 'restaurant' });
  });
});
