import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOVES, type OrderState, orderState, placeOrder } from '../../workflows/messages.ts';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing, KEBAB_MINOR } from './world.ts';

let t: Environment;
beforeAll(async () => {
  t = await openEnvironment();
});
afterAll(() => t.close());

const TOTAL_MINOR = 2 * KEBAB_MINOR + 380 + 125 + 200;

const statusOf = (orderId: string) => t.orderHandle(orderId).query(orderState);
/** Waits until an order has reached a status by a way that answers nobody. */
const reaches = (orderId: string, status: OrderState['status']) =>
  until(async () => expect(await statusOf(orderId)).toMatchObject({ status }));
const timeline = (orderId: string) =>
  t.world.order(orderId)?.timeline.map(({ seq, from, to, actor }) => [seq, from, to, actor]);
const eventCount = async (orderId: string) =>
  (await t.orderHandle(orderId).fetchHistory()).events?.length ?? 0;

async function deliver(orderId: string) {
  await t.accept(orderId);
  await t.move(orderId, 'ready');
  await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
  await t.move(orderId, 'deliver', { actorId: 'prt_near' });
}

describe('an order that goes well', () => {
  it('is placed, cooked, carried and paid, each step recorded once', async () => {
    const orderId = t.newOrderId();
    expect(await t.place(orderId)).toEqual({ id: orderId, status: 'PLACED', seq: 1, requestHash: 'hash' });
    expect(await t.move(orderId, 'accept', { actorId: 'usr_cook' })).toEqual({
      id: orderId,
      status: 'CONFIRMED',
      seq: 2,
    });
    expect(await t.move(orderId, 'prepare')).toMatchObject({ status: 'PREPARING', seq: 3 });
    await deliver(orderId);

    const result = await t.orderHandle(orderId).result();
    expect(result).toEqual({ status: 'DELIVERED', capturedMinor: TOTAL_MINOR, releasedMinor: 0 });
    expect(timeline(orderId)).toEqual([
      [2, 'PLACED', 'CONFIRMED', 'restaurant'],
      [3, 'CONFIRMED', 'PREPARING', 'restaurant'],
      [4, 'PREPARING', 'READY', 'restaurant'],
      [5, 'READY', 'PICKED_UP', 'partner'],
      [6, 'PICKED_UP', 'DELIVERED', 'partner'],
    ]);
    expect(t.world.calls('recordTransition', orderId)).toHaveLength(5);
    expect(t.world.calls('recordTransition', orderId)[0]).toEqual([
      {
        orderId,
        seq: 2,
        from: 'PLACED',
        to: 'CONFIRMED',
        action: 'accept',
        actor: 'restaurant',
        actorId: 'usr_cook',
      },
    ]);
    expect(t.world.hold(orderId)).toEqual({ status: 'CAPTURED', amountMinor: TOTAL_MINOR });
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_near' });
  });

  it('stays small: at most 80 events in both histories', async () => {
    const orderId = await t.cook();
    await deliver(orderId);
    await t.orderHandle(orderId).result();
    const search = (await t.dispatchHandle(orderId).fetchHistory()).events?.length ?? 0;
    expect((await eventCount(orderId)) + search).toBeLessThanOrEqual(80);
  });

  it('answers where it stands at any time, even afterwards', async () => {
    const orderId = await t.cook();
    expect(await statusOf(orderId)).toEqual({ id: orderId, status: 'PREPARING', seq: 3 });
    await deliver(orderId);
    await t.orderHandle(orderId).result();
    expect(await statusOf(orderId)).toEqual({ id: orderId, status: 'DELIVERED', seq: 6 });
  });
});

