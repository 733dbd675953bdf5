import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { Problem } from '../contracts/common.ts';
import { DomainError, type FieldError } from '../domain/errors.ts';
import type { Env } from './env.ts';
import { mistakeOf } from './field-codes.ts';

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

const isMissing = (issue: Issue) =>
  issue.code === 'invalid_type' && issue.message.endsWith('received undefined');

/** What is wrong with an input, field by field, in words for people. */
export const fieldErrors = (error: z.core.$ZodError): FieldError[] =>
  error.issues.flatMap(plainIssues).map((issue) => ({
    path: issue.path.join('.'),
    message: isMissing(issue) ? 'is required' : issue.message,
  }));

const KEY = 'idempotency-key';

/** What a request is answered that does not fit a route's schema. @throws DomainError always */
function refuse(target: string, error: z.core.$ZodError): never {
  const fields = fieldErrors(error);
  if (target === 'header' && fields.some(({ path, message }) => path === KEY && message === 'is required')) {
    throw new DomainError(
      'idempotency-key-missing',
      'Send an Idempotency-Key header: a new UUID for each new request, the same one when you repeat it.',
    );
  }
  const { code, detail } = mistakeOf(fields);
  throw new DomainError(code, detail, fields);
}

/** A router whose schema errors become problems: one code, one list of fields. */
export function createRouter() {
  return new OpenAPIHono<Env>({
    strict: false,
    defaultHook: (result) => {
      if (!result.success) refuse(result.target, result.error);
    },
  });
}

/**
 * The parameters of an address, checked within the handler: for answers that cost so little that a step of its own for this would
 * be a tenth of them. @throws DomainError as a router's own check
 */
export function paramsOf<S extends z.ZodType>(c: Context<Env>, schema: S): z.output<S> {
  const parsed = schema.safeParse(c.req.param());
  return parsed.success ? parsed.data : refuse('param', parsed.error);
}

/** A JSON answer or body, for route definitions. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** For routes that may refuse. Which statuses and codes, refusal-answers.ts works out and documents.ts writes instead. */
export const problems = {
  default: {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const;

/** For routes that need a token. */
export const secured = { security: [{ bearer: [] }] };

/** For routes that need none, but refuse one that is not good. */
export const open = { security: [{}, { bearer: [] }] };

const Key = z.string().regex(/^[\x21-\x7e]{1,100}$/, 'must be 1–100 visible ASCII characters');

/** For what must never happen twice: without the header it is refused. */
export const RequiredIdempotencyHeader = z.object({
  [KEY]: Key.meta({
    description:
      'Your own id of this request, such as a UUID; sent again with the same body it gets the same answer',
  }),
});

/** For moves. */
export const IdempotencyHeader = z.object({
  [KEY]: Key.optional().meta({
    description: 'Your own id of this request; sent again, the move is not made twice',
  }),
});
