import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Order } from '../../contracts/orders.ts';
import {
  type Eta,
  type EtaFacts,
  estimateArrival,
  isNews,
  type TravelTime,
} from '../../domain/delivery/eta.ts';
import { CARRYING, type DeliveryStatus } from '../../domain/delivery/machine.ts';
import type { Position } from '../../domain/geo.ts';
import { isFinal } from '../../domain/order/machine.ts';
import type { Locations, Report } from '../delivery/locations.ts';
import { wayOf } from '../delivery/way.ts';
import { publishLive } from '../realtime/publish.ts';

/** Customers see a position this often at most. */
const SHOW_EVERY_MS = 1_000;
/** What a partner carries is read anew after this long, should the news of its end have been lost. */
const TRUSTED_MS = 60_000;

/** From pick-up on, and not a moment longer, the customer sees where their food is. */
const isOnItsWay = (status: string) => status === 'PICKED_UP' || status === 'AT_CUSTOMER';

type Carried = {
  deliveryId: string;
  orderId: string;
  customerId: string;
  facts: Omit<EtaFacts, 'partner'>;
  shownAt: number;
  told: Eta | undefined;
};

const iso = ({ from, to }: Eta) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

/** An order for later comes when it was wanted, give or take. */
const PROMISE_MS = 10 * 60_000;
const promised = (deliverAt: string | null): Order['eta'] => {
  const at = Date.parse(deliverAt ?? '');
  return Number.isNaN(at) ? null : iso({ from: at - PROMISE_MS, to: at + PROMISE_MS });
};

/**
 * Shows customers where their food is and when it comes. Which deliveries a partner carries is known for as long as this process
 * holds their socket and read again when one of them moves, so that a position costs no query. Positions go to the sockets
 * that are open and nowhere else.
 */
