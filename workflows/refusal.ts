import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { ErrorCode } from '../domain/errors.ts';

/** An expected "no", to be thrown from a handler or validator; a plain `Error` there would stall the workflow instead. */
export function refuse(code: ErrorCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true });
}

/** The refusal inside an activity's failure; any other failure becomes `fallback`. */
export function refusalOf(
  error: unknown,
  fallback: { code: ErrorCode; message: string },
): ApplicationFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure && cause.nonRetryable && cause.type) return cause;
  return refuse(fallback.code, fallback.message);
}
