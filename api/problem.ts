import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../contracts/common.ts';
import type { DomainError } from '../domain/errors.ts';

export type ProblemCode = Problem['code'];

/** The one table that turns error codes into HTTP. */
const PROBLEMS: Record<ProblemCode, { status: ContentfulStatusCode; title: string }> = {
  'address-out-of-area': { status: 422, title: 'Address outside the delivery area' },
  'already-placed': { status: 409, title: 'Order already placed' },
  'already-sent': { status: 409, title: 'Already sent' },
  'card-declined': { status: 402, title: 'Card declined' },
  'card-number-refused': { status: 400, title: 'Card number refused' },
  'change-above-hold': { status: 422, title: 'Change costs more than was held' },
  'change-not-open': { status: 409, title: 'Change not open' },
  'change-pending': { status: 409, title: 'Change waits for the customer' },
  'currency-not-supported': { status: 400, title: 'Currency not supported' },
  'dead-letter-closed': { status: 409, title: 'Dead letter closed' },
  'delivery-time-not-possible': { status: 422, title: 'Delivery time not possible' },
  'category-not-empty': { status: 409, title: 'Category not empty' },
  'changed-meanwhile': { status: 412, title: 'Changed by somebody else' },
  'email-taken': { status: 409, title: 'E-mail already in use' },
  'feature-off': { status: 503, title: 'Switched off for now' },
  'headers-too-large': { status: 431, title: 'Headers too large' },
  'idempotency-key-missing': { status: 400, title: 'Idempotency-Key missing' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key used for another request' },
  'illegal-transition': { status: 409, title: 'Not possible in this state' },
  'import-invalid': { status: 422, title: 'Import with errors' },
  'invalid-cursor': { status: 400, title: 'Invalid page cursor' },
  'invalid-image': { status: 422, title: 'Not the picture announced' },
  'invalid-options': { status: 422, title: 'Invalid options' },
  'invalid-quantity': { status: 400, title: 'Invalid quantity' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  'internal-error': { status: 500, title: 'Internal error' },
  'invalid-tip': { status: 400, title: 'Invalid tip' },
  'item-unavailable': { status: 422, title: 'Item sold out' },
  'keys-full': { status: 409, title: 'Too many service keys' },
  'kitchen-full': { status: 422, title: 'Kitchen full' },
  'last-owner': { status: 409, title: 'Last owner' },
  'login-failed': { status: 401, title: 'Login failed' },
  'menu-full': { status: 422, title: 'Menu full' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'off-shift': { status: 409, title: 'Not on shift' },
  'offer-not-live': { status: 409, title: 'Offer not open' },
  'order-too-large': { status: 422, title: 'Order too large' },
  'origin-refused': { status: 403, title: 'Not for this page' },
  'partner-busy': { status: 409, title: 'Partner carries enough' },
  'partner-off-shift': { status: 409, title: 'Partner not on shift' },
  'payload-too-large': { status: 413, title: 'Request too large' },
  'payload-unreadable': { status: 422, title: 'Cannot be decrypted' },
  'payment-unavailable': { status: 503, title: 'Payment not available' },
  'price-not-accepted': { status: 400, title: 'Price not accepted' },
  'pin-locked': { status: 422, title: 'Too many wrong PINs' },
  'pin-wrong': { status: 422, title: 'Wrong PIN' },
  'position-implausible': { status: 422, title: 'Position not plausible' },
  'precondition-missing': { status: 428, title: 'If-Match missing' },
  'promo-not-valid': { status: 422, title: 'Promotion does not apply' },
  'promo-used-up': { status: 422, title: 'Promotion used up' },
  'proof-missing': { status: 422, title: 'Proof of the hand-over missing' },
  'quote-expired': { status: 422, title: 'Quote expired' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'rating-closed': { status: 409, title: 'Too late to rate' },
  'refresh-invalid': { status: 401, title: 'Refresh token not valid' },
  'request-timeout': { status: 408, title: 'Request too slow' },
  'refund-repeated': { status: 409, title: 'Refunded just now' },
  'report-too-large': { status: 422, title: 'Report too large' },
  'restaurant-closed': { status: 422, title: 'Restaurant closed' },
  'scope-missing': { status: 403, title: 'Not within the key’s scopes' },
  'service-unavailable': { status: 503, title: 'Not available now' },
  'session-ended': { status: 401, title: 'Session ended' },
  'staff-full': { status: 409, title: 'Too many people on the staff' },
  'ticket-invalid': { status: 401, title: 'Ticket not valid' },
  'tip-change-pending': { status: 409, title: 'Tip is being changed' },
  'tip-closed': { status: 409, title: 'Too late for the tip' },
  'token-invalid': { status: 401, title: 'Access token not valid' },
  'token-missing': { status: 401, title: 'Access token missing' },
  'too-busy': { status: 503, title: 'Too busy' },
  'too-deep': { status: 400, title: 'Nested too deeply' },
  'too-far-away': { status: 422, title: 'Too far away' },
  'unknown-category': { status: 422, title: 'Unknown category' },
  'unknown-item': { status: 422, title: 'Unknown item' },
  'unknown-parameter': { status: 400, title: 'Unknown query parameter' },
  'unknown-route': { status: 404, title: 'No such address' },
  'unsupported-media-type': { status: 415, title: 'Not JSON' },
  'uri-too-long': { status: 414, title: 'Address too long' },
  'webhook-disabled': { status: 409, title: 'Webhook endpoint disabled' },
  'webhook-refused': { status: 400, title: 'Webhook refused' },
  'webhook-url-refused': { status: 422, title: 'Webhook address refused' },
  'webhooks-full': { status: 409, title: 'Too many webhook endpoints' },
  'wrong-role': { status: 403, title: 'Not for your role' },
};

/** How a code is answered. */
export const problemOf = (code: ProblemCode) => PROBLEMS[code];

const typeOf = (code: ProblemCode) =>
  code === 'internal-error' ? 'about:blank' : `urn:tiffin:problem:${code}`;

/** What an answer with this code looks like, for the documents. */
export const exampleOf = (code: ProblemCode): Problem => ({
  type: typeOf(code),
  ...PROBLEMS[code],
  code,
  detail: 'What happened and what to do next, in words for people.',
});

/** An error as a problem (RFC 9457). @param instance the address that was asked for, where it could be read */
function asProblem(error: DomainError, instance?: string) {
  const { status, title } = PROBLEMS[error.code];
  return {
    type: typeOf(error.code),
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(instance !== undefined && { instance }),
    ...(error.fields.length > 0 && { errors: error.fields }),
  } satisfies Problem;
}

/** An answer before anything has been sent of it. */
export type Answer = { status: ContentfulStatusCode; headers: Record<string, string>; body: string };

const problemJson = (problem: Problem, headers: Record<string, string> = {}): Answer => ({
  status: problem.status as ContentfulStatusCode,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
});

/** What somebody is answered whose request was refused. @param path the address that they asked for, where it could be read */
export function problemAnswer(error: DomainError, path?: string): Answer {
  const problem = asProblem(error, path);
  const { status } = problem;
  return problemJson(problem, {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    // The rest of the body is never read, so the connection cannot serve another request.
    ...(status === 413 && { Connection: 'close' }),
    ...(status === 503 && { 'Retry-After': '5' }),
  });
}

/** What a caller is told of an error that nobody expected: nothing but the request's id, which finds it in the logs. */
export const unexpectedAnswer = (path: string, requestId: string): Answer =>
  problemJson({
    type: typeOf('internal-error'),
    ...PROBLEMS['internal-error'],
    code: 'internal-error',
    detail: `Something went wrong on our side. Try again; if it stays, tell us the request id ${requestId}.`,
    instance: path,
  });

export const respond = (c: Context, { status, headers, body }: Answer): Response =>
  c.body(body, status, headers);
