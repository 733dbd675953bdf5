import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Role } from '../contracts/auth.ts';
import { TEXT_PATTERN_END } from '../contracts/common.ts';
import type { Env } from './env.ts';
import { rolesOf } from './middleware/authenticate.ts';
import {
  GATEWAY_NAMES,
  GATEWAYS,
  type GatewayName,
  infoOf,
  MEANINGS,
  SECURITY_SCHEMES,
  TAGS,
} from './openapi.ts';
import { exampleOf, type ProblemCode, problemOf } from './problem.ts';
import { REFUSALS } from './refusals.ts';

// Makes the OpenAPI documents out of the routes: what zod says of their bodies, and what follows from their shape.

type Json = Record<string, unknown>;
type Schema = {
  type?: unknown;
  pattern?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
} & Json;
type Parameter = { name: string; in: string; required?: boolean; schema?: Schema };
type Media = { schema?: Schema } & Json;
type Answer = { description?: string; headers?: Json; content?: Record<string, Media>; links?: Json } & Json;
export type Operation = {
  operationId: string;
  tags: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
  /** Its list goes on: ask again with the cursor. For generators of clients, and for `npm run fuzz`. */
  'x-paged'?: boolean;
};
export type OpenApi = {
  openapi: string;
  info: Json;
  servers: Json[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Json>;
};
export type DocumentName = GatewayName | 'all';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const REQUEST_ID = { $ref: '#/components/headers/RequestId' };
const RETRY_AFTER = { $ref: '#/components/headers/RetryAfter' };
const HEADERS = {
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

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of what you have: 304 when it is still so',
  schema: { type: 'string' },
};

function eachOperation(
  paths: OpenApi['paths'],
  visit: (operation: Operation, method: string, path: string) => void,
): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) if (item[method]) visit(item[method], method, path);
  }
}

/** `order-pages` → `OrderPages`. */
const pascal = (text: string) =>
  text.replace(/(^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_all, _gap, letter: string) => letter.toUpperCase());

/** `post /v1/orders/{id}/accept` → `postOrdersByIdAccept`. */
export const operationIdOf = (method: string, path: string) =>
  method +
  path
    .replace(/^\/v1/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? `By${pascal(part.slice(1, -1))}` : pascal(part)))
    .join('');

/** `idempotency-key` → `Idempotency-Key`, as people write it. */
const headerCase = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());

/** A schema with everything that it refers to, as text to look into. */
function textOf(schema: unknown, schemas: Json, seen = new Set<string>()): string {
  const text = JSON.stringify(schema) ?? '';
  const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name as string);
  const inner = names.filter((name) => !seen.has(name) && seen.add(name));
  return text + inner.map((name) => textOf(schemas[name], schemas, seen)).join('');
}

