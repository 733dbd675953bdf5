import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Spot, TravelTimes } from '../../adapters/travel/index.ts';
import { CARRYING, type DeliveryStatus } from '../../domain/delivery/machine.ts';
import { expectedAgain, FORECAST_WINDOW_SECONDS } from '../../domain/dispatch/expected.ts';
import { wherever } from '../../domain/dispatch/score.ts';
import type {
  ExpectedDelivery,
  OpenDelivery,
  PlannedPartner,
  PlanRules,
  Snapshot,
} from '../../domain/dispatch/snapshot.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import { candidateOf, type PartnerFacts } from './candidate.ts';
import type { Locations } from './locations.ts';
import { wayOf } from './way.ts';
import { middleOf, ZONE_RADIUS_KM } from './zone.ts';

/** A kitchen that is late is not ready at once. */
const LATE_KITCHEN_SECONDS = 2 * 60;
/** Who did not answer, or whose socket an offer did not reach, is not asked for the same delivery again so soon. */
const SILENT_MINUTES = 5;
/** A delivery that is planned is asked for every ten minutes at least; one that is not has lost its search. */
const ASKED_MINUTES = 15;
/** Nobody says when their shift ends; nothing is planned so far ahead. */
const HORIZON_SECONDS = 6 * 60 * 60;
/** A plan takes as long as there are partners: those nearest to any food are enough. */
const MOST_PARTNERS = 600;

export type ZoneDeps = {
  db: Db;
  locations: Locations;
  travel: TravelTimes;
  maxActiveDeliveries: number;
  /** How far outside of the zone partners are planned with. */
  reachKm: number;
};

type DeliveryRow = {
  id: string;
  restaurant_id: string;
  pickup_lat: number;
  pickup_lng: number;
  dropoff_lat: number;
  dropoff_lng: number;
  order_status: string;
  requested_at: Date;
  ready_at: Date;
  is_open: boolean;
  not_for: string[];
};

const seconds = (at: Date): number => at.getTime() / 1000;

type Delivery = DeliveryRow & ReturnType<typeof wayOf>;

