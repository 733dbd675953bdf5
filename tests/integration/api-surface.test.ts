import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { Problem } from '../../contracts/common.ts';
import { ERROR_CODES } from '../../domain/errors.ts';
import type { ApiClient } from '../../scripts/client.ts';
import {
  basket,
  customer,
  partner,
  place,
  problemOf,
  restaurantThatIs,
  type TestRestaurant,
} from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

let api: Awaited<ReturnType<typeof startApi>>;
let eater: ApiClient;
let restaurant: TestRestaurant;
let document: OpenApi;

type Parameter = { name: string; required: boolean; schema: { type: unknown }; description?: string };
type Operation = { tags: string[]; parameters?: Parameter[]; responses: Record<string, unknown> };
type OpenApi = {
  info: { description: string };
  servers: unknown[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { properties: Record<string, { enum?: string[]; description?: string }> }>;
    responses: Record<string, unknown>;
  };
};

beforeAll(async () => {
  const config = testConfig();
  api = await startApi(config);
  const { db, close } = openPostgres(config.postgres);
  restaurant = await restaurantThatIs(db, 'open');
  await close();
  eater = await customer(api.url, 8);
  document = await eater.call<OpenApi>('GET', '/openapi.json');
});
afterAll(() => api.close());

async function answer(path: string, init?: RequestInit) {
  const response = await fetch(api.url + path, init);
  return { status: response.status, headers: response.headers, problem: (await response.json()) as Problem };
}

