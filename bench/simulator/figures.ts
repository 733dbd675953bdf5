import { percentile } from '../bench.ts';
import type { Trip } from './city.ts';
import type { Instance, Order } from './instance.ts';
import { travelSeconds } from './instance.ts';

/** What became of one delivered order. Times in seconds. */
export type Outcome = { order: Order; trip: Trip; pickupAt: number; dropoffAt: number };

export const outcomesOf = (trips: Trip[]): Outcome[] =>
  trips.flatMap((trip) =>
    trip.orders.map((order, index) => ({
      order,
      trip,
      pickupAt: trip.pickupAt,
      dropoffAt: trip.dropoffsAt[index] as number,
    })),
  );

/** What no dispatcher can beat: each order picked up the minute it is ready and carried straight to its door. Seconds. */
export const earliestDropoff = (order: Order, instance: Instance): number =>
  order.readyAt +
  instance.halfPickup +
  travelSeconds(order.restaurant, order.door, instance.metresPerMinute) +
  instance.halfDropoff;

/** All in minutes, over the delivered orders; the floor is over all. */
export type Figures = {
  orders: number;
  delivered: number;
  clickToDoor: number;
  clickToDoorP90: number;
  clickToDoorMax: number;
  readyToPickup: number;
  floor: number;
  /** Mean time lost against the floor of the same orders. */
  excess: number;
  bundled: number;
};

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function figuresOf(instance: Instance, trips: Trip[]): Figures {
  const outcomes = outcomesOf(trips);
  const minutes = (of: (outcome: Outcome) => number) => outcomes.map((outcome) => of(outcome) / 60);
  const clickToDoor = minutes(({ order, dropoffAt }) => dropoffAt - order.placedAt);
  return {
    orders: instance.orders.length,
    delivered: outcomes.length,
    clickToDoor: mean(clickToDoor),
    clickToDoorP90: percentile(clickToDoor, 0.9),
    clickToDoorMax: Math.max(...clickToDoor),
    readyToPickup: mean(minutes(({ order, pickupAt }) => pickupAt - order.readyAt)),
    floor: mean(instance.orders.map((order) => (earliestDropoff(order, instance) - order.placedAt) / 60)),
    excess: mean(minutes(({ order, dropoffAt }) => dropoffAt - earliestDropoff(order, instance))),
    bundled: outcomes.filter(({ trip }) => trip.orders.length > 1).length / outcomes.length,
  };
}
