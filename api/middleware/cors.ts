import type { Context } from 'hono';
import type { Env } from '../env.ts';
import { putHeader } from './answer-headers.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
  // What Temporal's pages send to a codec endpoint.
  ...['Authorization-Extras', 'X-Namespace'],
].join(', ');
const SHOWN = 'ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const DAY = 24 * 60 * 60;

/**
 * Lets pages of the configured origins read answers. No cookies are used, so no credentials are allowed.
 * @returns the answer to a browser's question beforehand; undefined for a request to go on with
 */
export function createCors(origins: string[]) {
  const allowed = new Set(origins);
  return (c: Context<Env>): Response | undefined => {
    if (allowed.size === 0) return undefined;
    putHeader(c, 'Vary', 'Origin');
    const origin = c.req.header('Origin');
    if (origin === undefined || !allowed.has(origin)) return undefined;
    putHeader(c, 'Access-Control-Allow-Origin', origin);
    putHeader(c, 'Access-Control-Expose-Headers', SHOWN);
    const asksBeforehand =
      c.req.method === 'OPTIONS' && c.req.header('Access-Control-Request-Method') !== undefined;
    if (!asksBeforehand) return undefined;
    putHeader(c, 'Access-Control-Allow-Methods', METHODS);
    putHeader(c, 'Access-Control-Allow-Headers', REQUEST_HEADERS);
    putHeader(c, 'Access-Control-Max-Age', String(DAY));
    return c.body(null, 204);
  };
}
