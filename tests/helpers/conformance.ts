import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { WebSocket } from 'ws';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { testConfig } from './system.ts';

// Loaded before every integration and end-to-end test: whatever the API answers, its sockets bring and its transactions announce is
// held against the documents. A test fails when one of them is not as documented, also when the test looks at something else.

type Json = Record<string, unknown>;
type Answer = { headers?: Record<string, Json>; content?: Record<string, unknown> };
type OpenApi = {
  paths: Record<string, Record<string, { responses: Record<string, Answer & { $ref?: string }> }>>;
  components: Record<string, Record<string, unknown>>;
};

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')) as Json;

/** Schemas that others add to: what is not in them may stand in the rest. */
const extended = (document: Json) =>
  new Set(
    [...JSON.stringify(document).matchAll(/"allOf":\[[^\]]*?"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name as string,
    ),
  );

/** Closes objects: a field that no document knows is a mistake of ours, while clients must bear with it. */
function close(value: unknown, open: boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) close(item, false);
  } else if (typeof value === 'object' && value !== null) {
    const schema = value as Json;
    if (Array.isArray(schema.allOf)) schema.unevaluatedProperties = false;
    else if (!open && schema.properties && schema.additionalProperties === undefined)
      schema.unevaluatedProperties = false;
    for (const [key, inner] of Object.entries(schema)) {
      if (key === 'allOf') for (const part of inner as Json[]) close(part, true);
      else close(inner, false);
    }
  }
}

function closed(document: Json): Json {
  const bases = extended(document);
  const { schemas, ...components } = (document as { components: Record<string, Json> }).components;
  for (const [name, schema] of Object.entries(schemas as Json)) close(schema, bases.has(name));
  close([document.paths, components], false);
  return document;
}

const openApi = closed(read('openapi.json')) as unknown as OpenApi;
const asyncApi = closed(read('asyncapi.json')) as unknown as {
  channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ ...openApi, $id: 'openapi' });
ajv.addSchema({ ...asyncApi, $id: 'asyncapi' });

