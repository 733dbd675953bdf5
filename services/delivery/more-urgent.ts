import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Candidate } from '../../domain/dispatch/score.ts';

/** Kilometres between the two pickups, on a plane: good enough for a town, and PostgreSQL needs no extension for it. */
const APART = sql<number>`sqrt(
  power((other.pickup_lat - mine.pickup_lat) * 111.2, 2)
  + power((other.pickup_lng - mine.pickup_lng) * 111.2 * cos(radians(mine.pickup_lat)), 2))`;

/**
 * How many deliveries want one of these partners more than this one: those that lost theirs, and the older ones whose search is
 * just looking. They count when they surely reach a partner whom they have not asked in vain and who has not left them. A
 * delivery with a live offer waits for its answer and wants nobody else; one that has been due for hours has lost its workflow.
 * @param reachKm the widest radius of the searches
 * @returns at most as many as there are candidates: more change nothing
 */
export async function moreUrgent(
  db: Db,
  deliveryId: string,
  candidates: readonly Candidate[],
  reachKm: number,
): Promise<number> {
  const ids = candidates.map(({ partnerId }) => partnerId);
  const kms = candidates.map(({ distanceMetres }) => distanceMetres / 1000);
  const { rows } = await sql<{ ahead: number }>`
    select count(*)::int as ahead from (
      select from deliveries mine
      join deliveries other on other.status = 'SEARCHING' and other.id <> mine.id
      where mine.id = ${deliveryId}
        and (not other.urgent, other.requested_at, other.id) < (not mine.urgent, mine.requested_at, mine.id)
        and other.due_at > now() - interval '6 hours' and (other.urgent or other.due_at <= now())
        and ${APART} <= ${reachKm}
        and not exists (select from offers where delivery_id = other.id and status = 'LIVE')
        and exists (
          select from unnest(${ids}::text[], ${kms}::float8[]) as candidate (id, km)
          where candidate.km + ${APART} <= ${reachKm}
            and not exists (select from offers where delivery_id = other.id and partner_id = candidate.id
              and status in ('DECLINED', 'TIMED_OUT', 'UNREACHED'))
            and not exists (select from delivery_history
              where delivery_id = other.id and former_partner_id = candidate.id))
      limit ${candidates.length}) as enough`.execute(db);
  return rows[0]?.ahead ?? 0;
}
