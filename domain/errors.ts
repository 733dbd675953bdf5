/**
 * What can go wrong for reasons a caller can understand. Domain errors know nothing of HTTP or Temporal: `api/problem.ts`
 * turns codes into problem documents, `activities/failures.ts` into workflow failures.
 */
export type ErrorCode =
  | 'address-out-of-area'
  | 'already-placed'
  | 'card-declined'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'illegal-transition'
  | 'invalid-cursor'
  | 'invalid-options'
  | 'invalid-request'
  | 'item-unavailable'
  | 'login-failed'
  | 'not-found'
  | 'offer-not-live'
  | 'order-too-large'
  | 'payload-too-large'
  | 'payment-unavailable'
  | 'restaurant-closed'
  | 'service-unavailable'
  | 'ticket-invalid'
  | 'token-invalid'
  | 'token-missing'
  | 'unknown-item'
  | 'unknown-route'
  | 'unsupported-media-type'
  | 'wrong-role';

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