describe('addresses', () => {
  it('that do not exist are 404 unknown-route, without asking for a token', async () => {
    for (const path of ['/v1/nothing', '/v1/orders/a/b/c', '/nothing']) {
      expect(await answer(path)).toMatchObject({ status: 404, problem: { code: 'unknown-route' } });
    }
  });

  it('that exist still ask for a token', async () => {
    expect(await answer('/v1/orders')).toMatchObject({ status: 401, problem: { code: 'token-missing' } });
  });

  it('with another method are 405 method-not-allowed, and say which methods there are', async () => {
    const seen = await answer('/v1/orders', { method: 'DELETE' });
    expect(seen).toMatchObject({ status: 405, problem: { code: 'method-not-allowed' } });
    expect(seen.headers.get('Allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    expect(seen.problem.detail).toContain('POST or GET');
  });

  it('answer HEAD like GET', async () => {
    expect((await fetch(`${api.url}/health`, { method: 'HEAD' })).status).toBe(200);
  });

  it('with a slash at the end are those without', async () => {
    expect((await fetch(`${api.url}/v1/restaurants/${restaurant.id}/`)).status).toBe(200);
    expect(await eater.call('GET', '/v1/orders/')).toEqual(await eater.call('GET', '/v1/orders'));
  });
});

describe('words for people', () => {
  it('a missing field is required', async () => {
    const { restaurantId: _id, ...rest } = await basket(eater, restaurant);
    const { errors } = await problemOf(place(eater, rest));
    expect(errors).toContainEqual({ path: 'restaurantId', message: 'is required' });
  });

  it.each(['lat', 'lng'])('a search without %s says that it is required', async (name) => {
    const query = new URLSearchParams({ lat: '60.17', lng: '24.94' });
    query.delete(name);
    const { status, problem } = await answer(`/v1/search?${query}`);
    expect(status).toBe(400);
    expect(problem.errors).toEqual([{ path: name, message: 'is required' }]);
  });

  it.each(['', 'north', 'NaN', '91'])('a search at latitude “%s” is refused', async (lat) => {
    const { problem } = await answer(`/v1/search?lng=24.94&lat=${lat}`);
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(problem.errors?.map(({ path }) => path)).toEqual(['lat']);
  });

  it('a token that is rubbish is not valid, rather than not any more', async () => {
    const { problem } = await answer('/v1/orders', { headers: { Authorization: 'Bearer rubbish' } });
    expect(problem.detail).toMatch(/^This access token is not valid\./);
  });

  it('a role is called as people call it', async () => {
    const rider = await partner(api.url, 8);
    const path = '/v1/orders/ord_00000000000000000000000000/cancel';
    const { detail } = await problemOf(rider.call('POST', path, { reason: 'no' }));
    expect(detail).toBe(
      'This is for customers, restaurants and operators; you are logged in as a delivery partner.',
    );
  });
});

describe('card numbers', () => {
  it.each(['note', 'street'])('in the %s are refused, and not repeated', async (field) => {
    const body = await basket(eater, restaurant);
    const card = '4242 4242 4242 4242';
    const wrong =
      field === 'note' ? { ...body, note: card } : { ...body, address: { ...body.address, street: card } };
    const problem = await problemOf(place(eater, wrong));
    expect(problem).toMatchObject({ status: 400, code: 'card-number-refused' });
    expect(JSON.stringify(problem.errors)).toContain('card number');
    expect(JSON.stringify(problem)).not.toContain('4242');
  });
});

describe('the Idempotency-Key', () => {
  it('that is missing has a code of its own, also when the body is wrong', async () => {
    const problem = await problemOf(eater.call('POST', '/v1/orders', {}));
    expect(problem).toMatchObject({ status: 400, code: 'idempotency-key-missing' });
  });

  it('that is malformed is an invalid request', async () => {
    const problem = await problemOf(place(eater, {}, `${randomUUID()} and more`));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
  });
});

describe('the page at /docs', () => {
  const page = (path: string) => fetch(api.url + path);

  it('loads nothing from elsewhere, and everything it loads is here', async () => {
    const response = await page('/docs');
    expect(response.headers.get('Content-Type')).toContain('text/html');
    expect(response.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'; script-src 'self';/);
    const html = await response.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string);
    expect(loaded).toContain('/docs/swagger-ui-bundle.js');
    for (const path of loaded) {
      expect(path).toMatch(/^\//);
      expect((await page(path)).status, path).toBe(200);
    }
  });

  it('gives no other file away', async () => {
    for (const path of ['/docs/index.js', '/docs/..%2fapp.ts', '/docs/toString', '/openapi/all.json'])
      expect((await page(path)).status, path).toBe(404);
  });

  it.each(['public', 'customer', 'restaurant', 'partner', 'operator'])(
    'has a document and a tab for %s',
    async (name) => {
      const served = (await (await page(`/openapi/${name}.json`)).json()) as OpenApi;
      expect(served.info).toMatchObject({ title: expect.stringContaining('Tiffin') });
      const script = await (await page('/docs/page.js')).text();
      expect(script).toContain(`['${name}', `);
      // Its tab is a link with a query, which addresses refuse that do not know it.
      expect(script).toMatch(/\?for=\$\{name\}/);
      expect((await page(`/docs?for=${name}`)).status).toBe(200);
    },
  );
});

describe('the OpenAPI document', () => {
  const parameter = (path: string, method: string, name: string) =>
    document.paths[path]?.[method]?.parameters?.find((candidate) => candidate.name === name);

  it('introduces itself', () => {
    expect(document.info.description).toContain('/v1/auth/login');
    expect(document.servers).toMatchObject([{ url: '/' }]);
  });

  it('describes every tag that a route has', () => {
    const used = Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap(({ tags }) => tags),
    );
    const described = document.tags.filter(({ description }) => description).map(({ name }) => name);
    expect([...new Set(used)].sort()).toEqual(described.sort());
  });

  it('requires the Idempotency-Key where an order is placed', () => {
    expect(parameter('/v1/orders', 'post', 'Idempotency-Key')).toMatchObject({ required: true });
  });

  it('leaves it open for moves, and says what it does', () => {
    expect(parameter('/v1/orders/{id}/accept', 'post', 'Idempotency-Key')).toMatchObject({
      required: false,
      description: expect.stringContaining('the move is not made twice'),
    });
  });

  it.each(['lat', 'lng'])('requires %s of a search, a number', (name) => {
    expect(parameter('/v1/search', 'get', name)).toMatchObject({
      required: true,
      schema: { type: 'number' },
    });
  });

  it('lists every code of a problem', () => {
    const codes = document.components.schemas.Problem?.properties.code?.enum;
    expect(codes).toEqual([...ERROR_CODES, 'internal-error']);
  });

  it('knows the problems that routes refer to', () => {
    const refs = JSON.stringify(document.paths).match(/#\/components\/responses\/\w+/g) ?? [];
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of new Set(refs)) {
      expect(document.components.responses).toHaveProperty(ref.split('/').at(-1) as string);
    }
  });

  it.each(['/health', '/ready', '/v1/realtime'])('has %s', (path) => {
    expect(document.paths).toHaveProperty([path, 'get']);
  });

  it('names the sandbox’s cards', () => {
    const text = JSON.stringify(document.components.schemas.PlaceOrder);
    for (const token of ['tok_visa', 'tok_declined', 'tok_insufficient_funds']) expect(text).toContain(token);
  });
});
