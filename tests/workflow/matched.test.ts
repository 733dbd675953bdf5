import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing } from './world.ts';

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

const MATCHED = { policy: 'matched' } as const;
const due = (orderId: string, partnerId: string) => t.world.plan(orderId, { due: partnerId });
const asked = (orderId: string) => t.world.calls('planOffer', orderId).length;
const statuses = (orderId: string) =>
  t.world.offers(orderId).map(({ partnerId, status }) => `${partnerId} ${status}`);

/** An order that the restaurant has accepted: by this policy its partner is planned for from now on. */
async function confirmed(dispatch: object = {}): Promise<string> {
  const orderId = t.newOrderId();
  await t.place(orderId, { dispatch: { ...MATCHED, ...dispatch } });
  await t.move(orderId, 'accept');
  return orderId;
}

describe('a delivery whose zone is planned', () => {
  it('is searched for from the moment the restaurant accepts, and offered when the plan says so', async () => {
    const orderId = await confirmed();
    await until(() => expect(asked(orderId)).toBe(1));
    expect(t.world.offers(orderId)).toEqual([]);
    due(orderId, 'prt_near');
    await t.idle(t.dispatchHandle(orderId));
    await t.env.sleep('6s');
    await t.accept(orderId);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_near' });
    expect(t.world.calls('offerToBest', orderId)).toEqual([]);
  });

  it('starts no second search when the kitchen begins, and is delivered in at most 85 events', async () => {
    const orderId = t.newOrderId();
    due(orderId, 'prt_near');
    await t.place(orderId, { dispatch: MATCHED });
    await t.move(orderId, 'accept');
    await t.accept(orderId);
    await t.move(orderId, 'prepare');
    await t.move(orderId, 'ready');
    await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
    await t.move(orderId, 'deliver', { actorId: 'prt_near' });
    expect(await t.result(orderId)).toMatchObject({ status: 'DELIVERED' });
    expect(statuses(orderId)).toEqual(['prt_near ACCEPTED']);
    const count = async (handle: { fetchHistory(): Promise<{ events?: unknown[] | null }> }) =>
      (await handle.fetchHistory()).events?.length ?? 0;
    const events = (await count(t.orderHandle(orderId))) + (await count(t.dispatchHandle(orderId)));
    expect(events).toBeLessThanOrEqual(85);
  });

  it('asks the plan again after a refusal and after silence', async () => {
    const orderId = t.newOrderId();
    due(orderId, 'prt_one');
    await t.place(orderId, { dispatch: MATCHED });
    await t.move(orderId, 'accept');
    const first = await t.liveOffer(orderId);
    due(orderId, 'prt_two');
    await t.decline(orderId, first);
    const second = await t.liveOffer(orderId, first.offerId);
    due(orderId, 'prt_three');
    await t.env.sleep('31s');
    await t.accept(orderId, await t.liveOffer(orderId, second.offerId));
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_three' });
    expect(statuses(orderId)).toEqual(['prt_one DECLINED', 'prt_two TIMED_OUT', 'prt_three ACCEPTED']);
    expect(await refusalOf(t.accept(orderId, first)).catch(() => 'over')).toBe('over');
  });

  it('hears an answer to an offer that another delivery of the trip has made for it', async () => {
    const orderId = t.newOrderId();
    let made = () => {};
    const waiting = new Promise<void>((resolve) => {
      made = resolve;
    });
    due(orderId, 'prt_near');
    t.world.disturb('planOffer', orderId, { after: () => waiting });
    await t.place(orderId, { dispatch: MATCHED });
    await t.move(orderId, 'accept');
    const offer = await until(() => {
      const live = t.world.liveOffer(orderId);
      if (!live) throw new Error('not yet');
      return live;
    });
    // The partner's answer is there before the search knows whom it is for.
    const answer = t.accept(orderId, { offerId: offer.id, partnerId: offer.partnerId });
    await new Promise((resolve) => setTimeout(resolve, 500));
    made();
    await answer;
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_near' });
  });

  it('is not given up while nothing is due, however long the kitchen takes', async () => {
    const orderId = await confirmed({ giveUpAfterSeconds: 60 });
    await until(() => expect(asked(orderId)).toBe(1));
    for (let minute = 0; minute < 3; minute++) {
      await t.idle(t.dispatchHandle(orderId));
      await t.env.sleep('60s');
    }
    expect(t.world.order(orderId)?.status).toBe('CONFIRMED');
    await t.move(orderId, 'cancel', { actor: 'operator' });
    await t.result(orderId);
  });

  it('is given up when somebody ought to have been on the way for too long', async () => {
    const orderId = t.newOrderId();
    const dueSince = new Date(await t.env.currentTimeMs()).toISOString();
    t.world.plan(orderId, { dueSince });
    await t.place(orderId, { dispatch: { ...MATCHED, giveUpAfterSeconds: 60 } });
    await t.move(orderId, 'accept');
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'gave-up' });
  });

  it('survives a plan that cannot be asked for a while', async () => {
    const orderId = t.newOrderId();
    due(orderId, 'prt_near');
    t.world.disturb('planOffer', orderId, { before: failing(2) });
    await t.place(orderId, { dispatch: MATCHED });
    await t.move(orderId, 'accept');
    await t.env.sleep('3s');
    await t.accept(orderId);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_near' });
  });

  it('ends its search when the order is cancelled', async () => {
    const orderId = t.newOrderId();
    due(orderId, 'prt_near');
    await t.place(orderId, { dispatch: MATCHED });
    await t.move(orderId, 'accept');
    await t.liveOffer(orderId);
    await t.move(orderId, 'cancel', { actor: 'customer' });
    await t.result(orderId);
    await until(async () =>
      expect((await t.dispatchHandle(orderId).describe()).status.name).toBe('CANCELLED'),
    );
    expect(statuses(orderId)).toEqual(['prt_near WITHDRAWN']);
  });
});
