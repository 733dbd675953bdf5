import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Offer } from '../../contracts/deliveries.ts';
import { partnerPayMinor } from '../../domain/payment/ledger.ts';
import { payParts } from '../../domain/payment/partner-pay.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';

type Deps = { db: Db; tariff: Tariff };

/** What the partner is shown. */
export async function offerCard(
  { db, tariff }: Deps,
  offerId: string,
): Promise<Offer & { partnerId: string }> {
  const row = await db
    .selectFrom('offers')
    .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
    .innerJoin('orders', 'orders.id', 'deliveries.order_id')
    .innerJoin('restaurants', 'restaurants.id', 'orders.restaurant_id')
    .select([
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
    ])
    .where('offers.id', '=', offerId)
    .executeTakeFirstOrThrow();
  const price = row.price as unknown as Price;
  const pickup = { lat: row.pickup_lat, lng: row.pickup_lng };
  const dropoff = { lat: row.dropoff_lat, lng: row.dropoff_lng };
  return {
    partnerId: row.partner_id,
    offerId,
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

/** The offer that a partner has to answer now, for a socket that was away when it was made. */
export async function liveOffer(deps: Deps, partnerId: string): Promise<Offer | undefined> {
  const live = await deps.db
    .selectFrom('offers')
    .select('id')
    .where('partner_id', '=', partnerId)
    .where('status', '=', 'LIVE')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (!live) return undefined;
  const { partnerId: _theirs, ...card } = await offerCard(deps, live.id);
  return card;
}
