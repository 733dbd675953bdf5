import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Basket } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { deriveId } from '../../services/ids.ts';
import { createOrderService } from '../../services/order/index.ts';
import { countEverything } from '../helpers/books.ts';
import {
  basket,
  customer,
  eventually,
  login,
  move,
  operator,
  partner,
  place,
  problemOf,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

const SOME_ITEM = 'itm_00000000000000000000000000';

let system: System;
let eater: ApiClient;
let kitchen: ApiClient;
let restaurant: TestRestaurant;
let closed: TestRestaurant;
/** Other files leave holds in the provider's books too. */
const startedAt = new Date();

beforeAll(async () => {
  system = await startSystem();
  restaurant = await restaurantThatIs(system.db, 'open');
  closed = await restaurantThatIs(system.db, 'closed', 2);
  [eater, kitchen] = await Promise.all([customer(system.url, 4), staff(system.url, restaurant.slug)]);
});
afterAll(() => system.close());

/** The problem that an order with these changes meets, after making sure that it left no trace. */
async function refusedOrder(changes: Record<string, unknown>, key?: string) {
  const before = await countEverything(system.db);
  const problem = await problemOf(place(eater, await basket(eater, restaurant, changes), key));
  expect(await countEverything(system.db)).toEqual(before);
  return problem;
}

const holdsOf = async (cardToken: string) =>
  system.db
    .selectFrom('sandbox_provider.holds')
    .select('status')
    .where('card_token', '=', cardToken)
    .where('created_at', '>=', startedAt)
    .execute();

describe('an order that cannot be placed writes nothing', () => {
  it('402 card-declined for a declined card', async () => {
    expect(await refusedOrder({ paymentToken: 'tok_declined' })).toMatchObject({
      status: 402,
      code: 'card-declined',
    });
    expect(await holdsOf('tok_declined')).toEqual([{ status: 'DECLINED' }]);
  });

  it('422 unknown-item for an item of another menu, naming the line', async () => {
    const [, foreign] = [restaurant, closed].map(({ items }) => items[0]?.id);
    const problem = await refusedOrder({ items: [{ itemId: foreign, quantity: 1 }] });
    expect(problem).toMatchObject({ status: 422, code: 'unknown-item' });
    expect(problem.errors).toEqual([{ path: 'items.0.itemId', message: expect.any(String) }]);
  });

  it('422 item-unavailable for a sold-out item', async () => {
    const item = restaurant.items[1]?.id as string;
    await system.db.updateTable('menu_items').set({ available: false }).where('id', '=', item).execute();
    expect(await refusedOrder({ items: [{ itemId: item, quantity: 1 }] })).toMatchObject({
      status: 422,
      code: 'item-unavailable',
    });
  });

  it('422 invalid-options for an option that the item does not have', async () => {
    const items = [
      { itemId: restaurant.items[0]?.id, quantity: 1, options: [{ groupId: 'a', optionId: 'b' }] },
    ];
    expect(await refusedOrder({ items })).toMatchObject({ status: 422, code: 'invalid-options' });
  });

  it('422 restaurant-closed outside the opening hours', async () => {
    const changes = { restaurantId: closed.id, items: [{ itemId: closed.items[0]?.id, quantity: 1 }] };
    expect(await refusedOrder(changes)).toMatchObject({ status: 422, code: 'restaurant-closed' });
  });

  it('404 for a restaurant that does not exist', async () => {
    const restaurantId = restaurant.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await refusedOrder({ restaurantId })).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('422 address-out-of-area for a door too far away', async () => {
    const { address } = await basket(eater, restaurant);
    const far = { ...address, position: { lat: 60.98, lng: 25.66 } };
    expect(await refusedOrder({ address: far })).toMatchObject({ status: 422, code: 'address-out-of-area' });
  });

  it('422 order-too-large for more than the marketplace takes online', async () => {
    const items = Array.from({ length: 10 }, () => ({ itemId: restaurant.items[0]?.id, quantity: 50 }));
    expect(await refusedOrder({ items })).toMatchObject({ status: 422, code: 'order-too-large' });
  });

  it.each([
    ['invalid-request', 'an empty basket', { items: [] }, 'items'],
    [
      'invalid-request',
      'an id of another kind',
      { restaurantId: 'ord_00000000000000000000000000' },
      'restaurantId',
    ],
    ['invalid-request', 'a text that cannot be stored', { note: 'no\u0000onions' }, 'note'],
    ['invalid-request', 'half a character', { note: 'no \ud800' }, 'note'],
    [
      'invalid-request',
      'a place off the globe',
      { address: { position: { lat: 91, lng: 0 } } },
      'address.position.lat',
    ],
    ['invalid-request', 'two different mistakes', { tipMinor: -1, items: [] }, 'items'],
    ['price-not-accepted', 'a price', { totalMinor: 1 }, 'totalMinor'],
    ['price-not-accepted', 'a discount', { discountMinor: 500 }, 'discountMinor'],
    ['currency-not-supported', 'another currency', { currency: 'USD' }, 'currency'],
    [
      'invalid-quantity',
      'a negative quantity',
      { items: [{ itemId: SOME_ITEM, quantity: -1 }] },
      'items.0.quantity',
    ],
    [
      'invalid-quantity',
      'half a portion',
      { items: [{ itemId: SOME_ITEM, quantity: 0.5 }] },
      'items.0.quantity',
    ],
    ['invalid-tip', 'a tip of a million', { tipMinor: 100_000_000 }, 'tipMinor'],
    ['invalid-tip', 'a tip of less than nothing', { tipMinor: -1 }, 'tipMinor'],
    [
      'card-number-refused',
      'a card number for a token',
      { paymentToken: '4242424242424242' },
      'paymentToken',
    ],
    ['card-number-refused', 'a card number in the note', { note: 'pay with 4242 4242 4242 4242' }, 'note'],
  ])('400 %s for %s', async (code, _what, changes, path) => {
    const problem = await refusedOrder(changes);
    expect(problem).toMatchObject({ status: 400, code });
    expect(JSON.stringify(problem.errors)).toContain(path.split('.').at(-1));
  });

  it('400 idempotency-key-missing without the header', async () => {
    const body = await basket(eater, restaurant);
    const problem = await problemOf(eater.call('POST', '/v1/orders', body));
    expect(problem).toMatchObject({ status: 400, code: 'idempotency-key-missing' });
  });
});

describe('the idempotency key', () => {
  it('gives concurrent identical requests one order', async () => {
    const [body, key] = [await basket(eater, restaurant), randomUUID()];
    const ordersSoFar = async () => {
      const { count } = await system.db
        .selectFrom('orders')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    };
    const before = await ordersSoFar();
    const orders = await Promise.all(Array.from({ length: 8 }, () => place(eater, body, key)));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(await ordersSoFar()).toBe(before + 1);
  });

  it('refuses another body with 422', async () => {
    const key = randomUUID();
    await place(eater, await basket(eater, restaurant), key);
    const problem = await refusedOrder({ tipMinor: 999 }, key);
    expect(problem).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('answers the same after the order has ended', async () => {
    const [body, key] = [await basket(eater, restaurant), randomUUID()];
    const first = await place(eater, body, key);
    await move(kitchen, first.id, 'reject', { reason: 'closing early' });
    await eventually(
      () => system.db.selectFrom('payments').select('status').where('order_id', '=', first.id).execute(),
      ([payment]) => payment?.status === 'VOIDED',
    );
    const again = await place(eater, body, key);
    expect(again).toMatchObject({ id: first.id, status: 'REJECTED' });
  });

  it('finds an order that Temporal has forgotten', async () => {
    // The row of an order whose workflow is past its retention: a copy of a placed one under a key of its own.
    const body = await basket(eater, restaurant);
    const { paymentToken: _token, ...wanted } = body;
    const { id, customerId, price } = await place(eater, body);
    const { request_hash: requestHash } = await system.db
      .selectFrom('orders')
      .select('request_hash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const idempotencyKey = randomUUID();
    const orderId = deriveId('order', customerId, idempotencyKey);
    await createOrderService(system).createOrder({
      orderId,
      customerId,
      idempotencyKey,
      requestHash,
      basket: Basket.parse(wanted),
      price,
      hold: { provider: 'forgotten', reference: orderId },
    });
    expect(await place(eater, body, idempotencyKey)).toMatchObject({ id: orderId });
    expect(await place(eater, body, idempotencyKey)).toMatchObject({ id: orderId });
    const other = await basket(eater, restaurant, { tipMinor: 7 });
    expect(await problemOf(place(eater, other, idempotencyKey))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('repeats the refusal of a declined card', async () => {
    const [body, key] = [
      await basket(eater, restaurant, { paymentToken: 'tok_insufficient_funds' }),
      randomUUID(),
    ];
    for (const _ of [1, 2]) {
      expect(await problemOf(place(eater, body, key))).toMatchObject({ status: 402, code: 'card-declined' });
    }
    expect(await holdsOf('tok_insufficient_funds')).toHaveLength(1);
  });

  it('is each customer’s own', async () => {
    const [other, key] = [await customer(system.url, 5), randomUUID()];
    const mine = await place(eater, await basket(eater, restaurant), key);
    const theirs = await place(other, await basket(other, restaurant), key);
    expect(theirs.id).not.toBe(mine.id);
  });

  it('gives a repeated move its first answer', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    const header = { 'Idempotency-Key': randomUUID() };
    const accept = () => kitchen.call('POST', `/v1/orders/${order.id}/accept`, undefined, header);
    expect(await accept()).toEqual(await accept());
  });
});

describe('moves that the table does not know', () => {
  it('409 illegal-transition, and nothing is written', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    const before = await countEverything(system.db);
    const problem = await problemOf(move(kitchen, order.id, 'ready'));
    expect(problem).toMatchObject({ status: 409, code: 'illegal-transition' });
    expect(problem.detail).toContain('PLACED');
    expect(await countEverything(system.db)).toEqual(before);
  });

  it('409 also when the order has ended and its workflow with it', async () => {
    const order = await place(eater, await basket(eater, restaurant));
    await move(kitchen, order.id, 'reject', { reason: 'no' });
    await eventually(
      () => problemOf(move(kitchen, order.id, 'accept')),
      ({ code, detail }) => code === 'illegal-transition' && detail.includes('REJECTED'),
    );
  });
});

describe('who is asking', () => {
  const answerOf = async (headers: Record<string, string>) => {
    const response = await fetch(`${system.url}/v1/orders`, { headers });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return (await response.json()) as { code: string; status: number };
  };

  it('401 token-missing without a token', async () => {
    expect(await answerOf({})).toMatchObject({ status: 401, code: 'token-missing' });
    expect(await answerOf({ Authorization: 'Basic abc' })).toMatchObject({
      status: 401,
      code: 'token-missing',
    });
  });

  it('401 token-invalid for a token that was changed', async () => {
    const token = eater.session?.accessToken as string;
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'admin' })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    for (const bad of [`${header}.${forged}.${signature}`, `${unsigned}.${payload}.`, 'rubbish']) {
      expect(await answerOf({ Authorization: `Bearer ${bad}` })).toMatchObject({
        status: 401,
        code: 'token-invalid',
      });
    }
  });

  it('403 wrong-role for a route of another role', async () => {
    const rider = await partner(system.url);
    const before = await countEverything(system.db);
    expect(await problemOf(place(rider, await basket(eater, restaurant)))).toMatchObject({
      status: 403,
      code: 'wrong-role',
    });
    expect(await problemOf(eater.call('GET', '/v1/deliveries'))).toMatchObject({
      status: 403,
      code: 'wrong-role',
    });
    expect(await countEverything(system.db)).toEqual(before);
  });

  it('401 login-failed, the same for an unknown address and a wrong password', async () => {
    const wrong = await problemOf(
      eater.call('POST', '/v1/auth/login', { email: 'customer1@tiffin.test', password: 'no' }),
    );
    const unknown = await problemOf(login(system.url, 'nobody@tiffin.test'));
    expect(wrong).toMatchObject({ status: 401, code: 'login-failed' });
    expect(unknown).toEqual(wrong);
  });
});

describe('malformed requests', () => {
  const send = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${system.url}/v1/orders`, {
      method: 'POST',
      body,
      headers: {
        Authorization: `Bearer ${eater.session?.accessToken}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k',
        ...headers,
      },
    });
    return { status: response.status, problem: (await response.json()) as { code: string } };
  };

  it('400 invalid-request for a body that is not JSON', async () => {
    expect(await send('{"restaurantId":')).toMatchObject({
      status: 400,
      problem: { code: 'invalid-request' },
    });
  });

  it('415 unsupported-media-type for a body that is not JSON by its type', async () => {
    expect(await send('a=b', { 'Content-Type': 'text/plain' })).toMatchObject({
      status: 415,
      problem: { code: 'unsupported-media-type' },
    });
  });

  it('413 payload-too-large for a megabyte', async () => {
    expect(await send(`"${'x'.repeat(1_000_000)}"`)).toMatchObject({
      status: 413,
      problem: { code: 'payload-too-large' },
    });
  });

  it('404 unknown-route for an address that does not exist', async () => {
    const admin = await operator(system.url);
    expect(await problemOf(admin.call('GET', '/v1/nothing'))).toMatchObject({
      status: 404,
      code: 'unknown-route',
    });
  });

  it('400 for a page cursor that names no order of theirs', async () => {
    const path = (cursor: string) => `/v1/orders?starting_after=${cursor}`;
    const foreign = await problemOf(eater.call('GET', path('ord_00000000000000000000000000')));
    expect(foreign).toMatchObject({ status: 400, code: 'invalid-cursor' });
    expect(await problemOf(eater.call('GET', path('%00')))).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
  });
});

describe('lists of orders', () => {
  it('come in pages, newest first, each order once', async () => {
    const reader = await customer(system.url, 6);
    const placed: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      placed.unshift((await place(reader, await basket(reader, restaurant))).id);
    }
    const seen: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await reader.call<{ data: { id: string }[]; has_more: boolean }>(
        'GET',
        `/v1/orders?limit=2${after && `&starting_after=${after}`}`,
      );
      seen.push(...page.data.map(({ id }) => id));
      after = seen.at(-1) ?? '';
      more = page.has_more;
    }
    expect(new Set(seen).size).toBe(seen.length);
    // Other tests may have ordered in this customer's name before.
    expect(seen.slice(0, placed.length)).toEqual(placed);
  });
});
