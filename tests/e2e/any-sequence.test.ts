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

type Step = { action: OrderAction; actor: Exclude<Actor, 'system'> };

/** Every way the API lets somebody ask for a move; the ones that the table forbids must be refused. */
const steps: fc.Arbitrary<Step> = fc.constantFrom<Step>(
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

/** Sequences that get somewhere: a way along the main road with other moves strewn in. */
const road: Step[] = [
  { action: 'accept', actor: 'restaurant' },
  { action: 'prepare', actor: 'restaurant' },
  { action: 'ready', actor: 'restaurant' },
  { action: 'pickUp', actor: 'partner' },
  { action: 'deliver', actor: 'partner' },
];
const sequences = fc
  .tuple(fc.integer({ min: 0, max: road.length }), fc.array(steps, { maxLength: 4 }))
  .map(([length, strewn]) => [...road.slice(0, length), ...strewn, ...road.slice(length)]);

const PATHS = { pickUp: 'pick-up', deliver: 'deliver', fail: 'fail' } as const;

async function attempt(order: Order, { action, actor }: Step): Promise<boolean> {
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

it('any sequence of legal and illegal moves leaves the books sound and the order where the table says', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const order = await place(people.customer, await basket(people.customer, restaurant));
      let status: OrderStatus = 'PLACED';
      let assigned = false;
      for (const step of sequence) {
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
      const end = await eventually(
        () => people.operator.call<Order>('GET', `/v1/orders/${order.id}`),
        ({ payment }) => payment?.status !== 'HELD',
      );
      expect(end.status).toBe(status);
      await expectSoundBooks(system.db);
    }),
    { numRuns: 15 },
  );
}, 60_000);
