import type { Db } from '../../adapters/postgres/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { offerCard } from './offer-card.ts';

/** An offer that is on its partner's screen. `expiresAt` (ISO 8601) is what they were told: an answer after it is late. */
export type Shown = { kind: 'offered'; offerId: string; partnerId: string; expiresAt: string };

/**
 * Shows a reserved offer, with the rest of its bundle, to its partner; when no gateway holds their socket, the reservation ends
 * without a trace on them.
 */
export async function showOffer(
  deps: { db: Db; tariff: Tariff; push: Push },
  offerId: string,
): Promise<Shown | { kind: 'unreached' }> {
  const { db, push } = deps;
  const offer = await offerCard(deps, offerId);
  // It was withdrawn meanwhile.
  if (!offer) return { kind: 'unreached' };
  const { partnerId, bundleId, card } = offer;
  // An offer that nobody knows to have arrived must not keep its delivery and its partner waiting.
  const reached = await push(partnerId, { topic: 'offers', type: 'offer', data: card }).catch(() => false);
  await db
    .updateTable('offers')
    .set(reached ? { shown_at: new Date() } : { status: 'UNREACHED' })
    .where('bundle_id', '=', bundleId)
    .where('status', '=', 'LIVE')
    .execute();
  return reached ? { kind: 'offered', offerId, partnerId, expiresAt: card.expiresAt } : { kind: 'unreached' };
}
