import type { Db } from '../../adapters/postgres/index.ts';
import type { PartnerProfile, ShiftState } from '../../contracts/partners.ts';
import { CARRYING } from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';

const rate = (hits: number, tries: number) => (tries === 0 ? null : hits / tries);

/** What a partner's app shows of them, from facts that dispatch goes by too. One query. @throws DomainError `not-found` */
export async function readProfile(db: Db, partnerId: string, shift: ShiftState): Promise<PartnerProfile> {
  const row = await db
    .selectFrom('partners')
    .innerJoin('users', 'users.id', 'partners.id')
    .selectAll('partners')
    .select('users.name')
    .select(({ selectFrom }) =>
      selectFrom('deliveries')
        .select(({ fn }) => fn.countAll<number>().as('active'))
        .whereRef('deliveries.partner_id', '=', 'partners.id')
        .where('deliveries.status', 'in', CARRYING)
        .as('active'),
    )
    .where('partners.id', '=', partnerId)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such partner.');
  return {
    id: row.id,
    name: row.name,
    vehicle: row.vehicle,
    rating: row.rating,
    ratingCount: row.rating_count,
    acceptanceRate: rate(row.offers_accepted, row.offers_answered),
    completionRate: rate(row.deliveries_completed, row.deliveries_taken - (row.active ?? 0)),
    deliveriesCompleted: row.deliveries_completed,
    timeZone: row.time_zone,
    shift,
  };
}
