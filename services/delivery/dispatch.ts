import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { assignPartner, type Closing, closeOffer, type OfferAnswer } from './answer-offer.ts';
import { createLocations } from './locations.ts';
import { type OfferTry, offerToBest } from './offer-to-best.ts';

/** Finds partners and offers them deliveries; used by the dispatch workflow's activities only. */
export function createDispatchService(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  push: Push;
  tariff: Tariff;
  maxActiveDeliveries: number;
}) {
  const dispatch = { ...deps, locations: createLocations(deps) };
  return {
    offerToBest: (offerTry: OfferTry) => offerToBest(dispatch, offerTry),
    assignPartner: (answer: OfferAnswer) => assignPartner(deps, answer),
    closeOffer: (offerId: string, as: Closing) => closeOffer(deps.db, offerId, as),
  };
}
export type DispatchService = ReturnType<typeof createDispatchService>;
