import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from './driver.ts';
import { ENCRYPTED, type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing, type Partner } from './world.ts';

const street = (count: number): Partner[] =>
  Array.from({ length: count }, (_, index) => ({ id: `prt_${index + 1}`, km: 1 + index / 10 }));

const radii = (t: Environment, orderId: string) =>
  t.world.calls('offerToBest', orderId).map(([{ radiusKm }]) => radiusKm);
const statuses = (t: Environment, orderId: string) =>
  t.world.offers(orderId).map(({ partnerId, status }) => `${partnerId} ${status}`);

describe('a search', () => {
  let t: Environment;
  beforeAll(async () => {
    t = await openEnvironment();
  });
  afterAll(() => t.close());

  it('ends when the first partner accepts', async () => {
    const orderId = await t.search(street(2));
    await t.accept(orderId);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_1' });
    expect(statuses(t, orderId)).toEqual(['prt_1 ACCEPTED']);
    expect(t.world.delivery(orderId)).toMatchObject({ status: 'ASSIGNED', partnerId: 'prt_1' });
  });

  it('asks the next partner at once when one declines', async () => {
    const orderId = await t.search(street(2));
    const first = await t.liveOffer(orderId);
    await t.decline(orderId, first);
    const second = await t.liveOffer(orderId, first.offerId);
    expect(second.partnerId).toBe('prt_2');
    await t.accept(orderId, second);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_2' });
    expect(statuses(t, orderId)).toEqual(['prt_1 DECLINED', 'prt_2 ACCEPTED']);
    expect(radii(t, orderId)).toEqual([3, 3]);
  });

  it('gives a partner 30 seconds, then asks the next', async () => {
    const orderId = await t.search(street(2));
    const first = await t.liveOffer(orderId);
    await t.env.sleep('25s');
    expect(t.world.liveOffer(orderId)?.id).toBe(first.offerId);
    await t.env.sleep('6s');
    const second = await t.liveOffer(orderId, first.offerId);
    expect(statuses(t, orderId)).toEqual(['prt_1 TIMED_OUT', 'prt_2 LIVE']);
    expect(await refusalOf(t.accept(orderId, first))).toBe('offer-not-live');
    await t.accept(orderId, second);
    await t.dispatchHandle(orderId).result();
  });

  it('passes over partners whom no offer reaches, without counting them', async () => {
    const offline = street(4).map((partner) => ({ ...partner, offline: true }));
    const orderId = await t.search([...offline, { id: 'prt_online', km: 2.9 }]);
    expect((await t.liveOffer(orderId)).partnerId).toBe('prt_online');
    expect(radii(t, orderId)).toEqual([3, 3, 3, 3, 3]);
    await t.accept(orderId);
    await t.dispatchHandle(orderId).result();
  });

  it('widens after three refusals, numbering each try', async () => {
    const orderId = await t.search([...street(5), { id: 'prt_far', km: 4 }]);
    for (const _ of [1, 2, 3]) {
      const offer = await t.liveOffer(orderId);
      await t.decline(orderId, offer);
      await t.liveOffer(orderId, offer.offerId);
    }
    expect(radii(t, orderId)).toEqual([3, 3, 3, 5]);
    expect(t.world.calls('offerToBest', orderId).map(([{ attempt }]) => attempt)).toEqual([1, 2, 3, 4]);
    await t.accept(orderId);
    await t.dispatchHandle(orderId).result();
  });

  it('leaves an empty radius at once, waits when all are empty, then starts over', async () => {
    const orderId = await t.search([]);
    const times: number[] = [];
    t.world.disturb('offerToBest', orderId, {
      before: async (call) => {
        if (call % 4 === 1) times.push(await t.env.currentTimeMs());
        if (call === 13) t.world.setPartners(orderId, street(1));
      },
    });
    await until(() => expect(radii(t, orderId)).toHaveLength(4));
    for (const [pause, tries] of [
      ['16s', 8],
      ['31s', 12],
      ['61s', 13],
    ] as const) {
      await t.idle(t.dispatchHandle(orderId));
      await t.env.sleep(pause);
      await until(() => expect(radii(t, orderId)).toHaveLength(tries));
    }
    await t.accept(orderId);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_1' });
    expect(radii(t, orderId)).toEqual([3, 5, 8, 12, 3, 5, 8, 12, 3, 5, 8, 12, 3]);
    expect(t.world.calls('offerToBest', orderId).map(([{ round }]) => round)).toEqual([
      0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3,
    ]);
    const pauses = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
    expect(pauses).toEqual([15, 30, 60]);
  });

  it('gives up when its time is over', async () => {
    const orderId = await t.search([], { giveUpAfterSeconds: 100 });
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'gave-up' });
    // 15 s, 30 s, and the rest of the 100 s instead of 60 s.
    expect(radii(t, orderId)).toHaveLength(3 * 4);
    expect(t.world.calls('offerToBest', orderId).at(-1)?.[0].round).toBe(2);
  });

  it('ends when the delivery needs no partner any more', async () => {
    const orderId = await t.search(street(2));
    const offer = await t.liveOffer(orderId);
    const delivery = t.world.delivery(orderId);
    if (delivery) delivery.status = 'CANCELLED';
    await t.decline(orderId, offer);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'over' });
  });

  it('goes on when the books refuse the acceptance', async () => {
    const orderId = await t.search(street(2));
    const first = await t.liveOffer(orderId);
    for (const offer of t.world.offers(orderId)) offer.status = 'WITHDRAWN';
    expect(await refusalOf(t.accept(orderId, first))).toBe('offer-not-live');
    const second = await t.liveOffer(orderId, first.offerId);
    await t.accept(orderId, second);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: second.partnerId });
  });

  it('outlasts a database that fails, at every step', async () => {
    const orderId = await t.search([]);
    for (const name of ['offerToBest', 'assignPartner', 'closeOffer'] as const)
      t.world.disturb(name, orderId, { before: failing(1), after: (call) => failing(2)(call) });
    t.world.setPartners(orderId, street(2));
    await t.idle(t.dispatchHandle(orderId));
    await t.env.sleep('16s');
    const first = await t.liveOffer(orderId);
    await t.decline(orderId, first);
    await t.accept(orderId, await t.liveOffer(orderId, first.offerId));
    expect(await t.dispatchHandle(orderId).result()).toMatchObject({ found: true });
    expect(statuses(t, orderId)).toEqual(['prt_1 DECLINED', 'prt_2 ACCEPTED']);
  });

  it('goes through the same code again, for every history written above', async () => {
    expect(await t.replayAll()).toEqual({});
  });
});

