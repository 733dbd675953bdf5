import { sql } from 'kysely';
import type { Scored } from '../../domain/dispatch/score.ts';

/** A live offer to a partner, with its reasons; alone or, with the others of its bundle, one of a trip. */
export const offerRow = (
  { partnerId, distanceMetres, score, factors }: Scored,
  offer: {
    id: string;
    bundleId: string;
    bundlePlace?: number;
    deliveryId: string;
    search: number;
    round: number;
    radiusKm: number;
    offerSeconds: number;
  },
) => ({
  id: offer.id,
  bundle_id: offer.bundleId,
  bundle_place: offer.bundlePlace ?? 0,
  delivery_id: offer.deliveryId,
  partner_id: partnerId,
  status: 'LIVE',
  radius_km: offer.radiusKm,
  search: offer.search,
  round: offer.round,
  distance_metres: distanceMetres,
  score,
  factors: JSON.stringify(factors),
  expires_at: sql<Date>`now() + make_interval(secs => ${offer.offerSeconds})`,
});
