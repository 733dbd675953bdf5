import type { Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '../domain/errors.ts';
import { json } from './route.ts';

/** What an answer to an editor carries, to be sent back in If-Match. */
const etagOf = (version: number) => `"${version}"`;

/** The value of an answer to an editor, whose `ETag` goes on the response. */
export function tagged<T>(c: Context, { value, version }: { value: T; version: number }): T {
  c.header('ETag', etagOf(version));
  return value;
}

/** A JSON answer that carries an `ETag`, for route definitions. */
export const taggedJson = <S extends z.ZodType>(schema: S, description: string) => ({
  ...json(schema, description),
  headers: z.object({
    ETag: z.string().meta({ description: 'Send it as `If-Match` with your next edit', example: '"7"' }),
  }),
});

/** A JSON answer that clients may keep, and ask each time whether it is still good. */
export const cachedJson = <S extends z.ZodType>(schema: S, description: string) => ({
  ...json(schema, description),
  headers: z.object({
    ETag: z.string().meta({ description: 'Send it as `If-None-Match`: 304 when it is still so' }),
    'Cache-Control': z.string().meta({ example: 'no-cache' }),
  }),
});

/** Public answers have more than the version in their tag; editors may send either. */
const TAG = /^(?:W\/)?"(\d{1,9})(?:-[\w-]{1,40})?"$/;

/** For edits that could overwrite somebody else's. */
export const IfMatchHeader = z.object({
  'if-match': z
    .string()
    .max(100)
    .optional()
    .meta({
      description: 'The `ETag` of what you edit, as you last read it; `*` to overwrite whatever is there',
      pattern: `^(?:\\*|${TAG.source.slice(1, -1)})$`,
      example: '*',
    }),
});

/**
 * The version that an editor has seen.
 * @returns undefined for `*`: whatever is there
 * @throws DomainError `precondition-missing`, `invalid-request`
 */
export function seenVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) {
    throw new DomainError(
      'precondition-missing',
      'Send If-Match with the ETag that you got when you read this, so that you overwrite nobody’s change.',
    );
  }
  if (ifMatch.trim() === '*') return undefined;
  const [, version] = TAG.exec(ifMatch.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new DomainError(
    'invalid-request',
    'Some fields of this request are wrong. Correct them and send it again.',
    [{ path: 'if-match', message: 'must be an ETag as it was answered, such as "7"' }],
  );
}
