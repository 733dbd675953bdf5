import type { Context } from 'hono';
import { putHeader } from './answer-headers.ts';
import type { Asked } from './asked.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
  // What Temporal's pages send to a codec endpoint.
  ...['Authorization-Extras', 'X-Namespace'],
].join(', ');
const SHOWN = 'ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const DAY = 24 * 60 * 60;

/** What a browser asks before it sends a request of another page. */
export const asksBeforehand = ({ req }: Asked): boolean =>
  req.method === 'OPTIONS' && req.header('Access-Control-Request-Method') !== undefined;

/**
 * Lets pages of the configured origins read answers. No cookies are used, so no credentials are allowed.
 * @returns whether the request comes from such a page
 */
export function createCors(origins: string[]) {
  const allowed = new Set(origins);
  return (c: Asked): boolean => {
    if (allowed.size === 0) return false;
    putHeader(c, 'Vary', 'Origin');
    const origin = c.req.header('Origin');
    if (origin === undefined || !allowed.has(origin)) return false;
    putHeader(c, 'Access-Control-Allow-Origin', origin);
    putHeader(c, 'Access-Control-Expose-Headers', SHOWN);
    return true;
  };
}

/** The answer to a browser's question beforehand. */
export function preflightResponse(c: Context): Response {
  putHeader(c, 'Access-Control-Allow-Methods', METHODS);
  putHeader(c, 'Access-Control-Allow-Headers', REQUEST_HEADERS);
  putHeader(c, 'Access-Control-Max-Age', String(DAY));
  return c.body(null, 204);
}
