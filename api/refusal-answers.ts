import type { Role } from '../contracts/auth.ts';
import { TEXT_PATTERN_END } from '../contracts/common.ts';
import { MEANINGS } from './openapi.ts';
import { type Answer, type Json, needsToken, type Operation, pascal } from './openapi-types.ts';
import { exampleOf, type ProblemCode, problemOf } from './problem.ts';

// What a route may refuse, for the documents.

export const REQUEST_ID = { $ref: '#/components/headers/RequestId' };
const RETRY_AFTER = { $ref: '#/components/headers/RetryAfter' };
/** The headers that several answers have, as components. */
export const HEADERS = {
  RequestId: {
    description: 'Names this request in our logs',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  RetryAfter: {
    description: 'Seconds after which it is worth trying again',
    required: true,
    schema: { type: 'integer', minimum: 0 },
  },
};

/** A schema with everything that it refers to, as text to look into. */
function textOf(schema: unknown, schemas: Json, seen = new Set<string>()): string {
  const text = JSON.stringify(schema) ?? '';
  const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name as string);
  const inner = names.filter((name) => !seen.has(name) && seen.add(name));
  return text + inner.map((name) => textOf(schemas[name], schemas, seen)).join('');
}

/** What a route may refuse because of what it takes and who may call it. */
export function shapeRefusals(operation: Operation, path: string, roles: readonly Role[], schemas: Json) {
  const { parameters = [], security = [] } = operation;
  const codes: ProblemCode[] = [
    'rate-limited',
    'service-unavailable',
    'internal-error',
    'unknown-parameter',
    'uri-too-long',
  ];
  const has = (where: string, name: string) =>
    parameters.find((parameter) => parameter.in === where && parameter.name.toLowerCase() === name);

  if (security.some((scheme) => 'bearer' in scheme))
    codes.push('token-invalid', 'session-ended', 'scope-missing');
  if (needsToken(operation)) codes.push('token-missing');
  if (roles.length > 0) codes.push('wrong-role');
  if (parameters.length > 0) codes.push('invalid-request');
  if (path.includes('{')) codes.push('not-found');
  if (has('query', 'starting_after') || has('query', 'cursor')) codes.push('invalid-cursor');
  if (has('header', 'if-match')) codes.push('precondition-missing', 'changed-meanwhile');
  const key = has('header', 'idempotency-key');
  if (key?.required) codes.push('idempotency-key-missing');
  // Operators' actions are noted under the key, also where it may be left out.
  if (key?.required || (key && path.startsWith('/v1/admin/'))) codes.push('idempotency-key-reused');

  const body = operation.requestBody?.content['application/json']?.schema;
  if (operation.requestBody) codes.push('payload-too-large');
  if (body) {
    const text = textOf(body, schemas);
    codes.push('invalid-request', 'unsupported-media-type', 'too-deep');
    if (text.includes('"additionalProperties":false'))
      codes.push('price-not-accepted', 'currency-not-supported');
    if (text.includes('"quantity":')) codes.push('invalid-quantity');
    if (text.includes('"tipMinor":')) codes.push('invalid-tip');
  }
  const inputs = textOf([parameters, body ?? {}], schemas);
  if (inputs.includes(JSON.stringify(TEXT_PATTERN_END).slice(1, -1)) || inputs.includes('"paymentToken":'))
    codes.push('card-number-refused');
  return codes;
}

/** The answer for some codes of one status. */
function refusal(status: number, codes: ProblemCode[]): Answer {
  const headers: Json = { 'X-Request-Id': REQUEST_ID };
  if (status === 429 || status === 503) headers['Retry-After'] = RETRY_AFTER;
  if (status === 401) headers['WWW-Authenticate'] = { required: true, schema: { type: 'string' } };
  const usual = codes.includes('invalid-request') ? 'invalid-request' : (codes[0] as ProblemCode);
  const listed = codes.map((code) => `\n- \`${code}\`: ${problemOf(code).title}`).join('');
  return {
    description: `${MEANINGS[status]}\n${listed}`,
    headers,
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        example: exampleOf(usual),
      },
    },
  };
}

/** All answers for these codes; what several routes share becomes a component. */
export function refusalAnswers(codes: ProblemCode[], components: Json): Record<string, Answer> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort()) {
    const { status } = problemOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => {
      if (those.length > 2) return [status, refusal(status, those)];
      const name = those.map(pascal).join('Or');
      components[name] ??= refusal(status, those);
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}
