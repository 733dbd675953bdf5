import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '../../contracts/orders.ts';
import {
  type Actor,
  isFinal,
  nextStatus,
  type OrderAction,
  type OrderStatus,
} from '../../domain/order/machine.ts';
import { type ApiClient, ProblemError } from '../../scripts/client.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import {
  answer,
  basket,
  customer,
  deliveryOf,
  eventually,
  type OnlinePartner,
  online,
  operator,
  place,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let restaurant: TestRestaurant;
let rider: OnlinePartner;
let people: Record<'customer' | 'restaurant' | 'operator', ApiClient>;

beforeAll(async () => {
  system = await startSystem({ DISPATCH_MAX_ACTIVE_DELIVERIES: '1000' });
  restaurant = await restaurantThatIs(system.db, 'open', 8);
  people = {
    customer: await customer(system.url, 14),
    restaurant: await staff(system.url, restaurant.slug),
    operator: await operator(system.url),
  };
  rider = await online(system.url, 20, { lat: restaurant.lat, lng: restaurant.lng });
});
afterAll(async () => {
  await rider.socket.close();
  await system.close();
});

type Move = { action: Exclude<OrderAction, 'start'>; actor: Exclude<Actor, 'system'> };
/** Everything else that somebody can ask of an order: changes of its items, refunds, tips. */
type Wish =
  | { wish: 'propose'; quantity: number }
  | { wish: 'answer'; verdict: 'approve' | 'refuse' | 'withdraw' }
  | { wish: 'refund'; itemsMinor: number; paidBy: 'everyone' | 'platform' }
  | { wish: 'tip'; tipMinor: number };
type Step = Move | Wish;

/** Every way the API lets somebody ask for a move; the ones that the table forbids must be refused. */
const moves: fc.Arbitrary<Step> = fc.constantFrom<Step>(
  { action: 'accept', actor: 'restaurant' },
  { action: 'reject', actor: 'restaurant' },
  { action: 'prepare', actor: 'restaurant' },
  { action: 'ready', actor: 'restaurant' },
  { action: 'pickUp', actor: 'partner' },
  { action: 'deliver', actor: 'partner' },
  { action: 'fail', actor: 'partner' },
  { action: 'cancel', actor: 'customer' },
  { action: 'cancel', actor: 'restaurant' },
  { action: 'cancel', actor: 'operator' },
);

const minor = fc.integer({ min: 0, max: 3_000 });
const wishes: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ wish: fc.constant('propose' as const), quantity: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    wish: fc.constant('answer' as const),
    verdict: fc.constantFrom('approve' as const, 'refuse' as const, 'withdraw' as const),
  }),
  fc.record({
    wish: fc.constant('refund' as const),
    itemsMinor: minor,
    paidBy: fc.constantFrom('everyone' as const, 'platform' as const),
  }),
  fc.record({ wish: fc.constant('tip' as const), tipMinor: minor }),
);
const steps = fc.oneof(moves, wishes);

/** Sequences that get somewhere: a way along the main road with other moves strewn in. */
const road: Step[] = [
  { action: 'accept', actor: 'restaurant' },
  { action: 'prepare', actor: 'restaurant' },
  { action: 'ready', actor: 'restaurant' },
  { action: 'pickUp', actor: 'partner' },
  { action: 'deliver', actor: 'partner' },
];
const sequences = fc
  .tuple(
    fc.integer({ min: 0, max: road.length }),
    fc.array(steps, { maxLength: 4 }),
    fc.array(wishes, { maxLength: 3 }),
  )
  .map(([length, strewn, after]) => [...road.slice(0, length), ...strewn, ...road.slice(length), ...after]);

const PATHS = { pickUp: 'pick-up', deliver: 'deliver', fail: 'fail' } as const;

async function attempt(order: Order, { action, actor }: Move): Promise<boolean> {
  try {
    if (actor === 'partner') {
      const delivery = await deliveryOf(rider, order.id).catch(() => undefined);
      if (!delivery) return false;
      const path = PATHS[action as keyof typeof PATHS];
      const body = action === 'fail' ? { cause: 'damaged' } : undefined;
      await rider.client.call('POST', `/v1/deliveries/${delivery.id}/${path}`, body);
    } else {
      const body = action === 'cancel' || action === 'reject' ? { reason: 'any' } : undefined;
      await people[actor].call('POST', `/v1/orders/${order.id}/${action}`, body);
    }
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'illegal-transition') return false;
    throw error;
  }
}

const REFUSALS = [
  'change-above-hold',
  'change-not-open',
  'change-pending',
  'illegal-transition',
  'invalid-request', // more than is left, or nothing
];

/** Asks for something that may be refused, but only for a reason that the books give. @returns whether it was done */
async function wish(order: Order, step: Wish): Promise<boolean> {
  const key = { 'Idempotency-Key': randomUUID() };
  const path = `/v1/orders/${order.id}`;
  try {
    switch (step.wish) {
      case 'propose': {
        const body = { items: [{ line: 0, quantity: step.quantity }], reason: 'any' };
        await people.restaurant.call('POST', `${path}/changes`, body);
        break;
      }
      case 'answer': {
        const { changes } = await people.customer.call<Order>('GET', path);
        const by = step.verdict === 'withdraw' ? people.restaurant : people.customer;
        await by.call('POST', `${path}/changes/${changes.at(-1)?.number ?? 1}/${step.verdict}`);
        break;
      }
      case 'refund': {
        const { itemsMinor, paidBy } = step;
        const body = { parts: { itemsMinor }, paidBy, reason: 'any' };
        await people.operator.call('POST', `/v1/admin/orders/${order.id}/refunds`, body, key);
        break;
      }
      case 'tip':
        await people.customer.call(
          'PUT',
          `${path}/tip`,
          { tipMinor: step.tipMinor, paymentToken: 'tok_visa' },
          key,
        );
    }
    return true;
  } catch (error) {
    if (error instanceof ProblemError && REFUSALS.includes(error.problem.code)) return false;
    throw error;
  }
}

const settled = (orderId: string) =>
  eventually(
    () => people.operator.call<Order>('GET', `/v1/orders/${orderId}`),
    ({ payment }) => payment?.status !== 'HELD',
  );

it('any sequence of legal and illegal moves leaves the books sound and the order where the table says', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const order = await place(people.customer, await basket(people.customer, restaurant));
      let status: OrderStatus = 'PLACED';
      let assigned = false;
      for (const step of sequence) {
        if ('wish' in step) {
          // Charged first, or there would be nothing to give back.
          if (isFinal(status)) await settled(order.id);
          await wish(order, step);
          continue;
        }
        if (step.action === 'ready') await wish(order, { wish: 'answer', verdict: 'withdraw' });
        const next = nextStatus(status, step.action, step.actor);
        const possible = next !== undefined && (step.actor !== 'partner' || assigned);
        expect(await attempt(order, step), `${step.action} by ${step.actor} in ${status}`).toBe(possible);
        if (possible) status = next;
        if (status === 'PREPARING' && !assigned) {
          const { data } = await rider.socket.next('offer', (frame) => frame.data.orderId === order.id);
          expect(await answer(rider, data.offerId, 'offer.accept')).toMatchObject({ ok: true });
          assigned = true;
        }
      }
      if (!isFinal(status)) {
        await attempt(order, { action: 'cancel', actor: 'operator' });
        status = 'CANCELLED';
      }
      const end = await settled(order.id);
      expect(end.status).toBe(status);
      await expectSoundBooks(system.db);
    }),
    { numRuns: 15 },
  );
}, 60_000);
