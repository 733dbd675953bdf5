import { Context } from '@temporalio/activity';
import type { Closing, OfferAnswer } from '../services/delivery/answer-offer.ts';
import type { Unfound } from '../services/delivery/call-for-hand.ts';
import type { DeliveryStanding, PartnerChange } from '../services/delivery/change-partner.ts';
import type { DispatchService } from '../services/delivery/dispatch.ts';
import type { OfferResult, OfferTry } from '../services/delivery/offer-to-best.ts';
import type { PlanAnswer, PlanAsk } from '../services/delivery/plan-offer.ts';
import { withFailures } from './failures.ts';

export type {
  DeliveryStanding,
  OfferAnswer,
  OfferResult,
  OfferTry,
  PartnerChange,
  PlanAnswer,
  PlanAsk,
  Unfound,
};

/** Often enough that the server never thinks a waiting process dead (`PLAN` in workflows/dispatch.ts). */
const HEARTBEAT_MS = 4_000;

/** What the workflows ask of the world to get a delivery to a partner. Each is idempotent: a repeated call finds what the first one did. */
export function createDispatchActivities({ dispatch }: { dispatch: DispatchService }) {
  return withFailures({
    offerToBest: (offerTry: OfferTry): Promise<OfferResult> => dispatch.offerToBest(offerTry),
    /** Waits for minutes: it must be heard of meanwhile, and ends when its search does or its process is to stop. */
    async planOffer(ask: PlanAsk): Promise<PlanAnswer> {
      const context = Context.current();
      const beating = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
      try {
        return await dispatch.planOffer(ask, context.cancellationSignal);
      } finally {
        clearInterval(beating);
      }
    },
    assignPartner: (answer: OfferAnswer) => dispatch.assignPartner(answer),
    closeOffer: (offerId: string, as: Closing) => dispatch.closeOffer(offerId, as),
    callForHand: (unfound: Unfound) => dispatch.callForHand(unfound),
    changePartner: (change: PartnerChange): Promise<DeliveryStanding> => dispatch.changePartner(change),
  });
}
export type DispatchActivities = ReturnType<typeof createDispatchActivities>;