// Each with an environment of its own: see order-search.test.ts.
describe('an answer', () => {
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

  it('to an offer that is not live, or somebody else’s, is refused', async () => {
    const orderId = await t.search(street(2));
    const offer = await t.liveOffer(orderId);
    expect(await refusalOf(t.accept(orderId, { ...offer, offerId: `ofr_${orderId}_9` }))).toBe(
      'offer-not-live',
    );
    expect(await refusalOf(t.accept(orderId, { ...offer, partnerId: 'prt_2' }))).toBe('offer-not-live');
    expect(await refusalOf(t.decline(orderId, { ...offer, partnerId: 'prt_2' }))).toBe('offer-not-live');
    expect(statuses(t, orderId)).toEqual(['prt_1 LIVE']);
    await t.accept(orderId, offer);
    await t.dispatchHandle(orderId).result();
  });

  it('counts once: of two acceptances that arrive together one is refused', async () => {
    const orderId = await t.search(street(1));
    const offer = await t.liveOffer(orderId);
    await t.stopWorker('dispatch');
    const answers = [1, 2].map(() => {
      const update = t.accept(orderId, offer);
      return update.then(
        () => 'accepted',
        () => refusalOf(update),
      );
    });
    await new Promise((resolve) => setTimeout(resolve, 100)); // both are on their way
    await t.startWorker('dispatch');
    expect((await Promise.all(answers)).sort()).toEqual(['accepted', 'offer-not-live']);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_1' });
    expect(t.world.calls('assignPartner', orderId)).toHaveLength(1);
  });

  it('is late when the time ran out while no worker was there to notice', async () => {
    const orderId = await t.search(street(2));
    const offer = await t.liveOffer(orderId);
    await t.stopWorker('dispatch');
    await t.env.sleep('31s');
    const answer = refusalOf(t.accept(orderId, offer));
    await t.startWorker('dispatch');
    expect(await answer).toBe('offer-not-live');
    const second = await t.liveOffer(orderId, offer.offerId);
    expect(statuses(t, orderId)).toEqual(['prt_1 TIMED_OUT', 'prt_2 LIVE']);
    await t.accept(orderId, second);
    await t.dispatchHandle(orderId).result();
  });

  it('still arrives when the worker was replaced in the middle of the offer', async () => {
    const orderId = await t.search(street(1));
    const offer = await t.liveOffer(orderId);
    await t.stopWorker('dispatch');
    await t.startWorker('dispatch');
    await t.accept(orderId, offer);
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: true, partnerId: 'prt_1' });
    expect(t.world.calls('offerToBest', orderId)).toHaveLength(1);
  });

  it('is impossible after a cancellation, which withdraws the live offer', async () => {
    const orderId = await t.search(street(2));
    const offer = await t.liveOffer(orderId);
    await t.dispatchHandle(orderId).cancel();
    await expect(t.dispatchHandle(orderId).result()).rejects.toThrow();
    expect((await t.dispatchHandle(orderId).describe()).status.name).toBe('CANCELLED');
    expect(statuses(t, orderId)).toEqual(['prt_1 WITHDRAWN']);
    await expect(t.accept(orderId, offer)).rejects.toThrow(/completed|not found/);
  });
});

