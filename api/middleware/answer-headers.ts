import { randomUUID } from 'node:crypto';
import type { Asked } from './asked.ts';

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

/** Where headers of an answer go. */
type Answered = Pick<Asked, 'header'> & Partial<Pick<Asked, 'env'>>;

/**
 * Puts a header on Node's own response: as a web `Headers` object, which is checked, sorted and copied, they would cost more than
 * all the rest of a cached answer.
 */
export function putHeader(c: Answered, name: string, value: string): void {
  const outgoing = c.env?.outgoing;
  if (outgoing) outgoing.setHeader(name, value);
  else c.header(name, value);
}

/** Gives every answer its headers. @returns the id of the request */
export function answerHeaders(c: Answered): string {
  const requestId = randomUUID();
  for (const [name, value] of SECURE) putHeader(c, name, value);
  putHeader(c, 'X-Request-Id', requestId);
  return requestId;
}
