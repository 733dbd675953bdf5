import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChangeOfPartner, orderState, PARTNER_CHANGES } from '../../workflows/messages.ts';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing, type Partner } from './world.ts';

// An environment for each test: see order-search.test.ts.
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

const TWO: Partner[] = [
  { id: 'prt_1', km: 1 },
  { id: 'prt_2', km: 2 },
];
const DROPS = { partnerId: 'prt_1', code: 'vehicle' } as const;
const BY_HAND = { actorId: 'adm_1', reason: 'the customer calls' } as const;

const offers = (orderId: string) =>
  t.world.offers(orderId).map(({ partnerId, search, status }) => `${search} ${partnerId} ${status}`);
const statusOf = async (orderId: string) => (await t.orderHandle(orderId).query(orderState)).status;
const story = async (orderId: string) =>
  (await t.orderHandle(orderId).query<{ currentDetails: string }>('__temporal_workflow_metadata'))
    .currentDetails;
/** Waits for an offer of the given search and lets its partner take it. */
async function acceptIn(orderId: string, search: number) {
  const offer = await until(() => {
    const live = t.world.liveOffer(orderId);
    if (live?.search !== search) throw new Error(`search ${search} has made no offer`);
    return live;
  });
  // A task that was handed to a worker as it stopped comes back after ten seconds.
  await until(() => t.idle(t.dispatchHandle(orderId, search)), 15_000);
  await t.accept(orderId, { offerId: offer.id, partnerId: offer.partnerId });
  return offer.partnerId;
}

/** The rest of the way, with whoever has it. */
async function deliver(orderId: string, partnerId: string) {
  await t.move(orderId, 'ready');
  await t.move(orderId, 'pickUp', { actorId: partnerId });
  await t.move(orderId, 'deliver', { actorId: partnerId });
  expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'DELIVERED' });
}

describe('a partner who drops out', () => {
  it('is replaced by the next, who is found by a search of its own and delivers', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.accept(orderId);
    expect(await t.changePartner(orderId, 'dropOut', DROPS)).toEqual({
      status: 'SEARCHING',
      partnerId: null,
      search: 2,
    });
    expect(await acceptIn(orderId, 2)).toBe('prt_2');
    expect(offers(orderId)).toEqual(['1 prt_1 RELEASED', '2 prt_2 ACCEPTED']);
    expect(await t.dispatchHandle(orderId, 2).result()).toEqual({ found: true, partnerId: 'prt_2' });
    expect(await statusOf(orderId)).toBe('PREPARING');
    expect(await story(orderId)).toMatch(/dropOut prt_1: vehicle/);
    expect(await refusalOf(t.move(orderId, 'pickUp', { actorId: 'prt_1' }))).toBe('illegal-transition');
    await deliver(orderId, 'prt_2');
  });

  it('is not asked again, and the order is cancelled when there is nobody else', async () => {
    const orderId = await t.cook({ partners: TWO.slice(0, 1), dispatch: { giveUpAfterSeconds: 100 } });
    await t.accept(orderId);
    await t.changePartner(orderId, 'dropOut', DROPS);
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(offers(orderId)).toEqual(['1 prt_1 RELEASED']);
    expect(await t.dispatchHandle(orderId, 2).result()).toEqual({ found: false, why: 'gave-up' });
  });

  it('may be said through the signal, and twice', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.accept(orderId);
    await t.orderHandle(orderId).signal(PARTNER_CHANGES.dropOut.signal, DROPS);
    await until(() => expect(t.world.delivery(orderId)?.search).toBe(2));
    expect(await t.changePartner(orderId, 'dropOut', DROPS)).toMatchObject({ search: 2 });
    await acceptIn(orderId, 2);
    await deliver(orderId, 'prt_2');
  });

  it('is searched for once, though the answer of the books was lost', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.accept(orderId);
    t.world.disturb('changePartner', orderId, { before: failing(1), after: (call) => failing(2)(call) });
    expect(await t.changePartner(orderId, 'dropOut', DROPS)).toMatchObject({ search: 2 });
    await acceptIn(orderId, 2);
    await deliver(orderId, 'prt_2');
  });

  it('must have the delivery, and not the food yet', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.accept(orderId);
    expect(await refusalOf(t.changePartner(orderId, 'dropOut', { ...DROPS, partnerId: 'prt_2' }))).toBe(
      'illegal-transition',
    );
    await t.move(orderId, 'ready');
    await t.move(orderId, 'pickUp', { actorId: 'prt_1' });
    expect(await refusalOf(t.changePartner(orderId, 'dropOut', DROPS))).toBe('illegal-transition');
    await t.move(orderId, 'deliver', { actorId: 'prt_1' });
    await t.orderHandle(orderId).result();
    await expect(t.changePartner(orderId, 'dropOut', DROPS)).rejects.toThrow(/completed|not found/);
  });

  it.each<[string, unknown]>([
    ['without a partner', { code: 'vehicle' }],
    ['without a code', { partnerId: 'prt_1' }],
    ['with a code that there is not', { partnerId: 'prt_1', code: 'tired' }],
    ['with an operator’s field', { ...DROPS, insteadOf: 'prt_2' }],
    ['as a text', 'prt_1'],
  ])('is refused %s, at the door', async (_what, payload) => {
    const orderId = await t.cook({ partners: TWO });
    expect(await refusalOf(t.changePartner(orderId, 'dropOut', payload as ChangeOfPartner))).toBe(
      'invalid-request',
    );
    expect(t.world.calls('changePartner', orderId)).toEqual([]);
    await t.move(orderId, 'cancel');
  });
});

