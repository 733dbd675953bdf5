import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import type { Candidate } from '../../domain/dispatch/score.ts';

/** Kilometres between the two pickups, on a plane: good enough for a town, and PostgreSQL needs no extension for it. */
const APART = sql<number>`sqrt(
  power((other.pickup_lat - mine.pickup_lat) * 111.2, 2)
  + power((other.pickup_lng - mine.pickup_lng) * 111.2 * cos(radians(mine.pickup_lat)), 2))`;

/**
 * Whether these partners are more than those who have been asked or filled up since they were looked up, and the deliveries that
 * want one of them more than this one: those that lost theirs, and the older ones whose search is just looking. They count when
 * they surely reach a partner whom they have not asked in vain and who has not left them. A delivery with a live offer waits for
 * its answer and wants nobody else; one that has been due for hours has lost its workflow.
 *
 * One statement, so one moment: an older delivery that makes its offer now still wants somebody, or has taken somebody away, and
 * never neither of the two.
 * @param reachKm the widest radius of the searches
 */
export async function enoughFor(
  { db, maxActiveDeliveries }: { db: Db; maxActiveDeliveries: number },
  deliveryId: string,
  candidates: readonly Candidate[],
  reachKm: number,
): Promise<boolean> {
  const ids = candidates.map(({ partnerId }) => partnerId);
  const kms = candidates.map(({ distanceMetres }) => distanceMetres / 1000);
  const { rows } = await sql<{ enough: boolean }>`
    with candidate as (select * from unnest(${ids}::text[], ${kms}::float8[]) as candidate (id, km)),
    taken as (
      select from candidate
      where exists (select from offers where partner_id = candidate.id and status = 'LIVE')
        or (select count(*) from deliveries where partner_id = candidate.id and status = any(${CARRYING}::text[]))
          >= ${maxActiveDeliveries}),
    ahead as (
      select from deliveries mine
      join deliveries other on other.status = 'SEARCHING' and other.id <> mine.id
      where mine.id = ${deliveryId}
        and (not other.urgent, other.requested_at, other.id) < (not mine.urgent, mine.requested_at, mine.id)
        and other.due_at > now() - interval '6 hours' and (other.urgent or other.due_at <= now())
        and ${APART} <= ${reachKm}
        and not exists (select from offers where delivery_id = other.id and status = 'LIVE')
        and exists (
          select from candidate
          where candidate.km + ${APART} <= ${reachKm}
            and not exists (select from offers where delivery_id = other.id and partner_id = candidate.id
              and status in ('DECLINED', 'TIMED_OUT', 'UNREACHED'))
            and not exists (select from delivery_history
              where delivery_id = other.id and former_partner_id = candidate.id))
      limit ${ids.length})
    select (select count(*) from candidate) - (select count(*) from taken) > (select count(*) from ahead) as enough
    `.execute(db);
  return rows[0]?.enough ?? false;
}
