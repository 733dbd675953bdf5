import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { MAX_IMAGE_BYTES } from '../../contracts/images.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Env } from '../env.ts';

const KILOBYTE = 1024;
const USUAL = 64 * KILOBYTE;
/** Requests that carry a whole menu, a picture or a workflow's history, by how their address begins. */
const LARGER: Record<string, number> = {
  '/v1/menu/import': 4 * 1024 * KILOBYTE,
  '/v1/images/': MAX_IMAGE_BYTES,
  '/v1/admin/payloads/': 4 * 1024 * KILOBYTE,
};

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
const larger = Object.entries(LARGER).map(([begins, size]) => ({ begins, limit: limitTo(size) }));
const limitFor = (path: string) => larger.find(({ begins }) => path.startsWith(begins))?.limit ?? usual;

/** What is never read has no limit, and looking for it would make a whole web request of every request. */
const BODYLESS = new Set(['GET', 'HEAD']);

/** Stops bodies that are larger than any good one, before they are read. @throws DomainError `payload-too-large` */
export const limitBody = createMiddleware<Env>((c, next) =>
  BODYLESS.has(c.req.method) ? next() : limitFor(c.req.path)(c, next),
);
