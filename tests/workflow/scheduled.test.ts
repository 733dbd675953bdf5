import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { orderState } from '../../workflows/messages.ts';
import { refusalOf } from './driver.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { until } from './until.ts';
import { failing } from './world.ts';

let t: Environment;
beforeAll(async () => {
  t = await openEnvironment();
});
afterAll(() => t.close());
afterEach(() => t.world.open());

/** Places an order for `hours` from now; the world's kitchen begins an hour before. */
async function schedule(hours: number, card?: string): Promise<string> {
  const orderId = t.newOrderId();
  const deliverAt = new Date((await t.env.currentTimeMs()) + hours * 3_600_000).toISOString();
  expect(await t.place(orderId, { deliverAt, ...(card && { card }) })).toMatchObject({
    status: 'SCHEDULED',
    seq: 1,
  });
  await t.idle(t.orderHandle(orderId));
  return orderId;
}
const statusOf = (orderId: string) => t.orderHandle(orderId).query(orderState);
const reaches = (orderId: string, status: string) =>
  until(async () => expect(await statusOf(orderId)).toMatchObject({ status }));
const reasonOf = (orderId: string) => t.world.order(orderId)?.timeline.at(-1)?.reason;

describe('an order for later', () => {
  it('holds no money and bothers nobody until its hour, then goes like any other', async () => {
    const orderId = await schedule(24);
    await t.env.sleep('22h');
    expect(await statusOf(orderId)).toMatchObject({ status: 'SCHEDULED' });
    expect(t.world.hold(orderId)).toBeUndefined();
    await t.env.sleep('1h');
    await reaches(orderId, 'PLACED');
    expect(t.world.hold(orderId)).toMatchObject({ status: 'HELD' });
    await t.move(orderId, 'accept');
    await t.move(orderId, 'cancel', { actor: 'customer' });
    expect(await t.result(orderId)).toMatchObject({ status: 'CANCELLED', capturedMinor: 0 });
    expect(t.world.hold(orderId)).toMatchObject({ status: 'VOIDED' });
  });

  it('gives the restaurant its whole time to answer from when it begins', async () => {
    const orderId = await schedule(3);
    await t.env.sleep('2h');
    await reaches(orderId, 'PLACED');
    await t.idle(t.orderHandle(orderId));
    await t.env.sleep('11m');
    expect(await statusOf(orderId)).toMatchObject({ status: 'PLACED' });
    await t.env.sleep('1m');
    await reaches(orderId, 'REJECTED');
    await t.result(orderId);
  });

  it.each(['customer', 'restaurant', 'operator'] as const)(
    'can be cancelled by the %s until then',
    async (actor) => {
      const orderId = await schedule(5);
      expect(await t.move(orderId, 'cancel', { actor })).toMatchObject({ status: 'CANCELLED' });
      expect(await t.result(orderId)).toEqual({
        status: 'CANCELLED',
        capturedMinor: 0,
        releasedMinor: 0,
      });
      expect(t.world.calls('settlePayment', orderId)).toEqual([]);
    },
  );

  it.each(['accept', 'reject', 'prepare'] as const)(
    'cannot be handled early: %s is refused',
    async (action) => {
      const orderId = await schedule(5);
      expect(await refusalOf(t.move(orderId, action))).toBe('illegal-transition');
      await t.move(orderId, 'cancel');
    },
  );

  it('ends, and the customer hears why, when the card is declined at its hour', async () => {
    const orderId = await schedule(2, 'tok_declined');
    await t.env.sleep('1h');
    await reaches(orderId, 'CANCELLED');
    expect(reasonOf(orderId)).toContain('declined');
    expect(await t.result(orderId)).toEqual({
      status: 'CANCELLED',
      capturedMinor: 0,
      releasedMinor: 0,
    });
    expect(t.world.calls('releaseHold', orderId)).toEqual([[orderId]]);
  });

  it('ends when the kitchen is closed at its hour, without touching the card', async () => {
    const orderId = await schedule(2);
    t.world.close();
    await t.env.sleep('1h');
    await reaches(orderId, 'CANCELLED');
    expect(reasonOf(orderId)).toBe('The kitchen is closed today.');
    await t.result(orderId);
    expect(t.world.calls('authorizeHold', orderId)).toEqual([]);
  });

  it('waits for a provider that is away for minutes', async () => {
    const orderId = await schedule(2);
    t.world.disturb('authorizeHold', orderId, { before: failing(20) });
    await t.env.sleep('1h');
    await t.env.sleep('4m');
    await reaches(orderId, 'PLACED');
    await t.move(orderId, 'reject');
    await t.result(orderId);
  });

  it('whose hold is not known when it is given up leaves none behind', async () => {
    const orderId = await schedule(2);
    t.world.disturb('authorizeHold', orderId, { after: failing() });
    await t.env.sleep('1h');
    await t.env.sleep('6m');
    await reaches(orderId, 'CANCELLED');
    await t.result(orderId);
    expect(t.world.hold(orderId)).toMatchObject({ status: 'VOIDED' });
  });
});

it('replays every history', async () => {
  expect(await t.replayAll()).toEqual({});
});
