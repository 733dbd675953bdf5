import { DEFAULT_DISPATCH_RULES } from '../../domain/dispatch/scored.ts';
import { type Behaviour, city, type Trip } from './city.ts';
import { virtualClock } from './clock.ts';
import type { Instance } from './instance.ts';
import { scoredSearches } from './scored.ts';

/** A whole day on the virtual clock: returns the trips that were driven. The same input gives the same day. */
export function simulate(instance: Instance, behaviour: Behaviour): Trip[] {
  const clock = virtualClock();
  const { trips, ...rest } = city(instance, behaviour, clock, () => {});
  const place = scoredSearches({ trips, ...rest }, clock, DEFAULT_DISPATCH_RULES);
  for (const order of instance.orders) clock.at(order.placedAt, () => place(order));
  clock.run();
  return trips;
}
