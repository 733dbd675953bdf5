import type { OpenAPIHono } from '@hono/zod-openapi';
import { APPS } from '../contracts/asyncapi.ts';
import type { Role } from '../contracts/auth.ts';
import { addLinks } from './document-links.ts';
import type { Env } from './env.ts';
import { GATEWAY_NAMES, GATEWAYS, type GatewayName, infoOf, SECURITY_SCHEMES, TAGS } from './openapi.ts';
import {
  eachOperation,
  type Json,
  needsToken,
  type OpenApi,
  type Operation,
  pascal,
  type Schema,
} from './openapi-types.ts';
import { rolesOf } from './policy.ts';
import { HEADERS, REQUEST_ID, refusalAnswers, shapeRefusals } from './refusal-answers.ts';
import { REFUSALS } from './refusals.ts';

// Makes the OpenAPI documents out of the routes: what zod says of their bodies, and what follows from their shape.

export type DocumentName = GatewayName | 'all';

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of what you have: 304 when it is still so',
  schema: { type: 'string' },
};

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
  follow([document.paths, document.webhooks]);
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
    [...Object.values(document.paths), ...Object.values(document.webhooks ?? {})]
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

/** Makes the document of the whole API and one for each gateway. */
export function describeApi(app: OpenAPIHono<Env>): Record<DocumentName, OpenApi> {
  const whole = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: infoOf('all'),
    servers: [{ url: '/', description: 'The server that this document came from' }],
    tags: TAGS,
  }) as unknown as OpenApi;
  // The registry takes their names for paths.
  whole.webhooks = Object.fromEntries(
    Object.entries(whole.webhooks ?? {}).map(([name, item]) => [name.replace(/^\//, ''), item]),
  );
  const schemas = whole.components.schemas as Record<string, Schema>;
  const responses: Json = {};
  whole.components = { schemas, responses, headers: HEADERS, securitySchemes: SECURITY_SCHEMES };

  const roles = new Map<Operation, readonly Role[]>();
  eachOperation(whole.paths, (operation, method, path) => {
    const allowed = rolesOf(method, path);
    roles.set(operation, allowed);
    operation.operationId = operationIdOf(method, path);
    operation.security ??= [];
    if (allowed.length > 0) {
      const who = `For ${allowed.map((role) => APPS[role]).join(', ')}.`;
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
    if (!operation.responses.default) {
      Object.assign(operation.responses, refusalAnswers(['unknown-parameter', 'uri-too-long'], responses));
      return;
    }
    delete operation.responses.default;
    const codes = [
      ...shapeRefusals(operation, path, allowed, schemas),
      ...(REFUSALS[`${method.toUpperCase()} ${path}`] ?? []),
    ];
    Object.assign(operation.responses, refusalAnswers(codes, responses));
  });

  const partOf = (gateway: GatewayName): OpenApi => {
    const paths: OpenApi['paths'] = {};
    eachOperation(whole.paths, (operation, method, path) => {
      if (!isIn(gateway, operation, roles.get(operation) ?? [])) return;
      paths[path] = { ...paths[path], [method]: structuredClone(operation) };
    });
    addLinks(paths, schemas);
    const { webhooks, ...common } = whole;
    const ours = gateway === 'restaurant' ? { webhooks } : {};
    return prune({ ...common, ...ours, info: infoOf(gateway), paths });
  };
  const parts = Object.fromEntries(GATEWAY_NAMES.map((name) => [name, partOf(name)]));
  return { all: prune(whole), ...(parts as Record<GatewayName, OpenApi>) };
}
