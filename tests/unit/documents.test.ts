import { Parser } from '@asyncapi/parser';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { type DocumentName, describeApi } from '../../api/documents.ts';
import { GATEWAY_NAMES, GATEWAYS } from '../../api/openapi.ts';
import type { OpenApi } from '../../api/openapi-types.ts';
import { rolesOf } from '../../api/policy.ts';
import { REFUSALS } from '../../api/refusals.ts';
import { describeSockets } from '../../contracts/asyncapi.ts';
import { TOPICS } from '../../contracts/events.ts';
import { ClientFrame, ServerFrame } from '../../contracts/realtime.ts';

const app = createApp({ log: pino({ enabled: false }) } as Parameters<typeof createApp>[0]);
const documents = describeApi(app);
const NAMES: DocumentName[] = ['all', ...GATEWAY_NAMES];

/** Documents and their page, which say nothing of themselves. */
const ASIDE = [
  '/openapi.json',
  '/openapi/{file}',
  '/asyncapi.json',
  '/docs',
  '/docs/{file}',
  '/dev/inbox',
  '/dev/inbox/messages',
];

const operationsOf = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
const routes = [
  ...new Set(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
  ),
].filter((route) => !ASIDE.includes(route.split(' ')[1] as string));

describe('the OpenAPI documents', () => {
  it('have every route, and no other', () => {
    expect(operationsOf(documents.all).sort()).toEqual(routes.sort());
  });

  it('leave no route out of every gateway', () => {
    const shown = new Set(GATEWAY_NAMES.flatMap((name) => operationsOf(documents[name])));
    expect([...shown].sort()).toEqual(routes.sort());
  });

  it.each(['customer', 'restaurant', 'partner', 'operator'] as const)(
    'of %ss has nothing that is not for them',
    (gateway) => {
      const { role } = GATEWAYS[gateway];
      for (const operation of operationsOf(documents[gateway])) {
        const [method = '', path = ''] = operation.split(' ');
        const roles = rolesOf(method, path);
        expect(roles.length === 0 || roles.includes(role), operation).toBe(true);
      }
    },
  );

  it('give the operators no restaurant’s kitchen, and partners no cancelling', () => {
    expect(operationsOf(documents.operator)).not.toContain('POST /v1/orders/{id}/accept');
    expect(operationsOf(documents.operator)).toContain('POST /v1/orders/{id}/cancel');
    expect(operationsOf(documents.partner)).not.toContain('POST /v1/orders/{id}/cancel');
  });

  it('know the refusals of routes that exist', () => {
    expect(routes).toEqual(expect.arrayContaining(Object.keys(REFUSALS)));
  });

  it.each(NAMES)('%s is valid OpenAPI 3.1, examples included', async (name) => {
    const config = await createConfig({
      extends: ['recommended'],
      rules: {
        // Health and keys refuse nobody; a WebSocket answers 101.
        'operation-4xx-response': 'off',
        'operation-2xx-response': 'off',
        'no-unused-components': 'error',
        'no-invalid-media-type-examples': 'error',
        'no-invalid-schema-examples': 'error',
      },
    });
    const source = JSON.stringify(documents[name]);
    const found = await lintFromString({ source, absoluteRef: `/${name}.json`, config });
    expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it('let null be where the contracts do: a named schema does it with orNull()', () => {
    const text = JSON.stringify(documents.all.components.schemas);
    expect(text).not.toMatch(/"allOf":\[\{"\$ref":"[^"]+"\},\{"type":(\["\w+",)?"null"/);
    for (const [name, schema] of Object.entries(documents.all.components.schemas as Record<string, object>)) {
      const {
        type,
        oneOf = [],
        anyOf = [],
      } = schema as { type?: unknown; oneOf?: object[]; anyOf?: object[] };
      const alternatives = [...oneOf, ...anyOf].map((one) => ('type' in one ? one.type : undefined));
      expect([type, ...alternatives].flat(), name).not.toContain('null');
    }
  });

  it('say of every answer which codes it may have', () => {
    expect(JSON.stringify(documents.all), 'a status without a row in MEANINGS').not.toContain('undefined');
    for (const item of Object.values(documents.all.paths)) {
      for (const { operationId, responses } of Object.values(item)) {
        for (const [status, answer] of Object.entries(responses)) {
          if (Number(status) < 400 || operationId === 'getReady') continue;
          const { $ref = '' } = answer as { $ref?: string };
          const own = $ref ? documents.all.components.responses?.[$ref.split('/').at(-1) as string] : answer;
          expect(JSON.stringify(own), `${operationId} ${status}`).toMatch(/"code":\{"enum":\["/);
        }
      }
    }
  });

  it('tell of cards that are declined, of edits that nobody has seen, and of keys', () => {
    const statuses = (path: string, method: string) =>
      Object.keys(documents.all.paths[path]?.[method]?.responses ?? {});
    expect(statuses('/v1/orders', 'post')).toEqual(
      expect.arrayContaining(['201', '400', '402', '422', '503']),
    );
    expect(statuses('/v1/orders/{id}/tip', 'put')).toContain('402');
    expect(statuses('/v1/menu/items/{id}', 'patch')).toEqual(expect.arrayContaining(['412', '428']));
    expect(statuses('/v1/restaurants/{id}/menu', 'get')).toContain('304');
    expect(JSON.stringify(documents.all.paths['/v1/menu']?.get?.responses['200'])).toContain('ETag');
  });
});

describe('the AsyncAPI document', () => {
  const document = describeSockets();
  const typesOf = (union: { options: readonly { shape: { type: { value: string } } }[] }) =>
    union.options.map(({ shape }) => shape.type.value).sort();
  const titles = (channel: string, begin: string) =>
    Object.keys(document.channels[channel]?.messages ?? {})
      .filter((name) => name.startsWith(begin))
      .map((name) => document.components.messages[name]?.title)
      .sort();

  it('is valid AsyncAPI 3', async () => {
    const { diagnostics } = await new Parser().parse(JSON.stringify(document));
    const found = diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version');
    expect(found.map(({ message, path }) => [message, path.join('.')])).toEqual([]);
    // The validator compiles its own schemas first, which takes seconds on a busy machine.
  }, 30_000);

  it('has every frame, both ways', () => {
    expect(titles('realtime', 'server')).toEqual(typesOf(ServerFrame));
    expect(titles('realtime', 'client')).toEqual(typesOf(ClientFrame));
  });

  it.each(Object.entries(TOPICS))('has every event of %s', (topic, union) => {
    const [channel = ''] =
      Object.entries(document.channels).find(([, { address }]) => address === topic) ?? [];
    expect(titles(channel, '')).toEqual(typesOf(union));
  });
});
