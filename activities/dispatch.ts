import type { Closing, OfferAnswer } from '../services/delivery/answer-offer.ts';
import type { DispatchService } from '../services/delivery/dispatch.ts';
import type { OfferResult, OfferTry } from '../services/delivery/offer-to-best.ts';
import { withFailures } from './failures.ts';

export type { OfferAnswer, OfferResult, OfferTry };

/** What `DispatchWorkflow` asks of the world. Each is idempotent: a repeated call finds what the first one did. */
export function createDispatchActivities({ dispatch }: { dispatch: DispatchService }) {
  return withFailures({
    offerToBest: (offerTry: OfferTry): Promise<OfferResult> => dispatch.offerToBest(offerTry),
    assignPartner: (answer: OfferAnswer) => dispatch.assignPartner(answer),
    closeOffer: (offerId: string, as: Closing) => dispatch.closeOffer(offerId, as),
  });
}
export type DispatchActivities = ReturnType<typeof createDispatchActivities>;
