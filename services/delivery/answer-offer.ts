import type { Db } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import { countAnswer } from './partner-counts.ts';
import { recordChange } from './record-change.ts';
import { carriedBy } from './room.ts';
import { withdrawOffer } from './withdraw-offer.ts';

export type OfferAnswer = { offerId: string; partnerId: string };

/** An operator's hand was faster than this answer. */
const carriesEnough = (active: number) =>
  new DomainError('partner-busy', `You carry ${active} deliveries, as many as one may. Deliver one first.`);

const notLive = () =>
  new DomainError('offer-not-live', 'This offer is no longer open. Wait for the next one.');

/**
 * Gives the delivery to the partner who accepted. The offer's id is the fencing token: only the live offer of a delivery that
 * still searches can win, once.
 * @throws DomainError `offer-not-live`, `partner-busy`
 */
export async function assignPartner(
  { db, maxActiveDeliveries }: { db: Db; maxActiveDeliveries: number },
  { offerId, partnerId }: OfferAnswer,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Locks the partner, so that two acceptances cannot both find room below the limit.
    await tx.selectFrom('partners').select('id').where('id', '=', partnerId).forUpdate().executeTakeFirst();
    const offer = await tx
      .selectFrom('offers')
      .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
      .innerJoin('orders', 'orders.id', 'deliveries.order_id')
      .select([
        'offers.status',
        'offers.bundle_id',
        'offers.delivery_id',
        'deliveries.order_id',
        'orders.customer_id',
        'orders.restaurant_id',
      ])
      .where('offers.id', '=', offerId)
      .where('offers.partner_id', '=', partnerId)
      .executeTakeFirst();
    if (offer?.status === 'ACCEPTED') return; // our own earlier try
    if (offer?.status !== 'LIVE') throw notLive();

    const active = await carriedBy(tx, partnerId);
    if (active >= maxActiveDeliveries) throw carriesEnough(active);
    const assigned = await tx
      .updateTable('deliveries')
      .set({
        status: 'ASSIGNED',
        partner_id: partnerId,
        assigned_at: new Date(),
        manual_since: null,
        due_at: null,
      })
      .where('id', '=', offer.delivery_id)
      .where('status', '=', 'SEARCHING')
      .returning('id')
      .executeTakeFirst();
    const accepted =
      assigned &&
      (await tx
        .updateTable('offers')
        .set({ status: 'ACCEPTED', answered_at: new Date() })
        .where('id', '=', offerId)
        .where('status', '=', 'LIVE')
        .returning('id')
        .executeTakeFirst());
    if (!accepted) throw notLive();
    await countAnswer(tx, { id: offerId, partner_id: partnerId, bundle_id: offer.bundle_id }, true);
    await recordChange(tx, {
      deliveryId: offer.delivery_id,
      orderId: offer.order_id,
      customerId: offer.customer_id,
      restaurantId: offer.restaurant_id,
      action: 'assign',
      from: 'SEARCHING',
      to: 'ASSIGNED',
      partnerId,
      actor: 'partner',
      actorId: partnerId,
    });
  });
}

/** How an offer ends without a taker. Withdrawn and unreached ones count against nobody. */
export type Closing = 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN' | 'UNREACHED';

/** Ends an offer that found no taker. Does nothing to one that is no longer live. */
export async function closeOffer(db: Db, offerId: string, as: Closing): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // The partner first, as an acceptance does: two answers to one bundle are counted one after the other.
    const offer = await tx
      .selectFrom('offers')
      .innerJoin('deliveries', 'deliveries.id', 'offers.delivery_id')
      .innerJoin('partners', 'partners.id', 'offers.partner_id')
      .select(['offers.partner_id', 'offers.bundle_id', 'offers.delivery_id', 'deliveries.order_id'])
      .where('offers.id', '=', offerId)
      .where('offers.status', '=', 'LIVE')
      .forNoKeyUpdate('partners')
      .executeTakeFirst();
    if (!offer) return;
    if (as === 'WITHDRAWN') return withdrawOffer(tx, offer.delivery_id, offer.order_id);
    const closed = await tx
      .updateTable('offers')
      .set({ status: as, answered_at: new Date() })
      .where('id', '=', offerId)
      .where('status', '=', 'LIVE')
      .returning('id')
      .executeTakeFirst();
    if (closed && as !== 'UNREACHED') await countAnswer(tx, { ...offer, id: offerId }, false);
  });
}