/** What a route may refuse because of what it takes and who may call it. */
function shapeRefusals(operation: Operation, path: string, roles: readonly Role[], schemas: Json) {
  const { parameters = [], security = [] } = operation;
  const codes: ProblemCode[] = ['rate-limited', 'service-unavailable', 'internal-error'];
  const has = (where: string, name: string) =>
    parameters.find((parameter) => parameter.in === where && parameter.name.toLowerCase() === name);

  if (security.some((scheme) => 'bearer' in scheme)) codes.push('token-invalid');
  if (needsToken(operation)) codes.push('token-missing');
  if (roles.length > 0) codes.push('wrong-role');
  if (parameters.length > 0) codes.push('invalid-request');
  if (path.includes('{')) codes.push('not-found');
  if (has('query', 'starting_after') || has('query', 'cursor')) codes.push('invalid-cursor');
  if (has('header', 'if-match')) codes.push('precondition-missing', 'changed-meanwhile');
  if (has('header', 'idempotency-key')?.required)
    codes.push('idempotency-key-missing', 'idempotency-key-reused');

  const body = operation.requestBody?.content['application/json']?.schema;
  if (operation.requestBody) codes.push('payload-too-large');
  if (body) {
    const text = textOf(body, schemas);
    codes.push('invalid-request', 'unsupported-media-type');
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

const needsToken = ({ security = [] }: Operation) =>
  security.length > 0 && security.every((scheme) => 'bearer' in scheme);

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
function refusals(codes: ProblemCode[], components: Json): Record<string, Answer> {
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

/** The prefix of ids such as `ord` that a schema takes or gives. */
const idPrefix = (schema: Schema | undefined) => /^\^([a-z]{3})_/.exec(schema?.pattern ?? '')?.[1];

/** Where the ids are that the answer to a creation names: kind (or name) → runtime expression. */
function idsIn(operation: Operation, schemas: Record<string, Schema>): Map<string, string> {
  const resolve = (schema: Schema | undefined): Schema | undefined =>
    typeof schema?.$ref === 'string' ? schemas[schema.$ref.split('/').at(-1) as string] : schema;
  const ids = new Map<string, string>();
  const body = resolve(operation.responses['201']?.content?.['application/json']?.schema);
  for (const [name, property] of Object.entries(body?.properties ?? {})) {
    const key = idPrefix(property) ?? name;
    if (!ids.has(key)) ids.set(key, `$response.body#/${name}`);
  }
  return ids;
}

/** Links from what a route has made to what can be done with it. */
function addLinks(paths: OpenApi['paths'], schemas: Record<string, Schema>): void {
  const takers: { operationId: string; params: Parameter[] }[] = [];
  eachOperation(paths, ({ operationId, parameters = [] }) => {
    const params = parameters.filter((parameter) => parameter.in === 'path');
    if (params.length > 0) takers.push({ operationId, params });
  });
  eachOperation(paths, (operation) => {
    const ids = idsIn(operation, schemas);
    const answer = operation.responses['201'];
    for (const { operationId, params } of takers) {
      const values = params.map(({ name, schema }) => ids.get(idPrefix(schema) ?? name));
      if (!answer || values.some((value) => value === undefined)) continue;
      const parameters = Object.fromEntries(params.map(({ name }, index) => [name, values[index]]));
      answer.links = { ...answer.links, [operationId]: { operationId, parameters } };
    }
  });
}

/** Only the components that the paths need. */
function prune(document: OpenApi): OpenApi {
  const used = new Set<string>();
  const follow = (value: unknown): void => {
    for (const [, kind, name] of (JSON.stringify(value) ?? '').matchAll(/#\/components\/(\w+)\/([\w-]+)/g)) {
      const key = `${kind}/${name}`;
      if (used.has(key)) continue;
      used.add(key);
      follow((document.components[kind as string] as Json)[name as string]);
    }
  };
  follow(document.paths);
  eachOperation(document.paths, ({ security = [] }) => {
    for (const scheme of security.flatMap(Object.keys)) used.add(`securitySchemes/${scheme}`);
  });
  const components = Object.fromEntries(
    Object.entries(document.components).map(([kind, entries]) => [
      kind,
      Object.fromEntries(Object.entries(entries).filter(([name]) => used.has(`${kind}/${name}`))),
    ]),
  );
  const tags = new Set(
    Object.values(document.paths)
      .flatMap(Object.values)
      .flatMap(({ tags }) => tags),
  );
  return { ...document, components, tags: document.tags.filter(({ name }) => tags.has(name)) };
}

/** Whether a route is in a gateway's document: its role may call it, or it needs no token and is of use there. */
function isIn(gateway: GatewayName, operation: Operation, roles: readonly Role[]): boolean {
  const { role, tags }: { role?: Role; tags: readonly string[] } = GATEWAYS[gateway];
  if (!needsToken(operation)) return role === undefined || operation.tags.some((tag) => tags.includes(tag));
  return role !== undefined && (roles.length === 0 || roles.includes(role));
}

const WHO: Record<Role, string> = {
  customer: 'customers',
  restaurant: 'restaurants',
  partner: 'delivery partners',
  admin: 'operators',
};

/** Makes the document of the whole API and one for each gateway. */
export function describeApi(app: OpenAPIHono<Env>): Record<DocumentName, OpenApi> {
  const whole = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: infoOf('all'),
    servers: [{ url: '/', description: 'The server that this document came from' }],
    tags: TAGS,
  }) as unknown as OpenApi & { webhooks?: unknown };
  delete whole.webhooks;
  const schemas = whole.components.schemas as Record<string, Schema>;
  const responses: Json = {};
  whole.components = { schemas, responses, headers: HEADERS, securitySchemes: SECURITY_SCHEMES };

  const roles = new Map<Operation, readonly Role[]>();
  eachOperation(whole.paths, (operation, method, path) => {
    const allowed = rolesOf(app, method, path);
    roles.set(operation, allowed);
    operation.operationId = operationIdOf(method, path);
    operation.security ??= [];
    if (allowed.length > 0) {
      const who = `For ${allowed.map((role) => WHO[role]).join(', ')}.`;
      operation.description = operation.description ? `${operation.description}\n\n${who}` : who;
    }
    // Read by hand where it counts: checking it with the other headers would cost a cached answer more than the answer.
    if (operation.responses['304']) operation.parameters = [...(operation.parameters ?? []), IF_NONE_MATCH];
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'header') parameter.name = headerCase(parameter.name);
      // Optional to zod only, so that its lack can be answered 428 instead of 400.
      if (parameter.name === 'If-Match') parameter.required = true;
    }
    for (const answer of Object.values(operation.responses)) {
      answer.headers = { 'X-Request-Id': REQUEST_ID, ...answer.headers };
    }
    const isPaged = operation.parameters?.some(({ name }) => name === 'starting_after' || name === 'cursor');
    if (isPaged) operation['x-paged'] = true;
    // `problems` of route.ts: which ones, is said here.
    if (!operation.responses.default) return;
    delete operation.responses.default;
    const codes = [
      ...shapeRefusals(operation, path, allowed, schemas),
      ...(REFUSALS[`${method.toUpperCase()} ${path}`] ?? []),
    ];
    Object.assign(operation.responses, refusals(codes, responses));
  });

  const partOf = (gateway: GatewayName): OpenApi => {
    const paths: OpenApi['paths'] = {};
    eachOperation(whole.paths, (operation, method, path) => {
      if (!isIn(gateway, operation, roles.get(operation) ?? [])) return;
      paths[path] = { ...paths[path], [method]: structuredClone(operation) };
    });
    addLinks(paths, schemas);
    return prune({ ...whole, info: infoOf(gateway), paths });
  };
  const parts = Object.fromEntries(GATEWAY_NAMES.map((name) => [name, partOf(name)]));
  return { all: prune(whole), ...(parts as Record<GatewayName, OpenApi>) };
}
