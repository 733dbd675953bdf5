import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOVES, type Move, orderState } from '../../workflows/messages.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing } from './world.ts';

// What the workflows should do and do not yet. Each `it.fails` turns red when its bug is mended: then it becomes an `it`.
let t: Environment;
beforeEach(async () => {
  t = await openEnvironment({ memory: 0 });
});
afterEach(async () => {
  await t.terminateAll(); // what hangs would keep its worker from stopping
  await t.close();
});

const SOON_MS = 2_500;
const ends = (
  handle: ReturnType<Environment['orderHandle'] | Environment['dispatchHandle']>,
  withinMs = SOON_MS,
) => until(async () => expect((await handle.describe()).status.name).not.toBe('RUNNING'), withinMs);

describe('an order', () => {
  it('that could not be placed ends, though a signal came meanwhile', async () => {
    const orderId = t.newOrderId();
    t.world.disturb('authorizeHold', orderId, {
      before: () => t.orderHandle(orderId).signal(MOVES.cancel.signal),
    });
    await expect(t.place(orderId, { card: 'tok_declined' })).rejects.toThrow();
    await ends(t.orderHandle(orderId));
  });

  it('goes on when somebody assigned a partner past its search', async () => {
    const orderId = await t.cook();
    const offer = await t.liveOffer(orderId);
    Object.assign(t.world.delivery(orderId) ?? {}, { status: 'ASSIGNED', partnerId: 'prt_by_hand' });
    await t.decline(orderId, offer);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_by_hand' });
    await t.idle(t.orderHandle(orderId));
    expect(await t.orderHandle(orderId).query(orderState)).toMatchObject({ status: 'PREPARING' });
  });

  it('does not run hot when the books refuse its deadline', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    Object.assign(t.world.order(orderId) ?? {}, { seq: 7 });
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('691s');
    const tries = () => t.world.calls('recordTransition', orderId).length;
    await until(() => expect(tries()).toBeGreaterThan(0), SOON_MS);
    const ranHot = await until(() => expect(tries()).toBeGreaterThan(20), 500).then(
      () => true,
      () => false,
    );
    await t.orderHandle(orderId).terminate();
    expect(ranHot).toBe(false);
  });

  it('tells its story when somebody else cancelled the search', async () => {
    const orderId = await t.cook();
    await t.liveOffer(orderId);
    await t.dispatchHandle(orderId).cancel();
    await ends(t.dispatchHandle(orderId));
    await until(async () => {
      const { currentDetails } = await t
        .orderHandle(orderId)
        .query<{ currentDetails: string }>('__temporal_workflow_metadata');
      expect(currentDetails).toMatch(/search for a partner failed/);
    }, SOON_MS);
  });

  it('makes the move of the message’s name, whatever its payload says', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const disguised = { action: 'cancel', actor: 'operator' } as Move;
    await expect(t.move(orderId, 'accept', disguised)).rejects.toThrow();
    expect(await t.orderHandle(orderId).query(orderState)).toMatchObject({ status: 'PLACED' });
  });
});

describe('a search that is cancelled', () => {
  it('answers the partner who accepts at the same moment, and leaves no offer open', async () => {
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

  it('answers the partner whose acceptance is being written', async () => {
    const orderId = await t.search([{ id: 'prt_1', km: 1 }], {}, '1s');
    const offer = await t.liveOffer(orderId);
    t.world.disturb('assignPartner', orderId, { before: failing(3) });
    const answer = t.accept(orderId, offer).catch(() => undefined);
    await until(() => expect(t.world.calls('assignPartner', orderId).length).toBeGreaterThan(1), SOON_MS);
    await t.dispatchHandle(orderId).cancel();
    await until(() => expect(t.world.liveOffer(orderId)).toBeUndefined(), SOON_MS);
    await ends(t.dispatchHandle(orderId));
    await answer;
  });

  it('closes an offer that is timing out', async () => {
    const orderId = await t.search([{ id: 'prt_1', km: 1 }], {}, '1s');
    await t.liveOffer(orderId);
    t.world.disturb('closeOffer', orderId, { before: failing(4) });
    await t.env.sleep('31s');
    await until(() => expect(t.world.calls('closeOffer', orderId).length).toBeGreaterThan(1), SOON_MS);
    await t.dispatchHandle(orderId).cancel();
    await ends(t.dispatchHandle(orderId), 6_000);
    expect(t.world.liveOffer(orderId)).toBeUndefined();
  });
});
