import {
  afterOutcome,
  type ErrorRange,
  errorRange,
  isWithin,
  NOTHING_KNOWN,
} from '../../domain/dispatch/eta.ts';
import type { Trip } from './city.ts';
import type { Clock } from './clock.ts';
import { outcomesOf } from './figures.ts';

/** What a customer was told when ordering: a time, and how far off it may be, in seconds. */
type Told = { dropoffAt: number; range: ErrorRange };

/**
 * How the promises held. `held` is the share of those made, `width` the mean length of their ranges and `meanError` of their
 * errors in minutes, `exact` the share that came true to the second.
 */
export type Calibration = { made: number; held: number; width: number; exact: number; meanError: number };

/** The customers' side of a day: promises a range for each order, and learns from each drop-off. */
export function promises(clock: Clock) {
  const told = new Map<string, Told>();
  const errors: { error: number; range: ErrorRange }[] = [];
  let record = NOTHING_KNOWN;

  return {
    /** The first estimate of an order is the promise. */
    tell(orderId: string, dropoffAt: number): void {
      if (!told.has(orderId)) told.set(orderId, { dropoffAt, range: errorRange(record) });
    },
    /** Nothing is learnt before the food is at the door. */
    underWay(trip: Trip): void {
      for (const { order, dropoffAt } of outcomesOf([trip])) {
        const promise = told.get(order.id);
        if (!promise) continue;
        clock.at(dropoffAt, () => {
          const error = dropoffAt - promise.dropoffAt;
          errors.push({ error, range: promise.range });
          record = afterOutcome(record, error, promise.range);
        });
      }
    },
    calibration(): Calibration {
      const mean = (of: (one: (typeof errors)[number]) => number) =>
        errors.reduce((sum, one) => sum + of(one), 0) / errors.length;
      return {
        made: errors.length,
        held: mean(({ error, range }) => (isWithin(error, range) ? 1 : 0)),
        exact: mean(({ error }) => (error === 0 ? 1 : 0)),
        width: mean(({ range }) => range.high - range.low) / 60,
        meanError: mean(({ error }) => Math.abs(error)) / 60,
      };
    },
  };
}

export type Promises = ReturnType<typeof promises>;
