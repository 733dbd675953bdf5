import type { Closing, OfferAnswer } from '../services/delivery/answer-offer.ts';
import type { Unfound } from '../services/delivery/call-for-hand.ts';
import type { DeliveryStanding, PartnerChange } from '../services/delivery/change-partner.ts';
import type { DispatchService } from '../services/delivery/dispatch.ts';
import type { OfferResult, OfferTry } from '../services/delivery/offer-to-best.ts';
import { withFailures } from './failures.ts';

export type { DeliveryStanding, OfferAnswer, OfferResult, OfferTry, PartnerChange, Unfound };

/** What the workflows ask of the world to get a delivery to a partner. Each is idempotent: a repeated call finds what the first one did. */
export function createDispatchActivities({ dispatch }: { dispatch: DispatchService }) {
  return withFailures({
    offerToBest: (offerTry: OfferTry): Promise<OfferResult> => dispatch.offerToBest(offerTry),
    assignPartner: (answer: OfferAnswer) => dispatch.assignPartner(answer),
    closeOffer: (offerId: string, as: Closing) => dispatch.closeOffer(offerId, as),
    callForHand: (unfound: Unfound) => dispatch.callForHand(unfound),
    changePartner: (change: PartnerChange): Promise<DeliveryStanding> => dispatch.changePartner(change),
  });
}
export type DispatchActivities = ReturnType<typeof createDispatchActivities>;
