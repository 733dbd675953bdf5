import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../domain/errors.ts';

/**
 * Turns a domain error into a failure that no retry can mend, its code as the type; everything else passes through and is
 * retried. `api/problem.ts` reads the failure back.
 */
function asFailure(error: unknown): unknown {
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

/** The same activities, with their domain errors turned into failures. */
export function withFailures<A extends Record<string, AnyActivity>>(activities: A): A {
  const wrap =
    (activity: AnyActivity): AnyActivity =>
    async (...args) => {
      try {
        return await activity(...args);
      } catch (error) {
        throw asFailure(error);
      }
    };
  return Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [name, wrap(activity)]),
  ) as A;
}
