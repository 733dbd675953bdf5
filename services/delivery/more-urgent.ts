import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';

/**
 * How many deliveries want a partner around here more than this one, and could have one of these: those that lost theirs, and
 * the older ones whose search is just looking. Whom they have asked in vain, or were left by, they cannot have. A delivery with a
 * live offer waits for its answer and wants nobody else; one that has been due for hours has lost its workflow.
 */
export async function moreUrgent(
  db: Db,
  deliveryId: string,
  radiusKm: number,
  partnerIds: string[],
): Promise<number> {
  const { rows } = await sql<{ ahead: number }>`
    select count(*)::int as ahead
    from deliveries mine join deliveries other on other.status = 'SEARCHING' and other.id <> mine.id
    where mine.id = ${deliveryId}
      and (not other.urgent, other.requested_at, other.id) < (not mine.urgent, mine.requested_at, mine.id)
      and other.due_at > now() - interval '6 hours' and (other.urgent or other.due_at <= now())
      and abs(other.pickup_lat - mine.pickup_lat) * 111 <= ${radiusKm}
      and abs(other.pickup_lng - mine.pickup_lng) * 111 * cos(radians(mine.pickup_lat)) <= ${radiusKm}
      and not exists (select from offers where delivery_id = other.id and status = 'LIVE')
      and exists (
        select from unnest(${partnerIds}::text[]) as candidate (id)
        where not exists (select from offers where delivery_id = other.id and partner_id = candidate.id
            and status in ('DECLINED', 'TIMED_OUT', 'UNREACHED'))
          and not exists (select from delivery_history
            where delivery_id = other.id and former_partner_id = candidate.id))`.execute(db);
  return rows[0]?.ahead ?? 0;
}