describe('placing', () => {
  it('answers the same request again with the first answer, and charges once', async () => {
    const orderId = t.newOrderId();
    const [first, second] = await Promise.all([t.place(orderId), t.place(orderId)]);
    expect(second).toEqual(first);
    expect(await t.place(orderId)).toEqual(first);
    expect(t.world.calls('authorizeHold', orderId)).toHaveLength(1);
    await t.move(orderId, 'reject');
  });

  it('still has its first answer once the order has ended', async () => {
    const orderId = t.newOrderId();
    const first = await t.place(orderId);
    await t.move(orderId, 'reject');
    await t.orderHandle(orderId).result();
    expect(await t.orderHandle(orderId).getUpdateHandle(`key-${orderId}`).result()).toEqual(first);
  });

  it('refuses a declined card and leaves no hold', async () => {
    const orderId = t.newOrderId();
    expect(await refusalOf(t.place(orderId, { card: 'tok_declined' }))).toBe('card-declined');
    expect(await t.orderHandle(orderId).result()).toEqual({ status: 'NOT_PLACED', code: 'card-declined' });
    expect(t.world.calls('releaseHold', orderId)).toEqual([[orderId]]);
    expect(t.world.order(orderId)).toBeUndefined();
  });

  it('refuses what is not on the menu before it asks for money', async () => {
    const orderId = t.newOrderId();
    expect(await refusalOf(t.place(orderId, { item: 'itm_gone' }))).toBe('unknown-item');
    expect(await t.orderHandle(orderId).result()).toEqual({ status: 'NOT_PLACED', code: 'unknown-item' });
    expect(t.world.hold(orderId)).toBeUndefined();
    expect(t.world.calls('authorizeHold', orderId)).toHaveLength(0);
    expect(t.world.calls('releaseHold', orderId)).toHaveLength(0);
  });

  it('asks for the same hold again when the answer is lost', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, { after: failing(1) });
    expect(await t.place(orderId)).toMatchObject({ status: 'PLACED' });
    const [first, again] = t.world.calls('authorizeHold', orderId);
    expect(again).toEqual(first);
    expect(first).toEqual([{ orderId, cardToken: 'tok_visa', amountMinor: TOTAL_MINOR, currency: 'EUR' }]);
    await t.move(orderId, 'reject');
  });

  it('gives up on a provider that never answers, and voids what may have been held', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, { after: failing() });
    const refusal = refusalOf(t.place(orderId));
    const result = t.orderHandle(orderId);
    await until(() => expect(t.world.calls('authorizeHold', orderId)).not.toHaveLength(0));
    expect(await result.result()).toEqual({ status: 'NOT_PLACED', code: 'payment-unavailable' });
    expect(await refusal).toBe('payment-unavailable');
    expect(t.world.hold(orderId)?.status).toBe('VOIDED');
  });

  it('tells the customer at once, though the hold can be released only later', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('releaseHold', orderId, { before: failing(2) });
    expect(await refusalOf(t.place(orderId, { card: 'tok_declined' }))).toBe('card-declined');
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'NOT_PLACED' });
    expect(t.world.calls('releaseHold', orderId)).toHaveLength(3);
  });

  it('writes the order once, however often the write has to be repeated', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('recordPlaced', orderId, { after: failing(2) });
    expect(await t.place(orderId)).toMatchObject({ status: 'PLACED', seq: 1 });
    expect(t.world.calls('recordPlaced', orderId)).toHaveLength(3);
    expect(t.world.calls('releaseHold', orderId)).toHaveLength(0);
    await t.move(orderId, 'reject');
  });

  it('works without anybody waiting for it, and fails without breaking the workflow', async () => {
    const good = t.newOrderId();
    await t.startOrder(good);
    await reaches(good, 'PLACED');
    expect(await t.orderHandle(good).executeUpdate(placeOrder)).toMatchObject({ status: 'PLACED' });
    await t.move(good, 'reject');

    const bad = t.newOrderId();
    await t.startOrder(bad, { card: 'tok_declined' });
    expect(await t.orderHandle(bad).result()).toEqual({ status: 'NOT_PLACED', code: 'card-declined' });
  });
});

