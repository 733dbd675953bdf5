import { randomUUID } from 'node:crypto';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Delivery, Offer } from '../../contracts/deliveries.ts';
import type { Order, OrderState } from '../../contracts/orders.ts';
import { DEMO_ADMIN, DEMO_PASSWORD, staffEmail } from '../../db/load.ts';
import { WEEKDAYS } from '../../domain/opening-hours.ts';
import { type ApiClient, connect, ok, ProblemError } from '../../scripts/client.ts';

export const login = (url: string, email: string) => connect(url, { email, password: DEMO_PASSWORD });
export const customer = (url: string, number = 1) => login(url, `customer${number}@tiffin.test`);
export const partner = (url: string, number = 1) => login(url, `partner${number}@tiffin.test`);
export const operator = (url: string) => login(url, DEMO_ADMIN);
export const staff = (url: string, slug: string) => login(url, staffEmail(slug));

/**
 * A restaurant with its menu as the tests need it: the clock on the wall must not decide whether they pass.
 * @param isFresh whether pauses, capacity and the like of earlier tests are taken back
 */
export async function restaurantThatIs(db: Db, state: 'open' | 'closed', offset = 0, isFresh = true) {
  const restaurant = await db
    .selectFrom('restaurants')
    .select(['id', 'slug', 'lat', 'lng'])
    .orderBy('slug')
    .offset(offset)
    .limit(1)
    .executeTakeFirstOrThrow();
  const day = state === 'open' ? [{ from: 0, to: 1440 }] : [];
  await db
    .updateTable('restaurants')
    .set({
      opening_hours: JSON.stringify(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, day]))),
      // A kitchen that left another test's orders unanswered has been paused.
      ...(isFresh && {
        opening_exceptions: '[]',
        accepting_orders: true,
        paused_until: null,
        capacity_orders: null,
        busy_extra_minutes: 0,
      }),
    })
    .where('id', '=', restaurant.id)
    .execute();
  const items = await db
    .selectFrom('menu_items')
    .select(['id', 'price_minor'])
    .where('restaurant_id', '=', restaurant.id)
    .where('option_groups', '=', JSON.stringify([]))
    .orderBy('position')
    .execute();
  return { ...restaurant, items };
}
export type TestRestaurant = Awaited<ReturnType<typeof restaurantThatIs>>;

/** A body for `POST /v1/orders` that is fine; `changes` make it wrong. */
export async function basket(
  client: ApiClient,
  restaurant: TestRestaurant,
  changes: Record<string, unknown> = {},
) {
  const me = await ok(client.api.GET('/v1/user'));
  return {
    restaurantId: restaurant.id,
    items: [{ itemId: restaurant.items[0]?.id, quantity: 2 }],
    address: me.addresses[0],
    paymentToken: 'tok_visa',
    tipMinor: 100,
    ...changes,
  };
}

export const place = (client: ApiClient, body: unknown, key: string = randomUUID()) =>
  client.call<Order>('POST', '/v1/orders', body, { 'Idempotency-Key': key });

export const move = (client: ApiClient, orderId: string, action: string, body?: unknown) =>
  client.call<OrderState>('POST', `/v1/orders/${orderId}/${action}`, body);

/** An order that the kitchen has begun with: a partner is looked for from now on. */
export async function cook(
  { eater, kitchen, restaurant }: { eater: ApiClient; kitchen: ApiClient; restaurant: TestRestaurant },
  changes: Record<string, unknown> = {},
): Promise<Order> {
  const order = await place(eater, await basket(eater, restaurant, changes));
  await move(kitchen, order.id, 'accept');
  await move(kitchen, order.id, 'prepare');
  return order;
}

/** A partner with an open socket who is online at a place. */
export async function online(url: string, number: number, at: { lat: number; lng: number }) {
  const client = await partner(url, number);
  const socket = await client.socket();
  socket.send({ type: 'location', ref: 'here', data: at });
  await socket.next('reply', (frame) => frame.data.ref === 'here');
  return { client, socket, id: client.session?.user.id as string };
}
export type OnlinePartner = Awaited<ReturnType<typeof online>>;

/** What a worker had in hand when it was told to go is done by another one ten seconds later: Temporal gives it so long. */
const ANSWER_WITHIN_MS = 30_000;

/** Answers an offer over the socket. @returns the reply's data */
export async function answer(
  { socket }: OnlinePartner,
  offerId: string,
  type: 'offer.accept' | 'offer.decline',
) {
  const ref = randomUUID();
  socket.send({ type, ref, data: { offerId } });
  const { data } = await socket.next('reply', (frame) => frame.data.ref === ref, ANSWER_WITHIN_MS);
  return data;
}

/** Waits for the offer of an order and takes it. @returns what was offered */
export async function takeOffer(rider: OnlinePartner, orderId: string): Promise<Offer> {
  const { data } = await rider.socket.next('offer', (frame) => frame.data.orderId === orderId);
  const reply = await answer(rider, data.offerId, 'offer.accept');
  if (!reply.ok) throw new Error(`the offer could not be taken: ${JSON.stringify(reply)}`);
  return data;
}

export async function deliveryOf({ client }: OnlinePartner, orderId: string): Promise<Delivery> {
  const { data } = await ok(client.api.GET('/v1/deliveries'));
  const delivery = data.find((candidate) => candidate.orderId === orderId);
  if (!delivery) throw new Error(`no delivery for ${orderId}`);
  return delivery;
}

/** The problem a call is answered with; a call that succeeds fails the test. */
export async function problemOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('expected a problem, but the call succeeded');
}

/** Asks until the answer fits, for effects that follow a little later. */
export async function eventually<T>(
  ask: () => Promise<T>,
  fits: (value: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms; last seen ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
