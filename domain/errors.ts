/**
 * What can go wrong for reasons a caller can understand. Domain errors know nothing of HTTP or Temporal: `api/problem.ts`
 * turns codes into problem documents, `activities/failures.ts` into workflow failures.
 */
export const ERROR_CODES = [
  'address-out-of-area',
  'already-placed',
  'already-sent',
  'card-declined',
  'card-number-refused',
  'change-above-hold',
  'change-not-open',
  'change-pending',
  'currency-not-supported',
  'dead-letter-closed',
  'delivery-time-not-possible',
  'category-not-empty',
  'changed-meanwhile',
  'email-taken',
  'feature-off',
  'headers-too-large',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'illegal-transition',
  'import-invalid',
  'invalid-cursor',
  'invalid-image',
  'invalid-options',
  'invalid-quantity',
  'invalid-request',
  'invalid-tip',
  'item-unavailable',
  'keys-full',
  'kitchen-full',
  'last-owner',
  'login-failed',
  'menu-full',
  'method-not-allowed',
  'not-found',
  'off-shift',
  'offer-not-live',
  'order-too-large',
  'origin-refused',
  'partner-busy',
  'partner-off-shift',
  'payload-too-large',
  'payload-unreadable',
  'payment-unavailable',
  'price-not-accepted',
  'pin-locked',
  'pin-wrong',
  'position-implausible',
  'precondition-missing',
  'promo-not-valid',
  'promo-used-up',
  'proof-missing',
  'quote-expired',
  'rate-limited',
  'rating-closed',
  'refresh-invalid',
  'request-timeout',
  'refund-repeated',
  'report-too-large',
  'restaurant-closed',
  'scope-missing',
  'service-unavailable',
  'session-ended',
  'staff-full',
  'ticket-invalid',
  'tip-change-pending',
  'tip-closed',
  'token-invalid',
  'token-missing',
  'too-busy',
  'too-deep',
  'too-far-away',
  'unknown-category',
  'unknown-item',
  'unknown-parameter',
  'unknown-route',
  'unsupported-media-type',
  'uri-too-long',
  'webhook-disabled',
  'webhook-refused',
  'webhook-url-refused',
  'webhooks-full',
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
