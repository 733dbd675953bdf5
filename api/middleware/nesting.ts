import type { Context } from 'hono';
import { DomainError } from '../../domain/errors.ts';
import type { Env } from '../env.ts';

/** Our deepest body, an order's options, has 6; a provider's webhook some more. */
const MAX_DEPTH = 32;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

/** Whether JSON opens more than so many brackets inside each other; whether it is JSON at all is for the parser to say. */
export function isDeeperThan(max: number, json: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (code === QUOTE) inText = !inText;
    else if (inText) {
      if (code === BACKSLASH) index += 1;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/** Refuses bodies that only serve to keep parsers busy. @throws DomainError `too-deep` */
export async function checkNesting(c: Context<Env>): Promise<void> {
  if (!c.req.header('Content-Type')?.includes('json')) return;
  // Hono keeps the text, so the route does not read it again.
  if (!isDeeperThan(MAX_DEPTH, await c.req.text())) return;
  throw new DomainError('too-deep', `A body may be nested ${MAX_DEPTH} levels deep. Send it flatter.`);
}
