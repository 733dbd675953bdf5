/**
 * What can go wrong for reasons a caller can understand. Domain errors know nothing of HTTP or Temporal: `api/problem.ts`
 * turns codes into problem documents, `activities/failures.ts` into workflow failures.
 */
export const ERROR_CODES = [
  'address-out-of-area',
  'already-placed',
  'card-declined',
  'category-not-empty',
  'changed-meanwhile',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'illegal-transition',
  'import-invalid',
  'invalid-cursor',
  'invalid-image',
  'invalid-options',
  'invalid-request',
  'item-unavailable',
  'kitchen-full',
  'login-failed',
  'menu-full',
  'method-not-allowed',
  'not-found',
  'offer-not-live',
  'order-too-large',
  'payload-too-large',
  'payment-unavailable',
  'precondition-missing',
  'promo-not-valid',
  'promo-used-up',
  'quote-expired',
  'restaurant-closed',
  'service-unavailable',
  'ticket-invalid',
  'token-invalid',
  'token-missing',
  'unknown-category',
  'unknown-item',
  'unknown-route',
  'unsupported-media-type',
  'wrong-role',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether a text that came from elsewhere is one of our codes. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(text);
}

/** One part of a request that is wrong: `path` is a JSON path such as `items.0.quantity`. */
export type FieldError = { path: string; message: string };

/** An expected failure with a stable code. `message` is shown to people, so it says what to do next. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[];

  constructor(code: ErrorCode, message: string, fields: FieldError[] = []) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.fields = fields;
  }
}
