import { type Db, openPostgres } from '../../adapters/postgres/index.ts';
import { openRedis, openSubscriber, redisKeys } from '../../adapters/redis/index.ts';
import { openTemporal } from '../../adapters/temporal/index.ts';
import { createMoneyCommands } from '../../api/money-commands.ts';
import { createOrderCommands } from '../../api/order-commands.ts';
import { createHub } from '../../api/realtime/hub.ts';
import type { Config } from '../../config.ts';
import type { Address } from '../../contracts/common.ts';
import { PlaceOrder } from '../../contracts/orders.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { startsAt } from '../../domain/order/schedule.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { deriveId } from '../../services/ids.ts';
import { createOrderService } from '../../services/order/index.ts';
import { eventually, restaurantThatIs } from '../helpers/people.ts';

async function addPartners(db: Db, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, index) => {
    const email = `crash-rider${index}@tiffin.test`;
    return { id: deriveId('partner', email), email };
  });
  await db
    .insertInto('users')
    .values(
      people.map(({ id, email }) => ({ id, email, role: 'partner', name: email, password_hash: 'no login' })),
    )
    .execute();
  await db
    .insertInto('partners')
    .values(people.map(({ id }) => ({ id, vehicle: 'crash-test', shift: 'ONLINE' })))
    .execute();
  return people.map(({ id }) => id);
}

async function someCustomer(db: Db): Promise<{ id: string; address: Address }> {
  const { user_id, lat, lng, house_number, street, postcode, city } = await db
    .selectFrom('addresses')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const address = { street, houseNumber: house_number, postcode, city, position: { lat, lng } };
  return { id: user_id, address };
}

/** Everything around the worker: the API's commands, a kitchen, a customer, and partners whose sockets acknowledge offers. */
export async function openTown(config: Config, partnerCount: number) {
  const { db, close: closePostgres } = openPostgres(config.postgres);
  const temporal = await openTemporal(config.temporal);
  const redis = openRedis(config.redis);
  const subscriber = openSubscriber(config.redis);
  const keys = redisKeys(config.redis.prefix);
  const locations = createLocations({ redis, keys });
  const commands = createOrderCommands({
    temporal: temporal.client,
    orders: createOrderService({ db }),
    rules: config.rules,
  });

  const restaurant = await restaurantThatIs(db, 'open');
  const customer = await someCustomer(db);
  const partnerIds = await addPartners(db, partnerCount);
  const offers = new Map<string, { offerId: string; partnerId: string }>();
  const hub = createHub({ redis, subscriber, keys });
  for (const partnerId of partnerIds) {
    await hub.attach(partnerId, {
      send({ type, data }, _bytes, onGone) {
        onGone?.();
        if (type === 'offer') offers.set(data.orderId, { offerId: data.offerId, partnerId });
      },
      lost(error) {
        throw error;
      },
    });
  }

  return {
    db,
    temporal: temporal.client,
    commands,
    money: createMoneyCommands({ temporal: temporal.client }),
    customerId: customer.id,

    body: (paymentToken: string, changes: { promoCode?: string; deliverAt?: string } = {}) =>
      PlaceOrder.parse({
        restaurantId: restaurant.id,
        items: [{ itemId: restaurant.items[0]?.id, quantity: 2 }],
        address: customer.address,
        paymentToken,
        tipMinor: 100,
        ...changes,
      }),

    /** When food has to be at the door whose kitchen begins in so many seconds. */
    async deliverAt(secondsUntilStart: number): Promise<string> {
      const { preparation_minutes: minutes } = await db
        .selectFrom('restaurants')
        .select('preparation_minutes')
        .where('id', '=', restaurant.id)
        .executeTakeFirstOrThrow();
      const way = distanceMetres(restaurant, customer.address.position);
      const leadMs = -startsAt(new Date(0), minutes, way).getTime();
      return new Date(Date.now() + leadMs + secondsUntilStart * 1000).toISOString();
    },

    /** Waits until the books say this of an order and its payment. */
    until: (orderId: string, fits: (order: { status: string; payment: string | null }) => boolean) =>
      eventually(
        () =>
          db
            .selectFrom('orders')
            .leftJoin('payments', 'payments.order_id', 'orders.id')
            .select(['orders.status', 'payments.status as payment'])
            .where('orders.id', '=', orderId)
            .executeTakeFirstOrThrow(),
        fits,
        60_000,
      ),

    /** A promotion that can be used once. */
    async oncePromo(code: string): Promise<void> {
      await db
        .insertInto('promo_codes')
        .values({
          code,
          benefit: JSON.stringify({ kind: 'amount', amountMinor: 100 }),
          starts_at: new Date(0),
          ends_at: new Date('2999-01-01'),
          max_redemptions: 1,
        })
        .execute();
    },

    /** All partners report from the restaurant's door. */
    heartbeat: () =>
      locations.update(
        partnerIds.map((partnerId) => ({
          partnerId,
          position: { lat: restaurant.lat, lng: restaurant.lng },
          online: true,
        })),
      ),

    /** The offer of an order's delivery, once it is on a partner's socket. */
    offerFor: (orderId: string) =>
      eventually(
        async () => offers.get(orderId),
        (offer) => offer !== undefined,
        20_000,
      ) as Promise<{ offerId: string; partnerId: string }>,

    /** The searches for partners that are still going on. */
    async searches(): Promise<string[]> {
      const query = 'WorkflowType = "DispatchWorkflow" and ExecutionStatus = "Running"';
      const running: string[] = [];
      for await (const { workflowId } of temporal.client.workflow.list({ query })) running.push(workflowId);
      return running;
    },

    async close() {
      hub.close();
      redis.disconnect();
      subscriber.disconnect();
      await Promise.all([temporal.close(), closePostgres()]);
    },
  };
}
export type Town = Awaited<ReturnType<typeof openTown>>;