describe('the restaurant', () => {
  it('rejects: nothing is charged', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    expect(await t.move(orderId, 'reject', { reason: 'sold out' })).toMatchObject({ status: 'REJECTED' });
    expect(await t.orderHandle(orderId).result()).toEqual({
      status: 'REJECTED',
      capturedMinor: 0,
      releasedMinor: TOTAL_MINOR,
    });
    expect(t.world.calls('settlePayment', orderId)).toEqual([
      [orderId, { status: 'REJECTED', from: 'PLACED', by: 'restaurant' }],
    ]);
    expect(t.world.order(orderId)?.timeline[0]?.reason).toBe('sold out');
  });

  it('does not answer in time: the system rejects', async () => {
    const orderId = t.newOrderId();
    const times: number[] = [];
    const stamp = async () => times.push(await t.env.currentTimeMs());
    t.world.disturb('recordPlaced', orderId, { after: stamp });
    t.world.disturb('recordTransition', orderId, { before: stamp });
    await t.place(orderId);
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'REJECTED', capturedMinor: 0 });
    expect(timeline(orderId)).toEqual([[2, 'PLACED', 'REJECTED', 'system']]);
    expect(t.world.order(orderId)?.timeline[0]?.reason).toMatch(/did not answer in time/);
    const [placed = 0, rejected = 0] = times;
    expect(Math.round((rejected - placed) / 1000)).toBe(690);
  });

  it('has all its time: the deadline falls neither early nor after an answer', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('685s');
    expect(await t.move(orderId, 'accept')).toMatchObject({ status: 'CONFIRMED' });
    await t.env.sleep('60s');
    expect(await statusOf(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await t.move(orderId, 'cancel');
  });
});

describe('cancelling', () => {
  it.each([
    { from: 'PLACED', before: [] },
    { from: 'CONFIRMED', before: ['accept'] },
  ] as const)('in $from by the customer costs nothing', async ({ from, before }) => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    for (const action of before) await t.move(orderId, action);
    await t.move(orderId, 'cancel', { actor: 'customer' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(t.world.calls('settlePayment', orderId)).toEqual([
      [orderId, { status: 'CANCELLED', from, by: 'customer' }],
    ]);
  });

  it('of the workflow while it is being placed ends a placed order, never half of one', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, { before: () => t.orderHandle(orderId).cancel() });
    expect(await t.place(orderId)).toMatchObject({ status: 'PLACED' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(t.world.hold(orderId)?.status).toBe('VOIDED');
  });

  it('by the system follows when no partner can be found: the customer pays nothing', async () => {
    const orderId = await t.cook({ partners: [] });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(timeline(orderId)?.at(-1)).toEqual([4, 'PREPARING', 'CANCELLED', 'system']);
    expect(t.world.order(orderId)?.timeline.at(-1)?.reason).toMatch(/No delivery partner/);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'gave-up' });
  });

  it('releases the hold in the end, however long the provider is away', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    t.world.disturb('settlePayment', orderId, { before: failing(6) });
    await t.move(orderId, 'cancel', { actor: 'customer' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(t.world.hold(orderId)?.status).toBe('VOIDED');
  });
});