describe('a search without end', () => {
  let t: Environment;
  beforeEach(async () => {
    t = await openEnvironment();
  });
  afterEach(() => t.close());

  it('asks at most ten who cannot be reached at each radius, however many there are', async () => {
    const stale = street(1_000).map(({ id }) => ({ id, km: 1, offline: true }));
    const orderId = await t.search(stale, { giveUpAfterSeconds: 10 });
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'gave-up' });
    const tried = radii(t, orderId).filter((radius) => radius === 3);
    expect(tried.length).toBeLessThanOrEqual(20);
    expect(t.world.offers(orderId).every(({ status }) => status === 'UNREACHED')).toBe(true);
    const { events } = await t.dispatchHandle(orderId).fetchHistory();
    expect(events?.length).toBeLessThan(150);
  });

  it('goes on in a new run when its history is long, where it was and with the same end', async () => {
    const giveUpAfterSeconds = 240 * 60;
    const orderId = await t.search([], { giveUpAfterSeconds });
    const times: number[] = [];
    const stamp = async () => times.push(await t.env.currentTimeMs());
    t.world.disturb('offerToBest', orderId, { before: stamp });
    expect(await t.dispatchHandle(orderId).result()).toEqual({ found: false, why: 'gave-up' });
    const minutes = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60_000;
    expect(minutes).toBeGreaterThan(238);
    expect(minutes).toBeLessThan(240);
    const runs = t.world.calls('offerToBest', orderId).map(([{ attempt }]) => attempt);
    expect(runs).toEqual(Array.from({ length: runs.length }, (_, index) => index + 1));
    const { events } = await t.dispatchHandle(orderId).fetchHistory();
    expect(events?.length).toBeLessThan(2_100);
    const { payloads } = events?.[0]?.workflowExecutionStartedEventAttributes?.input ?? {};
    const [input] = (await ENCRYPTED.payloadCodecs[0]?.decode(payloads ?? [])) ?? [];
    expect(JSON.parse(String(input?.data))).toMatchObject({ orderId, resume: { state: expect.anything() } });
    expect(await t.replayAll()).toEqual({});
  });
});
