import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerChange, proposeChange } from '../../workflows/messages.ts';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { KEBAB_MINOR } from './world.ts';

let t: Environment;
beforeAll(async () => {
  t = await openEnvironment();
});
afterAll(() => t.close());

const FEWER = { items: [{ line: 0, quantity: 1 }], reason: 'only one left' };
const OTHER = {
  items: [{ line: 0, quantity: 1, substitute: { itemId: 'itm_falafel', quantity: 1, options: [] } }],
  reason: 'falafel instead?',
};
const HELD_MINOR = 2 * KEBAB_MINOR + 380 + 125 + 200;
const WITHOUT_ONE_MINOR = KEBAB_MINOR + 380 + 63 + 200;

/** An order that nobody searches a partner for yet: time can pass. */
async function confirmed(): Promise<string> {
  const orderId = t.newOrderId();
  await t.place(orderId);
  await t.move(orderId, 'accept');
  return orderId;
}
const changes = (orderId: string) => t.world.order(orderId)?.changes.map(({ status }) => status);
const deliver = async (orderId: string) => {
  await t.accept(orderId);
  await t.move(orderId, 'ready');
  await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
  await t.move(orderId, 'deliver', { actorId: 'prt_near' });
  return t.result(orderId);
};

describe('a change that nobody answers', () => {
  it('that only leaves things out is approved when the customer stays silent', async () => {
    const orderId = await confirmed();
    await t.propose(orderId, FEWER);
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('5m');
    await until(() => expect(changes(orderId)).toEqual(['APPROVED']));
    expect(await refusalOf(t.answerTo(orderId, 1, 'REFUSED'))).toBe('change-not-open');
    await t.move(orderId, 'cancel');
  });

  it('with a substitute is refused when the customer stays silent', async () => {
    const orderId = await confirmed();
    await t.propose(orderId, OTHER);
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('4m');
    expect(changes(orderId)).toEqual(['PROPOSED']);
    await t.env.sleep('1m');
    await until(() => expect(changes(orderId)).toEqual(['REFUSED']));
    await t.move(orderId, 'cancel');
  });

  it('that only the books know of is found, and its clock runs', async () => {
    const orderId = await confirmed();
    const price = t.world.order(orderId)?.price as never;
    const expiresAt = new Date((await t.env.currentTimeMs()) + 60_000).toISOString();
    t.world
      .order(orderId)
      ?.changes.push({ number: 1, status: 'PROPOSED', price, whenSilent: 'APPROVED', expiresAt });
    expect(await refusalOf(t.propose(orderId, OTHER))).toBe('change-pending');
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('1m');
    await until(() => expect(changes(orderId)).toEqual(['APPROVED']));
    await t.move(orderId, 'cancel');
  });
});

describe('a change of an order’s items', () => {
  it('is approved: the customer pays for what they get, the rest of the hold goes back', async () => {
    const orderId = await t.cook();
    expect(await t.propose(orderId, FEWER)).toEqual({ id: orderId, number: 1, status: 'PROPOSED' });
    expect(await t.answerTo(orderId, 1, 'APPROVED')).toEqual({ id: orderId, number: 1, status: 'APPROVED' });
    expect(await deliver(orderId)).toEqual({
      status: 'DELIVERED',
      capturedMinor: WITHOUT_ONE_MINOR,
      releasedMinor: HELD_MINOR - WITHOUT_ONE_MINOR,
    });
  });

  it('is refused: the order stays as it was, and another change can be proposed', async () => {
    const orderId = await t.cook();
    await t.propose(orderId, OTHER);
    await t.answerTo(orderId, 1, 'REFUSED');
    expect(await t.propose(orderId, FEWER)).toMatchObject({ number: 2 });
    await t.answerTo(orderId, 2, 'REFUSED');
    expect(await deliver(orderId)).toMatchObject({ capturedMinor: HELD_MINOR });
  });

  it('keeps the food from being ready until it is answered', async () => {
    const orderId = await t.cook();
    await t.propose(orderId, FEWER);
    expect(await refusalOf(t.move(orderId, 'ready'))).toBe('change-pending');
    expect(await refusalOf(t.propose(orderId, OTHER))).toBe('change-pending');
    await t.answerTo(orderId, 1, 'WITHDRAWN');
    expect(await t.move(orderId, 'ready')).toMatchObject({ status: 'READY' });
    await t.move(orderId, 'cancel');
  });

  it('ends with the order', async () => {
    const orderId = await t.cook();
    await t.propose(orderId, FEWER);
    await t.move(orderId, 'cancel', { actor: 'customer' });
    expect(changes(orderId)).toEqual(['WITHDRAWN']);
    await t.result(orderId);
  });

  it('can be asked for and answered by signal too, with the same handler', async () => {
    const orderId = await t.cook();
    await t.orderHandle(orderId).signal(proposeChange.signal, FEWER);
    await until(() => expect(changes(orderId)).toEqual(['PROPOSED']));
    await t.orderHandle(orderId).signal(answerChange.signal, { number: 1, verdict: 'APPROVED' });
    await until(() => expect(changes(orderId)).toEqual(['APPROVED']));
    await t.move(orderId, 'cancel');
  });

  it.each([
    ['no items', { items: [], reason: 'x' }],
    ['a reason that cannot be stored', { items: [{ line: 0, quantity: 1 }], reason: 'a\0b' }],
    ['a negative quantity', { items: [{ line: 0, quantity: -1 }], reason: 'x' }],
    ['half a portion', { items: [{ line: 0, quantity: 0.5 }], reason: 'x' }],
    ['no reason', { items: [{ line: 0, quantity: 0 }] }],
    ['nothing at all', null],
    [
      'a substitute of minus three',
      { items: [{ line: 0, quantity: 0, substitute: { itemId: 'itm_a', quantity: -3 } }], reason: 'x' },
    ],
    [
      'a substitute without a name',
      { items: [{ line: 0, quantity: 0, substitute: { quantity: 1 } }], reason: 'x' },
    ],
    [
      'options that are none',
      {
        items: [{ line: 0, quantity: 0, substitute: { itemId: 'itm_a', quantity: 1, options: [1] } }],
        reason: 'x',
      },
    ],
  ])('typed by hand with %s is refused before it is accepted', async (_what, wish) => {
    const orderId = t.newOrderId();
    await t.place(orderId);
    expect(await refusalOf(t.propose(orderId, wish as never))).toBe('invalid-request');
    await t.move(orderId, 'reject');
  });

  it('may leave the options of a substitute out', async () => {
    const orderId = await confirmed();
    const substitute = { itemId: 'itm_falafel', quantity: 1 } as never;
    await t.propose(orderId, { items: [{ line: 0, quantity: 1, substitute }], reason: 'x' });
    expect(changes(orderId)).toEqual(['PROPOSED']);
    await t.move(orderId, 'cancel');
  });

  it('whose recording met a lost answer is proposed once', async () => {
    const orderId = await confirmed();
    t.world.disturb('proposeChange', orderId, {
      after: (call) => {
        if (call === 1) throw new Error('connection reset');
      },
    });
    expect(await t.propose(orderId, FEWER)).toMatchObject({ number: 1, status: 'PROPOSED' });
    expect(changes(orderId)).toEqual(['PROPOSED']);
    await t.move(orderId, 'cancel');
  });
});

it('replays every history', async () => {
  expect(await t.replayAll()).toEqual({});
});
