import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Offer } from '../../contracts/deliveries.ts';
import { partnerPayMinor } from '../../domain/payment/ledger.ts';
import { payParts } from '../../domain/payment/partner-pay.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { wayOf } from './way.ts';

type Deps = { db: Db; tariff: Tariff };

const offers = (db: Db) =>
  db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select([
      'offers.id as offer_id',
      'offers.partner_id',
      'offers.distance_metres',
      'offers.expires_at',
      'deliveries.id as delivery_id',
      'deliveries.order_id',
      'deliveries.pickup_lat',
      'deliveries.pickup_lng',
      'deliveries.dropoff_lat',
      'deliveries.dropoff_lng',
      'restaurants.name',
      'orders.price',
      'orders.currency',
    ]);
type Row = Awaited<ReturnType<ReturnType<typeof offers>['executeTakeFirstOrThrow']>>;

function cardOf(row: Row, tariff: Tariff): Offer {
  const price = row.price as unknown as Price;
  const { pickup, dropoff } = wayOf(row);
  return {
    offerId: row.offer_id,
    deliveryId: row.delivery_id,
    orderId: row.order_id,
    restaurant: { name: row.name, position: pickup },
    dropoff,
    distanceMetres: row.distance_metres,
    payMinor: partnerPayMinor(price, tariff),
    pay: { ...payParts(price, { pickup, dropoff }, tariff), waiting: tariff.waiting },
    currency: row.currency,
    expiresAt: row.expires_at.toISOString(),
  };
}

/** What the partner is shown, and who that is. One query. */
export async function offerCard(
  { db, tariff }: Deps,
  offerId: string,
): Promise<{ partnerId: string; card: Offer }> {
  const row = await offers(db).where('offers.id', '=', offerId).executeTakeFirstOrThrow();
  return { partnerId: row.partner_id, card: cardOf(row, tariff) };
}

/** The offer that a partner has to answer now, for a socket that was away when it was made. One query. */
export async function liveOffer({ db, tariff }: Deps, partnerId: string): Promise<Offer | undefined> {
  const row = await offers(db)
    .where('offers.partner_id', '=', partnerId)
    .where('offers.status', '=', 'LIVE')
    .where('offers.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && cardOf(row, tariff);
}
