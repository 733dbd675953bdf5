import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import type { Candidate } from '../../domain/dispatch/score.ts';

/**
 * Facts about the partners nearby, without those who may not be asked now: who has a live offer, carries as much as allowed,
 * declined this delivery, was asked for it in this round, or is not on shift. One query.
 */
export async function eligible(
  { db, maxActiveDeliveries }: { db: Db; maxActiveDeliveries: number },
  nearby: { partnerId: string; distanceMetres: number }[],
  deliveryId: string,
  round: number,
): Promise<Candidate[]> {
  if (nearby.length === 0) return [];
  const distance = new Map(nearby.map((near) => [near.partnerId, near.distanceMetres]));
  const rows = await db
    .selectFrom('partners')
    .selectAll('partners')
    // One parameter, however many they are: PostgreSQL takes 65,535.
    .where(sql<boolean>`partners.id = any(${[...distance.keys()]}::text[])`)
    .where('partners.shift', '=', 'ONLINE')
    .where(({ eb, not, exists, selectFrom }) =>
      eb.and([
        not(
          exists(
            selectFrom('offers')
              .select('offers.id')
              .whereRef('offers.partner_id', '=', 'partners.id')
              .where(({ or, eb: offer }) =>
                or([
                  offer('offers.status', '=', 'LIVE'),
                  offer.and([
                    offer('offers.delivery_id', '=', deliveryId),
                    or([offer('offers.status', '=', 'DECLINED'), offer('offers.round', '=', round)]),
                  ]),
                ]),
              ),
          ),
        ),
        eb(
          selectFrom('deliveries')
            .select(({ fn }) => fn.countAll<number>().as('active'))
            .whereRef('deliveries.partner_id', '=', 'partners.id')
            .where('deliveries.status', 'in', CARRYING),
          '<',
          maxActiveDeliveries,
        ),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    partnerId: row.id,
    distanceMetres: distance.get(row.id) as number,
    rating: row.rating ?? undefined,
    offersAccepted: row.offers_accepted,
    offersAnswered: row.offers_answered,
    deliveriesCompleted: row.deliveries_completed,
    deliveriesTaken: row.deliveries_taken,
  }));
}
