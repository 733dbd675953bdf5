import { createHash } from 'node:crypto';
import {
  type Client,
  isGrpcDeadlineError,
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DomainError, type FieldError, isErrorCode } from '../domain/errors.ts';

/** People wait for these answers; the workflow goes on whether or not they still do. */
const ANSWER_WITHIN_MS = 20_000;

/** JSON with sorted keys: two bodies that mean the same hash the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** Tells a repeated request from another one under the same key. */
export const hashOf = (request: unknown) =>
  createHash('sha256').update(canonical(request)).digest('base64url');

const away = () =>
  new DomainError(
    'service-unavailable',
    'No answer yet; your request is not lost. Send it again with the same Idempotency-Key in a moment.',
  );

/** The domain error with this code, or one that says to try again when a workflow failed for another reason. */
export function refusalFrom(code: string | undefined | null, message: string, fields: unknown): DomainError {
  if (!isErrorCode(code)) return away();
  return new DomainError(code, message, (fields as FieldError[] | undefined) ?? []);
}

/** The domain error behind what the Temporal client threw, or the error itself when it is none that is expected. */
function unwrap(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) return away();
    return refusalFrom(cause.type, cause.message, cause.details?.[0]);
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error)) return away();
  if (error instanceof ServiceError && isGrpcServiceError(error.cause)) return away();
  return error;
}

/** Asks a workflow on behalf of somebody who waits: with an end to their patience, and refusals as domain errors. */
export const createAsk =
  (temporal: Client) =>
  <T>(call: () => Promise<T>): Promise<T> =>
    temporal.withDeadline(Date.now() + ANSWER_WITHIN_MS, call).catch((error) => {
      throw unwrap(error);
    });
