import type { ExpectedDelivery } from './snapshot.ts';

/**
 * A forecast without a model: what was placed in the last minutes will be placed again in the next ones, at the same
 * restaurants, to the same doors, in the same rhythm. It follows a rush within minutes and knows nothing of the future.
 * @param recent deliveries in any order; only those of the last `windowSeconds` count
 */
export const expectedAgain = <P>(
  recent: readonly ExpectedDelivery<P>[],
  now: number,
  windowSeconds: number,
): ExpectedDelivery<P>[] =>
  recent
    .filter(({ placedAt }) => placedAt <= now && placedAt > now - windowSeconds)
    .map((delivery) => ({
      ...delivery,
      placedAt: delivery.placedAt + windowSeconds,
      readyAt: delivery.readyAt + windowSeconds,
    }));

export const FORECAST_WINDOW_SECONDS = 15 * 60;
