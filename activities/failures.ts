import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../domain/errors.ts';

/**
 * Whether PostgreSQL refused the data itself (SQLSTATE classes 22 and 23: bad data, broken constraint). The transaction is
 * rolled back for certain, and the same data would be refused again.
 */
function isRefusedData(error: unknown): boolean {
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23][0-9A-Z]{3}$/.test(state);
}

/**
 * Turns a domain error into a failure that no retry can mend, its code as the type; everything else passes through and is
 * retried. `api/order-commands.ts` reads the failure back.
 */
function asFailure(error: unknown, refusedDataIsFinal: boolean): unknown {
  if (refusedDataIsFinal && isRefusedData(error)) {
    return ApplicationFailure.create({
      type: 'service-unavailable',
      message: 'This could not be recorded. Tell us if it happens again.',
      nonRetryable: true,
      cause: error as Error,
    });
  }
  if (!(error instanceof DomainError)) return error;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: true,
    details: [error.fields],
    cause: error,
  });
}

type AnyActivity = (...args: never[]) => Promise<unknown>;

/**
 * The same activities, with their domain errors turned into failures.
 * @param refusedDataIsFinal which of them give up when the database refuses their data. Not those that move money: what a
 *   provider has done must be booked, so they try again until somebody has mended the data
 */
export function withFailures<A extends Record<string, AnyActivity>>(
  activities: A,
  refusedDataIsFinal: readonly (keyof A)[] = [],
): A {
  const wrap =
    (name: string, activity: AnyActivity): AnyActivity =>
    async (...args) => {
      try {
        return await activity(...args);
      } catch (error) {
        throw asFailure(error, refusedDataIsFinal.includes(name));
      }
    };
  return Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [name, wrap(name, activity)]),
  ) as A;
}
