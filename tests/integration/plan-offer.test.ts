import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { HELSINKI_TARIFF } from '../../domain/pricing/price.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { planOffer } from '../../services/delivery/plan-offer.ts';
import { deliveryIdOf } from '../../services/delivery/request-delivery.ts';
import type { ZonePlan } from '../../services/delivery/zone-plans.ts';
import { deriveId, newId } from '../../services/ids.ts';
import { cookingOrder } from '../helpers/orders.ts';
import { testConfig } from '../helpers/system.ts';

// The plan is what each test says; books and positions are real.
const config = testConfig();
const keys = redisKeys(config.redis.prefix);
const rider = deriveId('partner', 'partner21@tiffin.test');
let postgres: Postgres;
let redis: RedisClient;
let orders: [string, string];
let shown: string[];
let reached: boolean;

beforeAll(() => {
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
});
beforeEach(async () => {
  await postgres.db.updateTable('offers').set({ status: 'WITHDRAWN' }).where('status', '=', 'LIVE').execute();
  const [one, two] = [await cookingOrder(postgres.db, 'matched'), await cookingOrder(postgres.db, 'matched')];
  orders = [one.orderId, two.orderId];
  await createLocations({ redis, keys }).update([
    { partnerId: rider, position: { lat: 60.17, lng: 24.94 }, online: true },
  ]);
  shown = [];
  reached = true;
});
afterAll(async () => {
  redis.disconnect();
  await postgres.close();
});

const deliveryIds = () => orders.map(deliveryIdOf);
const readyAt = Date.now() - 60_000;

/** A plan that offers these deliveries to the rider now, while they are open. */
const dueNow = (ids: () => string[]) => async (): Promise<ZonePlan> => {
  const at = Date.now();
  const open = await postgres.db
    .selectFrom('deliveries')
    .select('id')
    .where('id', 'in', deliveryIds())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('offers')
            .select('offers.id')
            .whereRef('offers.delivery_id', '=', 'deliveries.id')
            .where('offers.status', '=', 'LIVE'),
        ),
      ),
    )
    .execute();
  const isOpen = (id: string) => open.some((delivery) => delivery.id === id);
  const offered = ids().filter(isOpen);
  return {
    at,
    freshUntil: at + 50,
    offers: offered.length > 0 ? [{ partnerId: rider, deliveryIds: offered }] : [],
    open: Object.fromEntries(open.map(({ id }) => [id, { readyAt, pickupAt: at }])),
  };
};

function ask(
  orderId: string,
  since: (zone: string, instant: number, signal: AbortSignal) => Promise<ZonePlan>,
  { waitSeconds = 20, stopping = new AbortController().signal } = {},
) {
  const deps = {
    db: postgres.db,
    plans: { since },
    locations: createLocations({ redis, keys }),
    push: async (partnerId: string) => {
      shown.push(partnerId);
      return reached;
    },
    tariff: HELSINKI_TARIFF,
    maxActiveDeliveries: 2,
  };
  const question = { orderId, search: 1, waitSeconds, offerSeconds: 30, reachKm: 12 };
  return planOffer(deps, question, { signal: new AbortController().signal, stopping });
}

const offersOf = (orderId: string) =>
  postgres.db
    .selectFrom('offers')
    .selectAll()
    .where('delivery_id', '=', deliveryIdOf(orderId))
    .orderBy('offered_at')
    .execute();

/** An offer as a process leaves it that died before it heard from the partner. */
const leftBehind = (offeredAt: Date, expiresAt: Date) => {
  const id = newId('offer');
  return postgres.db
    .insertInto('offers')
    .values({
      id,
      bundle_id: id,
      delivery_id: deliveryIdOf(orders[0]),
      partner_id: rider,
      status: 'LIVE',
      radius_km: 12,
      round: 0,
      distance_metres: 1,
      score: 1,
      factors: '{}',
      offered_at: offeredAt,
      expires_at: expiresAt,
    })
    .execute();
};
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

