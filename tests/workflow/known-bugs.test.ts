import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOVES, type Move, orderState } from '../../workflows/messages.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { failing } from './world.ts';

// What the workflows should do and do not yet. Each `it.fails` turns red when its bug is mended: then it becomes an `it`.
let t: Environment;
beforeEach(async () => {
  t = await openEnvironment({ memory: 0 });
});
afterEach(() => t.close());

const SOON = { timeout: 3_000, interval: 20 };
const ends = (handle: ReturnType<Environment['orderHandle'] | Environment['dispatchHandle']>) =>
  vi.waitFor(async () => expect((await handle.describe()).status.name).not.toBe('RUNNING'), SOON);

describe('an order', () => {
  it.fails('that could not be placed ends, though a signal came meanwhile', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, {
      before: () => t.orderHandle(orderId).signal(MOVES.cancel.signal),
    });
    await expect(t.place(orderId, { card: 'tok_declined' })).rejects.toThrow();
    await ends(t.orderHandle(orderId));
  });

  it.fails('goes on when somebody assigned a partner past its search', async () => {
    const orderId = await t.cook();
    const offer = await t.liveOffer(orderId);
    Object.assign(t.world.delivery(orderId) ?? {}, { status: 'ASSIGNED', partnerId: 'prt_by_hand' });
    await t.decline(orderId, offer);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_by_hand' });
    await t.idle(t.orderHandle(orderId));
    expect(await t.orderHandle(orderId).query(orderState)).toMatchObject({ status: 'PREPARING' });
  });

  it.fails('does not run hot when the books refuse its deadline', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    Object.assign(t.world.order(orderId) ?? {}, { seq: 7 });
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('691s');
    const tries = () => t.world.calls('recordTransition', orderId).length;
    await vi.waitFor(() => expect(tries()).toBeGreaterThan(0), SOON);
    const ranHot = await vi
      .waitFor(() => expect(tries()).toBeGreaterThan(20), { timeout: 500 })
      .then(
        () => true,
        () => false,
      );
    await t.orderHandle(orderId).terminate();
    expect(ranHot).toBe(false);
  });

  it.fails('tells its story when somebody else cancelled the search', async () => {
    const orderId = await t.cook();
    await t.liveOffer(orderId);
    await t.dispatchHandle(orderId).cancel();
    await ends(t.dispatchHandle(orderId));
    await vi.waitFor(async () => {
      const { currentDetails } = await t
        .orderHandle(orderId)
        .query<{ currentDetails: string }>('__temporal_workflow_metadata');
      expect(currentDetails).toMatch(/search for a partner failed/);
    }, SOON);
  });

  it.fails('makes the move of the message’s name, whatever its payload says', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const disguised = { action: 'cancel', actor: 'operator' } as Move;
    await expect(t.move(orderId, 'accept', disguised)).rejects.toThrow();
    expect(await t.orderHandle(orderId).query(orderState)).toMatchObject({ status: 'PLACED' });
  });
});

describe('a search that is cancelled', () => {
  it.fails('answers the partner who accepts at the same moment, and leaves no offer open', async () => {
    const orderId = await t.search([{ id: 'prt_1', km: 1 }]);
    const offer = await t.liveOffer(orderId);
    await t.stopWorker('dispatch');
    const answer = t.accept(orderId, offer).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100)); // it is on its way
    await t.dispatchHandle(orderId).cancel();
    await t.startWorker('dispatch');
    await ends(t.dispatchHandle(orderId));
    await answer;
    expect(t.world.liveOffer(orderId)).toBeUndefined();
  });

  it.fails('answers the partner whose acceptance is being written', async () => {
    const orderId = await t.search([{ id: 'prt_1', km: 1 }], {}, '1s');
    const offer = await t.liveOffer(orderId);
    t.world.disturb('assignPartner', orderId, { before: failing(5) });
    const answer = t.accept(orderId, offer).catch(() => undefined);
    await vi.waitFor(() => expect(t.world.calls('assignPartner', orderId).length).toBeGreaterThan(1), SOON);
    await t.dispatchHandle(orderId).cancel();
    await vi.waitFor(() => expect(t.world.liveOffer(orderId)).toBeUndefined(), { timeout: 12_000 });
    await ends(t.dispatchHandle(orderId));
    await answer;
  });

  it.fails('closes an offer that is timing out', async () => {
    const orderId = await t.search([{ id: 'prt_1', km: 1 }], {}, '1s');
    await t.liveOffer(orderId);
    t.world.disturb('closeOffer', orderId, { before: failing(4) });
    await t.env.sleep('31s');
    await vi.waitFor(() => expect(t.world.calls('closeOffer', orderId).length).toBeGreaterThan(1), SOON);
    await t.dispatchHandle(orderId).cancel();
    await vi.waitFor(
      async () => {
        expect((await t.dispatchHandle(orderId).describe()).status.name).not.toBe('RUNNING');
      },
      { timeout: 8_000 },
    );
    expect(t.world.liveOffer(orderId)).toBeUndefined();
  });
});