const pointer = (...parts: string[]) =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** What is wrong with a value; empty when nothing is. */
function mistakes(schema: string, value: unknown): string {
  const validate = ajv.getSchema(schema);
  if (!validate) return `there is no ${schema}`;
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

const violations: string[] = [];

// ---- answers ---------------------------------------------------------------------------------------------------------

const routes = Object.keys(openApi.paths)
  .map((path) => ({
    path,
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}/?$`),
  }))
  // Written-out parts go before parameters.
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** Pages and documents, which no document describes. */
const ASIDE = /^\/(docs|openapi|asyncapi\.json|openapi\.json|dev\/inbox)/;

/** How an answer differs from its document. */
function mistakesOf(method: string, url: URL, response: Response, text: string): string {
  // A browser's question before the request.
  if (method === 'OPTIONS') return '';
  const route = routes.find(({ pattern }) => pattern.test(url.pathname));
  const verb = (method === 'HEAD' ? 'GET' : method).toLowerCase();
  const operation = route && openApi.paths[route.path]?.[verb];
  if (!route || !operation) {
    const nowhere = response.status === 404 || response.status === 405;
    return ASIDE.test(url.pathname) || nowhere ? '' : 'this route is in no document';
  }
  const status = String(response.status);
  const declared = operation.responses[status];
  if (!declared) return `the document has no ${status} here`;
  const where = declared.$ref
    ? declared.$ref.slice(1)
    : pointer('paths', route.path, verb, 'responses', status);
  const answer = (
    declared.$ref ? openApi.components.responses?.[declared.$ref.split('/').at(-1) as string] : declared
  ) as Answer;
  for (const [name, header] of Object.entries(answer.headers ?? {})) {
    if (header.required && !response.headers.has(name)) return `the header ${name} is missing`;
  }
  if (method === 'HEAD') return '';
  const type = (response.headers.get('Content-Type') ?? '').split(';')[0] as string;
  if (!answer.content) return text === '' ? '' : `has a body (${type}), and the document none`;
  if (!answer.content[type])
    return Object.keys(answer.content).some((known) => known === `${type.split('/')[0]}/*`)
      ? ''
      : `is ${type}, and the document says ${Object.keys(answer.content)}`;
  if (!type.includes('json')) return '';
  return mistakes(`openapi#${where}${pointer('content', type, 'schema')}`, JSON.parse(text));
}

const plainFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  if (!response.headers.has('X-Request-Id')) return response; // not ours
  const request = input instanceof Request ? input : undefined;
  const method = init?.method ?? request?.method ?? 'GET';
  const url = new URL(request?.url ?? String(input));
  const wrong = mistakesOf(method, url, response, await response.clone().text());
  if (wrong) violations.push(`${method} ${url.pathname} → ${response.status}: ${wrong}`);
  return response;
};

// ---- frames ----------------------------------------------------------------------------------------------------------

const pascal = (type: string) =>
  type.replace(/(^|[.-])(\w)/g, (_all, _dot, letter: string) => letter.toUpperCase());
const messageOf = (side: 'server' | 'client', type: unknown) => `${side}${pascal(String(type))}`;
const frameMistakes = (message: string, frame: unknown) =>
  mistakes(`asyncapi#${pointer('components', 'messages', message, 'payload')}`, frame);
const mayCome = (role: string, message: string) =>
  asyncApi.operations[`sendTo${pascal(role)}`]?.messages.some(({ $ref }) => $ref.endsWith(`/${message}`));

type Conversation = { role?: string; sent: Map<string, string> };
const conversations = new WeakMap<WebSocket, Conversation>();

function hear(socket: WebSocket, text: string): void {
  const conversation: Conversation = conversations.get(socket) ?? { sent: new Map() };
  conversations.set(socket, conversation);
  const frame = JSON.parse(text);
  const message = messageOf('server', frame.type);
  if (frame.type === 'welcome') conversation.role = frame.data.role;
  const wrong = frameMistakes(message, frame);
  if (wrong) violations.push(`frame ${frame.type}: ${wrong}`);
  else if (conversation.role && !mayCome(conversation.role, message))
    violations.push(`frame ${frame.type}: not documented for ${conversation.role}`);
  if (frame.type !== 'reply' || !conversation.sent.has(frame.data.ref)) return;
  const sentWrong = conversation.sent.get(frame.data.ref);
  if (frame.data.ok && sentWrong)
    violations.push(`a frame that is not as documented was taken: ${sentWrong}`);
  if (frame.data.errors && !sentWrong)
    violations.push(`a frame as documented was refused: ${JSON.stringify(frame.data.errors)}`);
}

function say(socket: WebSocket, text: string): void {
  const conversation = conversations.get(socket);
  try {
    const frame = JSON.parse(text);
    if (typeof frame.ref === 'string')
      conversation?.sent.set(frame.ref, frameMistakes(messageOf('client', frame.type), frame));
  } catch {
    // Not a frame at all: tests send such things too.
  }
}

const isOurs = (socket: WebSocket) => socket.url?.includes('/v1/realtime');
const { emit, send } = WebSocket.prototype;
WebSocket.prototype.emit = function (this: WebSocket, event: string, ...args: unknown[]) {
  if (event === 'message' && isOurs(this)) hear(this, String(args[0]));
  return emit.call(this, event, ...args);
} as typeof emit;
WebSocket.prototype.send = function (this: WebSocket, ...args: Parameters<typeof send>) {
  if (isOurs(this)) say(this, String(args[0]));
  return send.apply(this, args);
} as typeof send;

// ---- events ----------------------------------------------------------------------------------------------------------

const channelOf = (topic: string) =>
  Object.entries(asyncApi.channels).find(([, { address }]) => address === topic)?.[0] ?? topic;

/** The outbox is where every event begins. */
async function withOutbox<T>(use: (db: ReturnType<typeof openPostgres>['db']) => Promise<T>): Promise<T> {
  const { db, close: end } = openPostgres(testConfig().postgres);
  return use(db).finally(end);
}

let before = 0;
beforeAll(async () => {
  const last = await withOutbox((db) =>
    db
      .selectFrom('outbox')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst(),
  );
  before = Number(last?.id ?? 0);
});

afterEach(() => {
  expect(violations.splice(0), 'what differs from docs/openapi.json and docs/asyncapi.json').toEqual([]);
});

afterAll(async () => {
  const rows = await withOutbox((db) =>
    db.selectFrom('outbox').selectAll().where('id', '>', before).execute(),
  );
  const wrong = rows.flatMap((row) => {
    const { event_id: id, aggregate_id: aggregateId, topic, type, data } = row;
    const event = { id, aggregateId, occurredAt: row.occurred_at.toISOString(), type, data };
    const known = asyncApi.channels[channelOf(topic)]?.messages[type];
    const mistake = known ? frameMistakes(type, event) : 'not documented for this topic';
    return mistake ? [`event ${topic}/${type}: ${mistake}`] : [];
  });
  expect([...new Set(wrong)], 'events that differ from docs/asyncapi.json').toEqual([]);
});
