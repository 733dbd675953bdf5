import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import type { Candidate } from '../../domain/dispatch/score.ts';
import { candidateOf } from './candidate.ts';

/** Whose socket an offer did not reach is passed over this long: one gateway that died must not cost a search all its tries. */
const UNREACHED_MINUTES = 5;

/**
 * Facts about the partners nearby, without those who may not be asked now: who has a live offer, carries as much as allowed,
 * declined this delivery, lost it, was asked for it in this round, could just not be reached, or is not on shift. One query.
 */
export async function eligible(
  { db, maxActiveDeliveries }: { db: Db; maxActiveDeliveries: number },
  nearby: { partnerId: string; distanceMetres: number }[],
  deliveryId: string,
  { search, round }: { search: number; round: number },
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
              .where(({ or, and, eb: offer }) =>
                or([
                  offer('offers.status', '=', 'LIVE'),
                  and([
                    offer('offers.delivery_id', '=', deliveryId),
                    or([
                      offer('offers.status', '=', 'DECLINED'),
                      and([offer('offers.search', '=', search), offer('offers.round', '=', round)]),
                      and([
                        offer('offers.status', '=', 'UNREACHED'),
                        offer(
                          'offers.offered_at',
                          '>',
                          sql<Date>`now() - make_interval(mins => ${UNREACHED_MINUTES})`,
                        ),
                      ]),
                    ]),
                  ]),
                ]),
              ),
          ),
        ),
        not(
          exists(
            selectFrom('delivery_history')
              .select('delivery_history.seq')
              .where('delivery_history.delivery_id', '=', deliveryId)
              .whereRef('delivery_history.former_partner_id', '=', 'partners.id'),
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
  return rows.map((row) => candidateOf(row, distance.get(row.id) as number));
}
