import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { distanceOverSpeed } from '../../adapters/travel/index.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { candidateOf } from '../../services/delivery/candidate.ts';
import { createDispatchService } from '../../services/delivery/dispatch.ts';
import { enoughFor } from '../../services/delivery/enough-for.ts';
import { createLocations, type Locations } from '../../services/delivery/locations.ts';
import { deliveryIdOf } from '../../services/delivery/request-delivery.ts';
import { deriveId } from '../../services/ids.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const RADIUS_KM = 8;
const [near, middle, far] = [33, 34, 35].map((number) =>
  deriveId('partner', `partner${number}@tiffin.test`),
) as [string, string, string];
let postgres: Postgres;
let redis: RedisClient;
let locations: Locations;
let run = 0;
let orderId: string;
let offer: () => Promise<string | undefined>;

beforeAll(() => {
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
});
beforeEach(async () => {
  run += 1;
  const { db } = postgres;
  const keys = redisKeys(`${config.redis.prefix}rings-${run}:`);
  locations = createLocations({ redis, keys });
  // The deliveries of the tests before would want these partners first.
  await db.updateTable('deliveries').set({ status: 'CANCELLED' }).where('status', '=', 'SEARCHING').execute();
  ({ orderId } = await cookingOrder(db));
  const { pickup_lat: lat, pickup_lng: lng } = await db
    .selectFrom('deliveries')
    .select(['pickup_lat', 'pickup_lng'])
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  const kmNorth = (km: number) => ({ lat: lat + km / 111.2, lng });
  await locations.update([
    { partnerId: near, position: kmNorth(0.2), online: true },
    { partnerId: middle, position: kmNorth(1.5), online: true },
    { partnerId: far, position: kmNorth(3.5), online: true },
  ]);
  const dispatch = createDispatchService({
    db,
    redis,
    keys,
    push: async () => true,
    tariff: HELSINKI_TARIFF,
    travel: distanceOverSpeed,
    offerSeconds: 30,
    reachKm: RADIUS_KM,
    maxActiveDeliveries: 2,
  });
  let attempt = 0;
  offer = async () => {
    attempt += 1;
    const result = await dispatch.offerToBest({
      orderId,
      search: 1,
      attempt,
      round: 0,
      radiusKm: RADIUS_KM,
      reachKm: RADIUS_KM,
      offerSeconds: 30,
    });
    return result.kind === 'offered' ? result.partnerId : undefined;
  };
  for (const id of [near, middle, far]) await standing(id, 4.5, 100, 'ONLINE');
});
afterAll(async () => {
  await postgres.db
    .updateTable('offers')
    .set({ status: 'WITHDRAWN' })
    .where('partner_id', 'in', [near, middle, far])
    .where('status', '=', 'LIVE')
    .execute();
  await postgres.close();
  redis.disconnect();
});

/** How good a partner is: stars, and how many of a hundred offers they took and brought home. */
async function standing(partnerId: string, rating: number, ofHundred: number, shift = 'ONLINE') {
  await postgres.db
    .updateTable('partners')
    .set({
      rating,
      shift,
      offers_answered: 100,
      offers_accepted: ofHundred,
      deliveries_taken: 100,
      deliveries_completed: ofHundred,
    })
    .where('id', '=', partnerId)
    .execute();
  await postgres.db
    .updateTable('offers')
    .set({ status: 'WITHDRAWN' })
    .where('partner_id', '=', partnerId)
    .where('status', '=', 'LIVE')
    .execute();
}

it('offers to the nearest when all are alike, and makes no second offer beside the first', async () => {
  expect(await offer()).toBe(near);
  expect(await offer(), 'one live offer a delivery').toBeUndefined();
});

it('offers to somebody in a wider ring who scores higher than everybody in the ones before', async () => {
  await standing(near, 1, 10);
  await standing(middle, 1.5, 20);
  await standing(far, 5, 100);
  expect(await offer()).toBe(far);
});

it('goes from ring to ring past those who may not be asked', async () => {
  await standing(near, 5, 100, 'PAUSED');
  await standing(middle, 5, 100, 'OFFLINE');
  expect(await offer(), 'only one is on shift by the books, whatever Redis says').toBe(far);
  await standing(far, 5, 100, 'PAUSED');
  expect(await offer()).toBeUndefined();
});

it('leaves the last partner to an older delivery, although another was asked between the look and the count', async () => {
  const { db } = postgres;
  const older = orderId;
  const [oldest, youngest] = [(await cookingOrder(db)).orderId, (await cookingOrder(db)).orderId];
  await db
    .updateTable('deliveries')
    .set({ requested_at: new Date(Date.now() - 60_000) })
    .where('order_id', '=', oldest)
    .execute();
  const seen = (await db.selectFrom('partners').selectAll().where('id', 'in', [near, middle]).execute()).map(
    (row) => candidateOf(row, 300),
  );
  const enough = (id: string) => enoughFor({ db, maxActiveDeliveries: 2 }, deliveryIdOf(id), seen, RADIUS_KM);
  expect([await enough(oldest), await enough(older), await enough(youngest)]).toEqual([true, true, false]);

  orderId = oldest;
  expect(await offer()).toBe(near);
  expect(await enough(older), 'one is asked, one is left').toBe(true);
  expect(await enough(youngest), 'the one who is left is for the older one').toBe(false);
});