describe('a move', () => {
  it('that the table does not know is refused and changes nothing', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    expect(await refusalOf(t.move(orderId, 'ready'))).toBe('illegal-transition');
    expect(await refusalOf(t.move(orderId, 'accept', { actor: 'customer' }))).toBe('illegal-transition');
    expect(t.world.calls('recordTransition', orderId)).toHaveLength(0);
    await t.move(orderId, 'reject');
  });

  it('goes on from the books when a crash lost the message that brought them forward', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    await t.world.activities.recordTransition({
      orderId,
      seq: 2,
      from: 'PLACED',
      to: 'CONFIRMED',
      action: 'accept',
      actor: 'restaurant',
    });
    // A restaurant cancels what it has accepted; a placed order it can only reject.
    const cancelled = await t.move(orderId, 'cancel', { actor: 'restaurant' });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', seq: 3 });
  });

  it('of the deadline comes to nothing when the books say that the restaurant has accepted', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    await t.world.activities.recordTransition({
      orderId,
      seq: 2,
      from: 'PLACED',
      to: 'CONFIRMED',
      action: 'accept',
      actor: 'restaurant',
    });
    await t.env.sleep('700s');
    await until(async () => {
      expect(await t.orderHandle(orderId).query(orderState)).toMatchObject({ status: 'CONFIRMED', seq: 2 });
    });
    await t.move(orderId, 'cancel');
  });

  it('under the same update id gets the first answer', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const first = await t.move(orderId, 'accept', {}, 'accept:key');
    expect(await t.move(orderId, 'accept', {}, 'accept:key')).toEqual(first);
    expect(await refusalOf(t.move(orderId, 'accept', {}, 'accept:other'))).toBe('illegal-transition');
    expect(timeline(orderId)).toHaveLength(1);
    await t.move(orderId, 'cancel');
  });

  it('is recorded in the end when the database fails a few times, or its answer is lost', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    t.world.disturb('recordTransition', orderId, { before: failing(3) });
    expect(await t.move(orderId, 'accept')).toMatchObject({ status: 'CONFIRMED', seq: 2 });
    expect(t.world.calls('recordTransition', orderId)).toHaveLength(4);
    t.world.disturb('recordTransition', orderId, { after: failing(6) });
    expect(await t.move(orderId, 'cancel')).toMatchObject({ status: 'CANCELLED', seq: 3 });
    expect(timeline(orderId)).toHaveLength(2);
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED' });
  });

  it('that the books refuse is refused, and the order goes on', async () => {
    const orderId = await t.cook();
    await t.accept(orderId);
    await t.move(orderId, 'ready');
    expect(await refusalOf(t.move(orderId, 'pickUp', { actorId: 'prt_other' }))).toBe('not-found');
    expect(await t.move(orderId, 'pickUp', { actorId: 'prt_near' })).toMatchObject({ seq: 5 });
    await t.move(orderId, 'cancel', { actor: 'operator' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED' });
  });

  it('to a finished order finds nobody', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    await t.move(orderId, 'reject');
    await t.orderHandle(orderId).result();
    await expect(t.move(orderId, 'accept')).rejects.toThrow(/already completed|not found/);
  });

  it('that comes while the money is settled is refused', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const codes: Promise<string>[] = [];
    t.world.disturb('settlePayment', orderId, {
      before: async () => {
        await t.orderHandle(orderId).signal(MOVES.accept.signal);
        codes.push(refusalOf(t.move(orderId, 'accept')));
        await codes[0];
      },
    });
    await t.move(orderId, 'cancel');
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED' });
    expect(await Promise.all(codes)).toEqual(['illegal-transition']);
    expect(timeline(orderId)).toHaveLength(1);
  });
});

describe('a signal', () => {
  it('moves the order like the update', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const order = t.orderHandle(orderId);
    await order.signal(MOVES.accept.signal);
    await reaches(orderId, 'CONFIRMED');
    await order.signal(MOVES.cancel.signal, { reason: 'duplicate' });
    expect(await order.result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(timeline(orderId)).toEqual([
      [2, 'PLACED', 'CONFIRMED', 'restaurant'],
      [3, 'CONFIRMED', 'CANCELLED', 'operator'],
    ]);
  });

  it('that is illegal is refused without breaking the order', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const order = t.orderHandle(orderId);
    await order.signal(MOVES.deliver.signal);
    await order.signal(MOVES.accept.signal, { actor: 'customer' });
    expect(await t.move(orderId, 'reject')).toMatchObject({ status: 'REJECTED', seq: 2 });
    expect(await order.result()).toMatchObject({ status: 'REJECTED' });
    expect(timeline(orderId)).toHaveLength(1);
  });

  it('that comes too early waits until the order is placed', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, {
      before: () => t.orderHandle(orderId).signal(MOVES.accept.signal),
    });
    await t.place(orderId);
    await reaches(orderId, 'CONFIRMED');
    await t.move(orderId, 'cancel');
  });
});

it('goes through the same code again, for every history written above', async () => {
  expect(await t.replayAll()).toEqual({});
});
