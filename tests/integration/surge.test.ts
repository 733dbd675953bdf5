import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { deriveId } from '../../services/ids.ts';
import { createDemand } from '../../services/pricing/demand.ts';
import { createPricingService } from '../../services/pricing/index.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const keys = redisKeys(`${config.redis.prefix}surge:`);
const tariff = { ...HELSINKI_TARIFF, surge: { fromPressure: 100, step: 50, max: 15_000 } };
let postgres: Postgres;
let redis: RedisClient;

beforeAll(() => {
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
});
afterAll(async () => {
  await postgres.close();
  redis.disconnect();
});

it('raises the delivery fee while more deliveries wait than partners are free, and not when nobody knows', async () => {
  const { db } = postgres;
  const { basket, customerId } = await cookingOrder(db);
  await cookingOrder(db);
  const feeWith = async (client: RedisClient) => {
    const pricing = createPricingService({ db, tariff, demand: createDemand({ db, redis: client, keys }) });
    const { price } = await pricing.createQuote(customerId, basket, new Date());
    return price.deliveryFeeMinor;
  };
  const away = openRedis({ ...config.redis, urls: ['redis://127.0.0.1:1'] });
  const plain = await feeWith(away);
  away.disconnect();

  expect(await feeWith(redis), 'at least two wait, nobody rides').toBe(Math.floor(plain * 1.5 + 0.5));

  const { lat, lng } = await db
    .selectFrom('restaurants')
    .select(['lat', 'lng'])
    .where('id', '=', basket.restaurantId)
    .executeTakeFirstOrThrow();
  const waiting = await db.selectFrom('deliveries').select('id').where('status', '=', 'SEARCHING').execute();
  const riders = waiting.map(({ id }) => ({
    partnerId: deriveId('partner', id),
    position: { lat, lng },
    online: true,
  }));
  await createLocations({ redis, keys }).update(riders);
  expect(await feeWith(redis), 'a free partner for each').toBe(plain);
});
