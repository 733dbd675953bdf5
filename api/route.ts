import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Problem } from '../contracts/common.ts';
import { DomainError } from '../domain/errors.ts';
import type { Env } from './env.ts';

type Issue = z.core.$ZodIssue;

/** How far a body is from a shape: keys that the shape does not know count most, then what is wrong or missing. */
function distance(issues: Issue[]): number {
  const unknownKeys = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return unknownKeys.length * 1_000 + issues.length;
}

/** A body that fits none of several shapes is judged by the nearest: that is the one that was meant. */
function plainIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [nearest = []] = [...issue.errors].sort((a, b) => distance(a) - distance(b));
  return nearest.flatMap((inner) => plainIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** A router whose schema errors become problems: one code, one list of fields. */
export function createRouter() {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return;
      const fields = result.error.issues
        .flatMap(plainIssues)
        .map(({ path, message }) => ({ path: path.join('.'), message }));
      throw new DomainError(
        'invalid-request',
        'Some fields of this request are wrong. Correct them and send it again.',
        fields,
      );
    },
  });
}

/** A JSON answer or body, for route definitions. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** What any route may answer instead. */
export const problems = {
  default: {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const;

/** For routes that need a token. */
export const secured = { security: [{ bearer: [] }] };

/** Needed where a repeated request must not act twice. */
export const IdempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, 'must be 1–100 visible ASCII characters')
    .optional()
    .meta({ description: 'Your own id of this request; sent again, it gets the first answer' }),
});
