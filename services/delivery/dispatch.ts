import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { TravelTimes } from '../../adapters/travel/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { assignPartner, type Closing, closeOffer, type OfferAnswer } from './answer-offer.ts';
import { callForHand, type Unfound } from './call-for-hand.ts';
import { changePartner, type PartnerChange } from './change-partner.ts';
import { createLocations } from './locations.ts';
import { type OfferTry, offerToBest } from './offer-to-best.ts';
import { type PlanAsk, planOffer } from './plan-offer.ts';
import { createZonePlans } from './zone-plans.ts';

/** Who gets a delivery, by offers or by hand; used by the workflows' activities only. */
export function createDispatchService(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  push: Push;
  tariff: Tariff;
  travel: TravelTimes;
  offerSeconds: number;
  /** How far from a zone partners are planned with. */
  reachKm: number;
  maxActiveDeliveries: number;
}) {
  const dispatch = { ...deps, locations: createLocations(deps) };
  const planning = { ...dispatch, plans: createZonePlans(dispatch) };
  /** Those who wait for a plan; told to stop, they ask again in another process. */
  const stopping = new AbortController();
  return {
    planOffer: (ask: PlanAsk, signal: AbortSignal) =>
      planOffer(planning, ask, { signal, stopping: stopping.signal }),
    /** Ends all waiting: this process is to stop. */
    stopWaiting: () => stopping.abort(),
    offerToBest: (offerTry: OfferTry) => offerToBest(dispatch, offerTry),
    assignPartner: (answer: OfferAnswer) => assignPartner(deps, answer),
    closeOffer: (offerId: string, as: Closing) => closeOffer(deps.db, offerId, as),
    callForHand: (unfound: Unfound) => callForHand(deps.db, unfound),
    changePartner: (change: PartnerChange) => changePartner(deps, change),
  };
}
export type DispatchService = ReturnType<typeof createDispatchService>;