export function createTracking(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  locations: Locations;
  travel: TravelTime;
}) {
  const { db, redis, keys, locations, travel } = deps;
  const followed = new Map<string, { readAt: number; carried: Carried[] }>();

  async function readCarried(partnerId: string): Promise<Carried[]> {
    const rows = await db
      .selectFrom('deliveries')
      .innerJoin('orders', 'orders.id', 'deliveries.order_id')
      .innerJoin('partners', 'partners.id', 'deliveries.partner_id')
      .select([
        'deliveries.id',
        'deliveries.order_id',
        'deliveries.status',
        'deliveries.pickup_lat',
        'deliveries.pickup_lng',
        'deliveries.dropoff_lat',
        'deliveries.dropoff_lng',
        'deliveries.picked_up_at',
        'orders.customer_id',
        'orders.status as order_status',
        'partners.vehicle',
      ])
      .where('deliveries.partner_id', '=', partnerId)
      .where('deliveries.status', 'in', CARRYING)
      .execute();
    return rows.map((row) => ({
      deliveryId: row.id,
      orderId: row.order_id,
      customerId: row.customer_id,
      facts: {
        order: row.order_status as EtaFacts['order'],
        delivery: row.status as DeliveryStatus,
        preparationMinutes: 0, // cooked by the time it is shown
        cookingSince: undefined,
        readyAt: undefined,
        pickedUpAt: row.picked_up_at?.getTime(),
        ...wayOf(row),
        vehicle: row.vehicle,
      },
      shownAt: 0,
      told: undefined,
    }));
  }

  async function follow(partnerId: string): Promise<void> {
    // Before the answer, so that nobody asks a second time meanwhile.
    const mine = { readAt: Date.now(), carried: followed.get(partnerId)?.carried ?? [] };
    followed.set(partnerId, mine);
    try {
      const carried = await readCarried(partnerId);
      // Somebody asked after us, or the socket is gone: their answer is newer than ours.
      if (followed.get(partnerId) !== mine) return;
      for (const delivery of carried) {
        const known = mine.carried.find(({ deliveryId }) => deliveryId === delivery.deliveryId);
        if (known) Object.assign(delivery, { shownAt: known.shownAt, told: known.told });
      }
      followed.set(partnerId, { readAt: Date.now(), carried });
    } catch (error) {
      // Nothing is shown that may be over: the next position asks again.
      if (followed.get(partnerId) === mine) followed.set(partnerId, { readAt: 0, carried: [] });
      throw error;
    }
  }

  async function show(delivery: Carried, position: Position, now: number): Promise<void> {
    const { orderId, deliveryId, customerId, facts } = delivery;
    delivery.shownAt = now;
    await publishLive(redis, keys, customerId, {
      topic: `delivery:${deliveryId}`,
      type: 'partner.location',
      data: { orderId, deliveryId, position, at: new Date(now).toISOString() },
    });
    const eta = estimateArrival({ ...facts, partner: position }, now, travel);
    if (!isNews(delivery.told, eta)) return;
    delivery.told = eta;
    await publishLive(redis, keys, customerId, {
      topic: `order:${orderId}`,
      type: 'eta',
      data: { orderId, ...iso(eta), at: new Date(now).toISOString() },
    });
  }

  async function shown({ partnerId, position }: Report, now: number): Promise<void> {
    const partner = followed.get(partnerId);
    if (!partner || partner.carried.length === 0) return;
    if (now - partner.readAt > TRUSTED_MS) await follow(partnerId);
    const onTheirWay = followed
      .get(partnerId)
      ?.carried.filter(
        ({ facts, shownAt }) => isOnItsWay(facts.delivery ?? '') && now - shownAt >= SHOW_EVERY_MS,
      );
    await Promise.all((onTheirWay ?? []).map((delivery) => show(delivery, position, now)));
  }

  /** What only the database knows for an order's estimate. One query. */
  async function factsOf(order: Omit<Order, 'eta'>) {
    return db
      .selectFrom('restaurants')
      .leftJoin('partners', (join) => join.on('partners.id', '=', order.delivery?.partner?.id ?? null))
      .leftJoin('deliveries', (join) => join.on('deliveries.order_id', '=', order.id))
      .select(['restaurants.lat', 'restaurants.lng', 'restaurants.preparation_minutes', 'partners.vehicle'])
      .select('deliveries.ready_at')
      .where('restaurants.id', '=', order.restaurant.id)
      .executeTakeFirstOrThrow();
  }

  return {
    /** Learns what a partner carries: when their socket opens, and when a delivery of theirs has moved. One query. */
    follow,
    follows: (partnerId: string) => followed.has(partnerId),
    unfollow: (partnerId: string) => void followed.delete(partnerId),
    /** Whether a partner whose socket is here carries anything. */
    carries: (partnerId: string) => (followed.get(partnerId)?.carried.length ?? 0) > 0,

    /** Shows positions to the customers whose food is on its way. */
    async reported(reports: readonly Report[]): Promise<void> {
      const now = Date.now();
      await Promise.all(reports.map((report) => shown(report, now)));
    },

    /** When an order will be at the door; `null` when it has ended. One query, two round trips to Redis. */
    async etaOf(order: Omit<Order, 'eta'>): Promise<Order['eta']> {
      if (isFinal(order.status)) return null;
      if (order.status === 'SCHEDULED') return promised(order.deliverAt);
      const partnerId = order.delivery?.partner?.id;
      const [known, partner] = await Promise.all([
        factsOf(order),
        // Without Redis the estimate is a little worse.
        partnerId === undefined ? undefined : locations.positionOf(partnerId).catch(() => undefined),
      ]);
      const reached = (status: string) => {
        const entry = order.timeline.find(({ to }) => to === status);
        return entry && Date.parse(entry.at);
      };
      const facts: EtaFacts = {
        order: order.status,
        delivery: order.delivery?.status as DeliveryStatus | undefined,
        preparationMinutes: known.preparation_minutes,
        cookingSince: reached('PREPARING'),
        readyAt: known.ready_at?.getTime(),
        pickedUpAt: reached('PICKED_UP'),
        pickup: { lat: known.lat, lng: known.lng },
        dropoff: order.address.position,
        partner,
        vehicle: known.vehicle ?? 'bike',
      };
      return iso(estimateArrival(facts, Date.now(), travel));
    },
  };
}
export type Tracking = ReturnType<typeof createTracking>;
