import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { distanceOverSpeed, type TravelTimes } from '../../adapters/travel/index.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { deliveryIdOf } from '../../services/delivery/request-delivery.ts';
import { createZonePlans } from '../../services/delivery/zone-plans.ts';
import { deriveId } from '../../services/ids.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const keys = redisKeys(config.redis.prefix);
const signal = new AbortController().signal;
const rider = deriveId('partner', 'partner20@tiffin.test');
let postgres: Postgres;
let redis: RedisClient;
let zone: string;
let deliveryId: string;

beforeAll(() => {
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
});
beforeEach(async () => {
  const { db } = postgres;
  await db.updateTable('deliveries').set({ zone: null }).execute();
  const { orderId } = await cookingOrder(db, 'matched');
  deliveryId = deliveryIdOf(orderId);
  await askedFor(new Date());
  const delivery = await db
    .selectFrom('deliveries')
    .select(['zone', 'pickup_lat', 'pickup_lng'])
    .where('id', '=', deliveryId)
    .executeTakeFirstOrThrow();
  zone = delivery.zone as string;
  await createLocations({ redis, keys }).update([
    { partnerId: rider, position: { lat: delivery.pickup_lat, lng: delivery.pickup_lng }, online: true },
  ]);
});
/** Its workflow asks the plan from time to time. */
const askedFor = (at: Date) =>
  postgres.db.updateTable('deliveries').set({ asked_at: at }).where('id', '=', deliveryId).execute();

afterAll(async () => {
  redis.disconnect();
  await postgres.close();
});

/** One process that plans; counts how often it does. */
function planner(over: RedisClient = redis) {
  let rounds = 0;
  const travel: TravelTimes = {
    async between(spots) {
      rounds += 1;
      return distanceOverSpeed.between(spots);
    },
  };
  const locations = createLocations({ redis, keys });
  const deps = {
    db: postgres.db,
    locations,
    travel,
    maxActiveDeliveries: 2,
    reachKm: 12,
    redis: over,
    keys,
    offerSeconds: 30,
  };
  const plans = createZonePlans(deps);
  return { since: (instant: number) => plans.since(zone, instant, signal), rounds: () => rounds };
}

it('one plan serves a hundred deliveries in four processes', async () => {
  const processes = Array.from({ length: 4 }, () => planner());
  const asked = Date.now();
  const plans = await Promise.all(
    processes.flatMap((process) => Array.from({ length: 25 }, () => process.since(asked))),
  );
  expect(new Set(plans.map(({ at }) => at)).size).toBe(1);
  expect(processes.reduce((sum, { rounds }) => sum + rounds(), 0)).toBe(1);
});

it('knows the delivery, when its food is ready, and who can pick it up', async () => {
  const plan = await planner().since(Date.now());
  const mine = plan.open[deliveryId];
  expect(mine?.readyAt).toBeGreaterThan(Date.now());
  expect(mine?.pickupAt).toBeGreaterThanOrEqual(mine?.readyAt as number);
  // The partner stands at the door: there is no hurry.
  expect(plan.offers).toEqual([]);
});

it('is made anew for who wants to know what was written since', async () => {
  const { since } = planner();
  const first = await since(Date.now());
  await postgres.db
    .updateTable('deliveries')
    .set({ ready_at: new Date() })
    .where('id', '=', deliveryId)
    .execute();
  await postgres.db
    .updateTable('orders')
    .set({ status: 'READY' })
    .where('id', 'in', (eb) => eb.selectFrom('deliveries').select('order_id').where('id', '=', deliveryId))
    .execute();
  const second = await since(Date.now());
  expect(second.at).toBeGreaterThan(first.at);
  expect(second.offers).toEqual([{ partnerId: rider, deliveryIds: [deliveryId] }]);
});

it('is made by each process for itself when it is lost on the way', async () => {
  const nowhere = openRedis({ urls: ['redis://127.0.0.1:1'], cluster: false, prefix: '' });
  const alone = planner(nowhere);
  expect((await alone.since(Date.now())).open).toHaveProperty(deliveryId);
  expect(alone.rounds()).toBeGreaterThan(0);
  nowhere.disconnect();
});

it('asks nobody who declined, was just silent, or is off shift', async () => {
  const { since } = planner();
  const { db } = postgres;
  const placed = async () => (await since(Date.now())).open[deliveryId]?.pickupAt !== undefined;
  expect(await placed()).toBe(true);

  await db.updateTable('partners').set({ shift: 'PAUSED' }).where('id', '=', rider).execute();
  expect(await placed()).toBe(false);
  await db.updateTable('partners').set({ shift: 'ONLINE' }).where('id', '=', rider).execute();
  expect(await placed()).toBe(true);

  const offer = (status: string, minutesAgo: number) =>
    db
      .insertInto('offers')
      .values({
        id: deriveId('offer', deliveryId, status, String(minutesAgo)),
        bundle_id: '',
        delivery_id: deliveryId,
        partner_id: rider,
        status,
        radius_km: 3,
        round: 0,
        distance_metres: 1,
        score: 1,
        factors: '{}',
        offered_at: new Date(Date.now() - minutesAgo * 60_000),
        expires_at: new Date(),
      })
      .execute();
  await offer('TIMED_OUT', 6);
  expect(await placed()).toBe(true);
  await offer('TIMED_OUT', 1);
  expect(await placed()).toBe(false);
  await db.deleteFrom('offers').where('delivery_id', '=', deliveryId).execute();
  await offer('DECLINED', 60);
  expect(await placed()).toBe(false);
});

it('keeps nobody for a delivery whose workflow asks no more', async () => {
  const { since } = planner();
  await askedFor(new Date(Date.now() - 14 * 60_000));
  expect((await since(Date.now())).open).toHaveProperty(deliveryId);
  await askedFor(new Date(Date.now() - 16 * 60_000));
  expect((await since(Date.now())).open).not.toHaveProperty(deliveryId);
});