/** The open deliveries of a zone, and all that were requested lately. One query. */
async function readDeliveries(db: Db, zone: string): Promise<Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.id, o.restaurant_id, d.pickup_lat, d.pickup_lng, d.dropoff_lat, d.dropoff_lng,
      o.status as order_status, d.requested_at, d.ready_at,
      d.status = 'SEARCHING' and d.asked_at > now() - make_interval(mins => ${ASKED_MINUTES}) and not exists (
        select from offers where delivery_id = d.id and status = 'LIVE') as is_open,
      array(
        select partner_id from offers where delivery_id = d.id and (status = 'DECLINED'
          or status in ('TIMED_OUT', 'UNREACHED') and offered_at > now() - make_interval(mins => ${SILENT_MINUTES}))
        union select former_partner_id from delivery_history
          where delivery_id = d.id and former_partner_id is not null) as not_for
    from deliveries d join orders o on o.id = d.order_id
    where d.zone = ${zone}
      and (d.status = 'SEARCHING' or d.requested_at > now() - make_interval(secs => ${FORECAST_WINDOW_SECONDS}))`.execute(
    db,
  );
  // Once: travel times are remembered by the place itself.
  return rows.map((row) => ({ ...row, ...wayOf(row) }));
}

type PartnerRow = PartnerFacts & {
  vehicle: string;
  answers_at: Date | null;
  carried: {
    status: DeliveryStatus;
    pickup_lat: number;
    pickup_lng: number;
    dropoff_lat: number;
    dropoff_lng: number;
    ready_at: string | null;
  }[];
};

/** Those of the partners who are on shift: what is known of them, until when an offer waits for them, what they carry. One query. */
async function readPartners(db: Db, ids: string[]): Promise<PartnerRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<PartnerRow>`
    select p.id, p.vehicle, p.rating, p.offers_accepted, p.offers_answered, p.deliveries_completed, p.deliveries_taken,
      (select max(expires_at) from offers where partner_id = p.id and status = 'LIVE') as answers_at,
      (select coalesce(jsonb_agg(to_jsonb(d) order by d.assigned_at), '[]') from deliveries d
        where d.partner_id = p.id and d.status = any(${CARRYING}::text[])) as carried
    from partners p where p.id = any(${ids}::text[]) and p.shift = 'ONLINE'`.execute(db);
  return rows;
}

/** When and where a partner will have done what they carry, one delivery after the other, the food they have first. */
function afterWork(
  { carried, vehicle }: PartnerRow,
  from: Position,
  now: number,
  rules: PlanRules,
  ways: (from: Spot, to: Spot) => number,
): { place: Spot; freeAt: number } {
  let place: Spot = { ...from, vehicle };
  let at = now;
  const hasFood = (status: DeliveryStatus) => status === 'PICKED_UP' || status === 'AT_CUSTOMER';
  for (const delivery of [...carried].sort((a, b) => Number(hasFood(b.status)) - Number(hasFood(a.status)))) {
    const { pickup, dropoff } = wayOf(delivery);
    if (!hasFood(delivery.status)) {
      const arrival = delivery.status === 'AT_RESTAURANT' ? at : at + ways(place, pickup);
      const ready = delivery.ready_at === null ? arrival : seconds(new Date(delivery.ready_at));
      at = Math.max(arrival + rules.halfPickupSeconds, ready) + rules.halfPickupSeconds;
      place = { ...pickup, vehicle };
    }
    const way = delivery.status === 'AT_CUSTOMER' ? 0 : ways(place, dropoff);
    at += way + 2 * rules.halfDropoffSeconds;
    place = { ...dropoff, vehicle };
  }
  return { place, freeAt: at };
}

function nearestTo(pickups: Position[], positions: Map<string, Position>): Map<string, Position> {
  if (positions.size <= MOST_PARTNERS) return positions;
  const away = ([id, position]: [string, Position]) =>
    [id, Math.min(...pickups.map((pickup) => distanceMetres(position, pickup)))] as const;
  const ids = [...positions].map(away).sort(([, a], [, b]) => a - b);
  return new Map(ids.slice(0, MOST_PARTNERS).map(([id]) => [id, positions.get(id) as Position]));
}

/** Everything of a zone that a plan is made from. Two queries, a round trip to each node of Redis, and what the ways cost. */
export async function readZone(
  { db, locations, travel, reachKm }: ZoneDeps,
  zone: string,
  rules: PlanRules,
): Promise<Snapshot<Spot>> {
  const [deliveries, everybody] = await Promise.all([
    readDeliveries(db, zone),
    locations.positionsNear(middleOf(zone), ZONE_RADIUS_KM + reachKm),
  ]);
  const positions = nearestTo(
    deliveries.map(({ pickup }) => pickup),
    everybody,
  );
  const rows = await readPartners(db, [...positions.keys()]);
  const ways = await travel.between([
    ...deliveries.flatMap(({ pickup, dropoff }) => [pickup, dropoff]),
    ...rows.flatMap((row) => [
      { ...(positions.get(row.id) as Position), vehicle: row.vehicle },
      ...row.carried.flatMap((carried) => Object.values(wayOf(carried))),
    ]),
  ]);
  const now = Date.now() / 1000;

  const planned = (row: Delivery): ExpectedDelivery<Spot> => {
    const { pickup, dropoff } = row;
    const ready = seconds(row.ready_at);
    return {
      restaurantId: row.restaurant_id,
      pickup,
      door: dropoff,
      placedAt: seconds(row.requested_at),
      readyAt: isCooked(row.order_status) ? ready : Math.max(ready, now + LATE_KITCHEN_SECONDS),
    };
  };
  const open = (row: Delivery): OpenDelivery<Spot> => ({
    ...planned(row),
    id: row.id,
    notFor: new Set(row.not_for),
  });
  const partner = (row: PartnerRow): PlannedPartner<Spot> => {
    const from = positions.get(row.id) as Position;
    const { place, freeAt } = afterWork(row, from, now, rules, ways);
    return {
      id: row.id,
      place,
      // Not before the offer is over, also when nobody has noticed yet that it is.
      freeAt: row.answers_at ? Math.max(freeAt, seconds(row.answers_at), now + 1) : freeAt,
      until: now + HORIZON_SECONDS,
      // The distance is in the plan's own cost.
      ...wherever(candidateOf(row, 0)),
    };
  };
  return {
    now,
    deliveries: deliveries.filter(({ is_open }) => is_open).map(open),
    expected: expectedAgain(deliveries.map(planned), now, FORECAST_WINDOW_SECONDS),
    partners: rows.map(partner),
    travel: ways,
  };
}

const isCooked = (orderStatus: string) => orderStatus !== 'CONFIRMED' && orderStatus !== 'PREPARING';
