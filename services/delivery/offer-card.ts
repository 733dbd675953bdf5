import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Offer, OfferedDelivery } from '../../contracts/deliveries.ts';
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
      'offers.bundle_id',
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
    .where('offers.status', '=', 'LIVE')
    .orderBy('offers.bundle_place');
type Row = Awaited<ReturnType<ReturnType<typeof offers>['executeTakeFirstOrThrow']>>;

function deliveryOf(row: Row, tariff: Tariff): OfferedDelivery {
  const price = row.price as unknown as Price;
  const way = wayOf(row);
  return {
    offerId: row.offer_id,
    deliveryId: row.delivery_id,
    orderId: row.order_id,
    dropoff: way.dropoff,
    payMinor: partnerPayMinor(price, tariff),
    pay: { ...payParts(price, way, tariff), waiting: tariff.waiting },
  };
}

/** The live offers of one trip as one card. @param rows in the order of their doors */
function cardOf([first, ...rest]: [Row, ...Row[]], tariff: Tariff): Offer {
  const offered = deliveryOf(first, tariff);
  const bundle = rest.map((row) => deliveryOf(row, tariff));
  return {
    ...offered,
    restaurant: { name: first.name, position: wayOf(first).pickup },
    distanceMetres: first.distance_metres,
    bundle,
    totalPayMinor: bundle.reduce((sum, { payMinor }) => sum + payMinor, offered.payMinor),
    currency: first.currency,
    expiresAt: first.expires_at.toISOString(),
  };
}

const isSome = (rows: Row[]): rows is [Row, ...Row[]] => rows.length > 0;

/** What the partner is shown of a live offer and its bundle, and who that is; `undefined` when it is over. One query. */
export async function offerCard(
  { db, tariff }: Deps,
  offerId: string,
): Promise<{ partnerId: string; bundleId: string; card: Offer } | undefined> {
  const rows = await offers(db)
    .where('offers.bundle_id', '=', (eb) =>
      eb.selectFrom('offers as mine').select('mine.bundle_id').where('mine.id', '=', offerId),
    )
    .execute();
  if (!isSome(rows)) return undefined;
  const [{ partner_id: partnerId, bundle_id: bundleId }] = rows;
  return { partnerId, bundleId, card: cardOf(rows, tariff) };
}

/** The offer that a partner has to answer now, for a socket that was away when it was made. One query. */
export async function liveOffer({ db, tariff }: Deps, partnerId: string): Promise<Offer | undefined> {
  const rows = await offers(db)
    .where('offers.partner_id', '=', partnerId)
    .where('offers.expires_at', '>', sql<Date>`now()`)
    .execute();
  return isSome(rows) ? cardOf(rows, tariff) : undefined;
}