describe('an operator', () => {
  it('assigns by hand: the live offer is withdrawn and the search ends', async () => {
    const orderId = await t.cook({ partners: TWO });
    const offer = await t.liveOffer(orderId);
    const standing = await t.changePartner(orderId, 'assign', { ...BY_HAND, partnerId: 'prt_9' });
    expect(standing).toEqual({ status: 'ASSIGNED', partnerId: 'prt_9', search: 1 });
    expect(offers(orderId)).toEqual(['1 prt_1 WITHDRAWN']);
    await expect(t.dispatchHandle(orderId).result()).rejects.toThrow();
    expect((await t.dispatchHandle(orderId).describe()).status.name).toBe('CANCELLED');
    await expect(t.accept(orderId, offer)).rejects.toThrow(/completed|not found/);
    await deliver(orderId, 'prt_9');
  });

  it('assigns and unassigns while nobody serves the dispatch queue', async () => {
    await t.stopWorker('dispatch');
    const orderId = await t.cook({ partners: TWO });
    await t.changePartner(orderId, 'assign', { ...BY_HAND, partnerId: 'prt_9' });
    const again = await t.changePartner(orderId, 'unassign', { ...BY_HAND, partnerId: 'prt_9' });
    expect(again).toEqual({ status: 'SEARCHING', partnerId: null, search: 2 });
    await t.startWorker('dispatch');
    // The first search learns that it was cancelled; only the second makes offers.
    expect(await acceptIn(orderId, 2)).toBe('prt_1');
    expect(offers(orderId)).toEqual(['2 prt_1 ACCEPTED']);
    await deliver(orderId, 'prt_1');
  });

  it('gives it from one to another, also with the food, when they say from whom', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.accept(orderId);
    const to = (partnerId: string, insteadOf?: string) =>
      t.changePartner(orderId, 'assign', { ...BY_HAND, partnerId, ...(insteadOf && { insteadOf }) });
    expect(await refusalOf(to('prt_9'))).toBe('illegal-transition');
    expect(await refusalOf(to('prt_9', 'prt_2'))).toBe('illegal-transition');
    expect(await to('prt_9', 'prt_1')).toMatchObject({ status: 'ASSIGNED', partnerId: 'prt_9' });
    await t.move(orderId, 'ready');
    await t.move(orderId, 'pickUp', { actorId: 'prt_9' });
    expect(await to('prt_8', 'prt_9')).toMatchObject({ status: 'PICKED_UP', partnerId: 'prt_8' });
    expect(await refusalOf(t.changePartner(orderId, 'unassign', { ...BY_HAND, partnerId: 'prt_8' }))).toBe(
      'illegal-transition',
    );
    await t.move(orderId, 'deliver', { actorId: 'prt_8' });
    expect(await t.orderHandle(orderId).result()).toMatchObject({ status: 'DELIVERED' });
  });

  it('sends it again under the same key and gets the first answer', async () => {
    const orderId = await t.cook({ partners: TWO });
    const change = { ...BY_HAND, partnerId: 'prt_9' };
    const first = await t.changePartner(orderId, 'assign', change, 'key');
    await t.changePartner(orderId, 'unassign', change);
    expect(await t.changePartner(orderId, 'assign', change, 'key')).toEqual(first);
    expect(t.world.delivery(orderId)?.status).toBe('SEARCHING');
    await t.move(orderId, 'cancel');
  });

  it('is faster than a search that gives up: the order goes on', async () => {
    const orderId = await t.cook({ partners: [], dispatch: { giveUpAfterSeconds: 100 } });
    await t.idle(t.dispatchHandle(orderId));
    await t.changePartner(orderId, 'assign', { ...BY_HAND, partnerId: 'prt_9' });
    await t.env.sleep('200s');
    expect(await statusOf(orderId)).toBe('PREPARING');
    await deliver(orderId, 'prt_9');
  });

  it('cannot assign before the kitchen starts', async () => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    const change = { ...BY_HAND, partnerId: 'prt_9' };
    expect(await refusalOf(t.changePartner(orderId, 'assign', change))).toBe('illegal-transition');
    await t.move(orderId, 'reject');
  });
});

describe('a delivery that nobody near accepts', () => {
  it('waits for a hand while the search goes on, and no longer once somebody has it', async () => {
    const orderId = await t.cook({ partners: [] });
    await until(() => expect(t.world.delivery(orderId)?.manual).toBe(true));
    expect(t.world.calls('callForHand', orderId)[0]).toEqual([
      { orderId, search: 1, againInSeconds: 15, reason: 'Nobody near has accepted.' },
    ]);
    t.world.setPartners(orderId, TWO);
    await t.idle(t.dispatchHandle(orderId));
    await t.env.sleep('16s');
    await acceptIn(orderId, 1);
    expect(t.world.delivery(orderId)).toMatchObject({ manual: false, partnerId: 'prt_1' });
    await deliver(orderId, 'prt_1');
  });

  it('waits for a hand for good when its search has failed', async () => {
    const orderId = await t.cook({ partners: TWO });
    await t.liveOffer(orderId);
    await t.dispatchHandle(orderId).cancel(); // past its order
    await until(() => expect(t.world.delivery(orderId)?.manual).toBe(true));
    expect(t.world.calls('callForHand', orderId)).toEqual([
      [{ orderId, search: 1, reason: 'The search has failed.' }],
    ]);
    await t.changePartner(orderId, 'assign', { ...BY_HAND, partnerId: 'prt_9' });
    await deliver(orderId, 'prt_9');
  });
});
