import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { problemAnswer, respond, unexpectedAnswer } from '../../api/problem.ts';
import { Problem } from '../../contracts/common.ts';
import { DomainError, type ErrorCode, type FieldError } from '../../domain/errors.ts';

/** The promised status of each code, written by hand; the type makes the list complete. */
const STATUS: Record<ErrorCode, number> = {
  'card-number-refused': 400,
  'currency-not-supported': 400,
  'idempotency-key-missing': 400,
  'invalid-cursor': 400,
  'invalid-quantity': 400,
  'invalid-request': 400,
  'invalid-tip': 400,
  'price-not-accepted': 400,
  'webhook-refused': 400,
  'login-failed': 401,
  'ticket-invalid': 401,
  'token-invalid': 401,
  'token-missing': 401,
  'card-declined': 402,
  'wrong-role': 403,
  'not-found': 404,
  'unknown-route': 404,
  'method-not-allowed': 405,
  'already-placed': 409,
  'already-sent': 409,
  'change-not-open': 409,
  'webhook-disabled': 409,
  'webhooks-full': 409,
  'webhook-url-refused': 422,
  'dead-letter-closed': 409,
  'change-pending': 409,
  'category-not-empty': 409,
  'illegal-transition': 409,
  'partner-busy': 409,
  'pin-locked': 422,
  'report-too-large': 422,
  'pin-wrong': 422,
  'proof-missing': 422,
  'too-far-away': 422,
  'off-shift': 409,
  'offer-not-live': 409,
  'partner-off-shift': 409,
  'refund-repeated': 409,
  'rating-closed': 409,
  'tip-change-pending': 409,
  'tip-closed': 409,
  'changed-meanwhile': 412,
  'payload-too-large': 413,
  'payload-unreadable': 422,
  'unsupported-media-type': 415,
  'address-out-of-area': 422,
  'change-above-hold': 422,
  'delivery-time-not-possible': 422,
  'idempotency-key-reused': 422,
  'import-invalid': 422,
  'invalid-image': 422,
  'invalid-options': 422,
  'item-unavailable': 422,
  'kitchen-full': 422,
  'menu-full': 422,
  'order-too-large': 422,
  'origin-refused': 403,
  'position-implausible': 422,
  'promo-not-valid': 422,
  'promo-used-up': 422,
  'quote-expired': 422,
  'restaurant-closed': 422,
  'unknown-category': 422,
  'unknown-item': 422,
  'rate-limited': 429,
  'precondition-missing': 428,
  'too-deep': 400,
  'unknown-parameter': 400,
  'refresh-invalid': 401,
  'session-ended': 401,
  'scope-missing': 403,
  'email-taken': 409,
  'keys-full': 409,
  'last-owner': 409,
  'staff-full': 409,
  'uri-too-long': 414,
  'headers-too-large': 431,
  'too-busy': 503,
  'request-timeout': 408,
  'payment-unavailable': 503,
  'feature-off': 503,
  'service-unavailable': 503,
};
const CODES = Object.entries(STATUS) as [ErrorCode, number][];
const codesWith = (status: number) => CODES.filter((row) => row[1] === status).map(([code]) => code);
const codesWithout = (status: number) => CODES.filter((row) => row[1] !== status).map(([code]) => code);

/** The answer of a route that fails with `code`. */
async function answer(code: ErrorCode, fields?: FieldError[]): Promise<Response> {
  const app = new Hono();
  app.get('/v1/orders/:id', () => {
    throw new DomainError(code, 'It did not work. Do something else.', fields);
  });
  app.onError((error, c) => respond(c, problemAnswer(error as DomainError, c.req.path)));
  return app.request('/v1/orders/ord_1?verbose=1');
}

const problemOf = async (response: Response) => Problem.parse(await response.json());

describe('the answer to a domain error', () => {
  it.each(CODES)('of code %s has status %i', async (code, status) => {
    expect((await answer(code)).status).toBe(status);
  });

  it.each(CODES)('of code %s repeats code and status in the body', async (code, status) => {
    expect(await problemOf(await answer(code))).toMatchObject({
      type: `urn:tiffin:problem:${code}`,
      code,
      status,
    });
  });

  it('is problem+json', async () => {
    expect((await answer('not-found')).headers.get('Content-Type')).toBe('application/problem+json');
  });

  it('tells people what the error says, and which address it was', async () => {
    expect(await problemOf(await answer('not-found'))).toMatchObject({
      title: 'Not found',
      detail: 'It did not work. Do something else.',
      instance: '/v1/orders/ord_1',
    });
  });

  it('has a title of its own for each code', async () => {
    const titles = await Promise.all(
      CODES.map(async ([code]) => (await problemOf(await answer(code))).title),
    );
    expect(new Set(titles).size).toBe(CODES.length);
  });

  it('names the wrong parts of the request', async () => {
    const errors = [{ path: 'items.0.quantity', message: 'must be at least 1' }];
    expect((await problemOf(await answer('invalid-request', errors))).errors).toEqual(errors);
  });

  it('has no list of wrong parts when there are none', async () => {
    expect(await problemOf(await answer('invalid-request'))).not.toHaveProperty('errors');
  });
});

describe('the headers of a problem', () => {
  it.each(codesWith(401))('ask for a bearer token with %s', async (code) => {
    expect((await answer(code)).headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  it.each(codesWithout(401))('ask for no token with %s', async (code) => {
    expect((await answer(code)).headers.has('WWW-Authenticate')).toBe(false);
  });

  it.each(codesWith(503))('say when to come back with %s', async (code) => {
    expect(Number((await answer(code)).headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it.each(codesWithout(503))('do not invite to try %s again', async (code) => {
    expect((await answer(code)).headers.has('Retry-After')).toBe(false);
  });
});

describe('the answer to an error that nobody expected', () => {
  async function crash(): Promise<Response> {
    const app = new Hono();
    app.get('/v1/orders', () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7:5432');
    });
    app.onError((_, c) => respond(c, unexpectedAnswer(c.req.path, 'req-42')));
    return app.request('/v1/orders');
  }

  it('is a problem of status 500', async () => {
    const response = await crash();
    expect(response.status).toBe(500);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal-error' });
  });

  it('gives the request id, which finds it in the logs', async () => {
    expect((await problemOf(await crash())).detail).toContain('req-42');
  });

  it('tells nothing of the inside', async () => {
    expect(await (await crash()).text()).not.toContain('10.0.0.7');
  });
});
