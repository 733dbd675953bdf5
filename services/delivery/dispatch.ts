import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Push } from '../realtime/push.ts';
import { createLocations } from './locations.ts';
import {
  assignPartner,
  type Closing,
  closeOffer,
  type OfferAnswer,
  type OfferTry,
  offerToBest,
} from './offers.ts';

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
    assignPartner: (answer: OfferAnswer) => assignPartner(dispatch, answer),
    closeOffer: (offerId: string, as: Closing) => closeOffer(dispatch, offerId, as),
  };
}
export type DispatchService = ReturnType<typeof createDispatchService>;
