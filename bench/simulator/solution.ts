import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trip } from './city.ts';
import { outcomesOf } from './figures.ts';
import type { Instance } from './instance.ts';

const minutes = (seconds: number) => seconds / 60;

/** Writes the three files that the publishers' `evaluate.py` checks. Times in minutes; an order left behind has empty fields. */
export function writeSolution(folder: string, instance: Instance, trips: Trip[]): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, head: string, rows: (string | number)[][]) =>
    writeFileSync(
      join(folder, `solution_info_${name}.txt`),
      `${[head, ...rows.map((row) => row.join(' '))].join('\n')}\n`,
    );
  const inOrder = [...trips].sort((a, b) => a.assignedAt - b.assignedAt);
  write(
    'assignments',
    'assignment_time pickup_time courier order',
    inOrder.map(({ assignedAt, pickupAt, courier, orders }) => [
      minutes(assignedAt),
      minutes(pickupAt),
      courier.id,
      ...orders.map(({ id }) => id),
    ]),
  );

  const outcomes = new Map(outcomesOf(trips).map((outcome) => [outcome.order.id, outcome]));
  write(
    'orders',
    'order placement_time restaurant ready_time pickup_time dropoff_time courier',
    instance.orders.map(({ id, placedAt, restaurant, readyAt }) => {
      const outcome = outcomes.get(id);
      const facts = [id, minutes(placedAt), restaurant.id, minutes(readyAt)];
      return outcome
        ? [...facts, minutes(outcome.pickupAt), minutes(outcome.dropoffAt), outcome.trip.courier.id]
        : [...facts, '', '', ''];
    }),
  );

  write(
    'couriers',
    'courier departure_time origin destination',
    instance.couriers.flatMap((courier) =>
      inOrder.filter((trip) => trip.courier === courier).flatMap((trip) => movesOf(trip, instance)),
    ),
  );
}

/** The moves of one trip: to the restaurant, then from door to door. */
function movesOf(trip: Trip, { halfDropoff }: Instance): (string | number)[][] {
  const { courier, orders, from, assignedAt, departedAt, dropoffsAt } = trip;
  const stops = [from.id, orders[0]?.restaurant.id as string, ...orders.map(({ id }) => id)];
  const departures = [assignedAt, departedAt, ...dropoffsAt.map((dropoffAt) => dropoffAt + halfDropoff)];
  return stops
    .slice(1)
    .map((stop, index) => [courier.id, minutes(departures[index] as number), stops[index] as string, stop]);
}
