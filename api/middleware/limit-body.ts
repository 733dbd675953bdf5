import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { DomainError } from '../../domain/errors.ts';
import type { Env } from '../env.ts';

const KILOBYTE = 1024;
const USUAL = 64 * KILOBYTE;
/** Requests that carry a whole menu. */
const LARGER: Record<string, number> = { '/v1/menu/import': 4 * 1024 * KILOBYTE };

const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new DomainError(
        'payload-too-large',
        `This request may have ${maxSize / KILOBYTE} kB. Send less, or in parts.`,
      );
    },
  });

const usual = limitTo(USUAL);
const larger = Object.fromEntries(Object.entries(LARGER).map(([path, size]) => [path, limitTo(size)]));

/** What is never read has no limit, and looking for it would make a whole web request of every request. */
const BODYLESS = new Set(['GET', 'HEAD']);

/** Stops bodies that are larger than any good one, before they are read. @throws DomainError `payload-too-large` */
export const limitBody = createMiddleware<Env>((c, next) =>
  BODYLESS.has(c.req.method) ? next() : (larger[c.req.path] ?? usual)(c, next),
);
