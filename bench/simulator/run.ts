import { DEFAULT_DISPATCH_RULES } from '../../domain/dispatch/scored.ts';
import { DEFAULT_PLAN_RULES, type PlanRules } from '../../domain/dispatch/snapshot.ts';
import { type Behaviour, type City, city, type Trip } from './city.ts';
import { type Clock, virtualClock } from './clock.ts';
import type { Instance, Order } from './instance.ts';
import { matchedRounds } from './matched.ts';
import { type Calibration, type Promises, promises } from './promises.ts';
import { scoredSearches } from './scored.ts';

type Dispatcher = (city: City, clock: Clock, rules: PlanRules, told: Promises) => (order: Order) => void;

export const POLICIES = {
  scored: (city, clock) => scoredSearches(city, clock, DEFAULT_DISPATCH_RULES),
  matched: matchedRounds,
} as const satisfies Record<string, Dispatcher>;

export type Policy = keyof typeof POLICIES;
export type Day = { trips: Trip[]; calibration: Calibration };

/** A whole day on the virtual clock. The same input gives the same day. */
export function simulate(instance: Instance, policy: Policy, behaviour: Behaviour): Day {
  const clock = virtualClock();
  const town = city(instance, behaviour, clock);
  const told = promises(clock);
  const { halfPickup: halfPickupSeconds, halfDropoff: halfDropoffSeconds } = instance;
  const rules = { ...DEFAULT_PLAN_RULES, halfPickupSeconds, halfDropoffSeconds };
  const dispatcher: Dispatcher = POLICIES[policy];
  const place = dispatcher(town, clock, rules, told);
  for (const order of instance.orders) clock.at(order.placedAt, () => place(order));
  clock.run();
  return { trips: town.trips, calibration: told.calibration() };
}
