import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../domain/order/machine.ts';
import { orderState } from '../../workflows/messages.ts';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { KEBAB_MINOR } from './world.ts';

const TOTAL_MINOR = 2 * KEBAB_MINOR + 380 + 125 + 200;

// An environment for each test: the test server's clock stops for good once a child workflow was cancelled. And workers
// without memory: a task for a worker that is gone would wait for it, and every task replays what came before.
let t: Environment;
beforeEach(async () => {
  t = await openEnvironment({ memory: 0 });
});
afterEach(async () => {
  try {
    expect(await t.replayAll()).toEqual({});
  } finally {
    await t.close();
  }
});

const timeline = (orderId: string) =>
  t.world.order(orderId)?.timeline.map(({ seq, from, to, actor }) => [seq, from, to, actor]);

describe('an order that is cancelled during the search', () => {
  it('stops it, withdraws the offer and pays half the food', async () => {
    const orderId = await t.cook();
    const offer = await t.liveOffer(orderId);
    await t.move(orderId, 'cancel', { actor: 'customer' });
    expect(await t.orderHandle(orderId).result()).toEqual({
      status: 'CANCELLED',
      capturedMinor: KEBAB_MINOR,
      releasedMinor: TOTAL_MINOR - KEBAB_MINOR,
    });
    await expect(t.dispatchHandle(orderId).result()).rejects.toThrow();
    expect((await t.dispatchHandle(orderId).describe()).status.name).toBe('CANCELLED');
    expect(t.world.offers(orderId)).toMatchObject([{ id: offer.offerId, status: 'WITHDRAWN' }]);
    expect(t.world.delivery(orderId)?.status).toBe('CANCELLED');
    await expect(t.accept(orderId, offer)).rejects.toThrow(/completed|not found/);
  });

  it('does not wait for a dispatcher that nobody runs', async () => {
    await t.stopWorker('dispatch');
    const orderId = await t.cook();
    await t.move(orderId, 'cancel', { actor: 'restaurant' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    await t.startWorker('dispatch');
    await expect(t.dispatchHandle(orderId).result()).rejects.toThrow();
    expect((await t.dispatchHandle(orderId).describe()).status.name).toBe('CANCELLED');
    expect(t.world.offers(orderId)).toEqual([]);
  });

  it('by cancelling the workflow itself is an operator’s cancel', async () => {
    const orderId = await t.cook();
    await t.liveOffer(orderId);
    await t.orderHandle(orderId).cancel();
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(timeline(orderId)?.at(-1)).toEqual([4, 'PREPARING', 'CANCELLED', 'operator']);
    await expect(t.dispatchHandle(orderId).result()).rejects.toThrow();
    expect(t.world.liveOffer(orderId)).toBeUndefined();
  });
});

describe('two moves at once', () => {
  /** Sends both while no worker runs, so that one task brings them to the workflow together. */
  async function together(...moves: [Parameters<Environment['move']>, Parameters<Environment['move']>]) {
    const [[orderId]] = moves;
    await t.idle(t.orderHandle(orderId));
    await t.stopWorker('orders');
    const answers = moves.map((move) => {
      const update = t.move(...move);
      return update.then<OrderStatus | string, string>(
        ({ status }) => status,
        () => refusalOf(update),
      );
    });
    await new Promise((resolve) => setTimeout(resolve, 100)); // both are on their way
    await t.startWorker('orders');
    return Promise.all(answers);
  }

  it('that exclude each other: exactly one wins', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const answers = await together([orderId, 'accept'], [orderId, 'reject']);
    expect(answers.filter((answer) => answer === 'illegal-transition')).toHaveLength(1);
    expect(timeline(orderId)).toHaveLength(1);
    expect(answers).toContain((await t.orderHandle(orderId).query(orderState)).status);
  });

  it('that may follow each other are judged in turn', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const [accepted, cancelled] = await together(
      [orderId, 'accept'],
      [orderId, 'cancel', { actor: 'customer' }],
    );
    expect(cancelled).toBe('CANCELLED');
    expect(['CONFIRMED', 'illegal-transition']).toContain(accepted);
    expect(timeline(orderId)).toHaveLength(accepted === 'CONFIRMED' ? 2 : 1);
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
  });
});
