import { DomainError } from '../domain/errors.ts';

/** How a socket says that nobody answers at the other end. */
const SOCKET_CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * SQLSTATEs of a PostgreSQL that does not serve now: connection exceptions (class 08), shutting down or starting up (57P01–3),
 * no connection left (53300), read-only while another server takes over (25006).
 */
const SQLSTATE = /^(08...|57P0[123]|53300|25006)$/;

/** What pg and ioredis throw without any code. */
const MESSAGES = [
  /^timeout exceeded when trying to connect$/,
  /^(Connection terminated|timeout expired$|Query read timeout$)/,
  /^Client has encountered a connection error/,
  /^(Command timed out$|Connection is closed)/,
  /^Stream isn't writeable/,
  // Replies of a Redis that starts, fails over or has lost its majority.
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\b/,
];
const NAMES = new Set(['MaxRetriesPerRequestError', 'ClusterAllFailedError']);

function saysAway(error: Error): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (SOCKET_CODES.has(code) || SQLSTATE.test(code))) return true;
  return NAMES.has(error.name) || MESSAGES.some((pattern) => pattern.test(error.message));
}

/**
 * Whether an error means that PostgreSQL or Redis cannot be reached now, so that the same request will work later. A host with
 * two addresses fails with an AggregateError of two refusals. Temporal's errors are judged in `order-commands.ts`, which
 * knows what became of the order.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (saysAway(error) || isOutage(error.cause)) return true;
  return error instanceof AggregateError && error.errors.some(isOutage);
}

/** What callers are told of an outage; which server it is stands in the logs. */
export const outageProblem = () =>
  new DomainError(
    'service-unavailable',
    'A part of the service is away for a moment. Send the request again in a few seconds, with the same Idempotency-Key if it has one.',
  );