describe('the offer of a bundle', () => {
  it('is made once, whichever of its deliveries asks first, and each hears of its own', async () => {
    const plan = dueNow(deliveryIds);
    const [one, two] = await Promise.all(orders.map((orderId) => ask(orderId, plan)));
    expect(one).toMatchObject({ kind: 'offered', partnerId: rider });
    expect(two).toMatchObject({ kind: 'offered', partnerId: rider });
    const rows = [...(await offersOf(orders[0])), ...(await offersOf(orders[1]))];
    expect(rows.map(({ status }) => status)).toEqual(['LIVE', 'LIVE']);
    expect(new Set(rows.map(({ bundle_id }) => bundle_id)).size).toBe(1);
    expect(rows.map(({ bundle_place }) => bundle_place).sort()).toEqual([0, 1]);
    expect(shown).toEqual([rider]);
  });

  it('that reached nobody is nobody’s: neither delivery waits for an answer', async () => {
    reached = false;
    const plan = dueNow(deliveryIds);
    const answers = await Promise.all(orders.map((orderId) => ask(orderId, plan, { waitSeconds: 1 })));
    expect(answers.map(({ kind }) => kind)).toEqual(['later', 'later']);
    const statuses = (await offersOf(orders[0])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['UNREACHED']));
  });

  it('is not made when the partner has another to answer', async () => {
    await ask(
      orders[1],
      dueNow(() => [deliveryIdOf(orders[1])]),
    );
    const answer = await ask(
      orders[0],
      dueNow(() => [deliveryIdOf(orders[0])]),
      { waitSeconds: 1 },
    );
    expect(answer.kind).toBe('later');
    expect(await offersOf(orders[0])).toEqual([]);
  });
});

describe('an offer whose maker died', () => {
  it('is shown again, not made again', async () => {
    await leftBehind(inSeconds(-4), inSeconds(26));
    const answer = await ask(orders[0], dueNow(deliveryIds));
    expect(answer).toMatchObject({ kind: 'offered', partnerId: rider });
    expect(shown).toEqual([rider]);
    expect(await offersOf(orders[0])).toHaveLength(1);
  });

  it('counts as unreached when its time is over, and another is made', async () => {
    await leftBehind(inSeconds(-40), inSeconds(-10));
    await ask(
      orders[0],
      dueNow(() => [deliveryIdOf(orders[0])]),
    );
    expect((await offersOf(orders[0])).map(({ status }) => status)).toEqual(['UNREACHED', 'LIVE']);
  });
});

describe('waiting', () => {
  const nothing = async () => {
    throw new Error('no plan can be made');
  };

  it('goes on when no plan can be made; past the ready time it is an operator’s business and counts', async () => {
    await postgres.db
      .updateTable('deliveries')
      .set({ ready_at: new Date(readyAt) })
      .where('id', '=', deliveryIdOf(orders[0]))
      .execute();
    const answer = await ask(orders[0], nothing, { waitSeconds: 1 });
    expect(answer).toEqual({ kind: 'later', dueSince: new Date(readyAt).toISOString() });
    const { manual_since } = await postgres.db
      .selectFrom('deliveries')
      .select('manual_since')
      .where('id', '=', deliveryIdOf(orders[0]))
      .executeTakeFirstOrThrow();
    expect(manual_since).not.toBeNull();
  });

  it('ends at once when the process is to stop, or when the order is over', async () => {
    const stop = new AbortController();
    const waiting = ask(orders[0], nothing, { stopping: stop.signal });
    stop.abort();
    expect(await waiting).toEqual({ kind: 'later', dueSince: undefined });
    await postgres.db
      .updateTable('deliveries')
      .set({ status: 'CANCELLED' })
      .where('id', '=', deliveryIdOf(orders[0]))
      .execute();
    expect(await ask(orders[0], nothing)).toEqual({ kind: 'over', partnerId: undefined });
  });
});
