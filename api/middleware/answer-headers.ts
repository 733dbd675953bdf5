import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Env } from '../env.ts';

/**
 * What keeps browsers from misusing an answer that is data. (Of Hono's `secureHeaders()` those that have to do with it; the
 * others are for pages, or for browsers that are gone.)
 */
const SECURE = Object.entries({
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
});

/** Node's own response, where the request came over HTTP. */
type NodeEnv = { outgoing?: ServerResponse };

/**
 * Puts a header on Node's own response: as a web `Headers` object, which is checked, sorted and copied, they would cost more than
 * all the rest of a cached answer.
 */
export function putHeader(c: Context<Env>, name: string, value: string): void {
  const { outgoing } = (c.env ?? {}) as NodeEnv;
  if (outgoing) outgoing.setHeader(name, value);
  else c.header(name, value);
}

/** Gives the request its id, and every answer its headers. */
export function answerHeaders(c: Context<Env>): void {
  const requestId = randomUUID();
  c.set('requestId', requestId);
  for (const [name, value] of SECURE) putHeader(c, name, value);
  putHeader(c, 'X-Request-Id', requestId);
}
