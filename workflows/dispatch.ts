import {
  ActivityCancellationType,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { DispatchActivities, OfferResult } from '../activities/dispatch.ts';
import { afterStep, asPlanned, nextStep, SEARCH_START, type SearchNews } from '../domain/dispatch/scored.ts';
import { answerOffer, type DispatchInput, type DispatchResult, type PartnerAnswer } from './messages.ts';
import { UNTIL_KNOWN } from './options.ts';
import { refusalOf, refuse } from './refusal.ts';

/** Looks for partners, and gives up looking for now when Redis is away, so that the search's own limits go on counting. */
const { offerToBest } = proxyLocalActivities<DispatchActivities>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
  summary: 'offer to the best',
});
/** Waits for the plan of the delivery's zone, for minutes: an activity that is heard of, so that a lost worker is noticed. */
const PLAN = { waitSeconds: 10 * 60, heartbeatTimeout: '20s' } as const;
const { planOffer } = proxyActivities<DispatchActivities>({
  startToCloseTimeout: (PLAN.waitSeconds + 60) * 1000,
  heartbeatTimeout: PLAN.heartbeatTimeout,
  retry: { initialInterval: '500ms', maximumInterval: '10s' },
  // A search that has ended does not wait for it to notice: it can do nothing any more.
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  summary: 'wait for the plan',
});
const { assignPartner, closeOffer, callForHand } = proxyLocalActivities<DispatchActivities>(UNTIL_KNOWN);

/** So long an answer waits for a search that has not heard of its own offer yet: less than the API waits for it. */
const HEARS_WITHIN = '15s';

/** A run that has written so many events goes on in a new one. A search of 45 minutes is far below it. */
const MAX_EVENTS = 2_000;

type LiveOffer = {
  offerId: string;
  partnerId: string;
  /** Milliseconds since 1970: an answer that comes later is late, also when nobody was there to notice the time. */
  until: number;
  /** Set once, by the first answer; `done` tells the partner what came of it. */
  answer?: { accept: boolean; done: (refusal?: Error) => void };
};

const notLive = () => refuse('offer-not-live', 'This offer is no longer open. Wait for the next one.');

/**
 * The search for one order's partner: offer to the best, wait, then the next, wider and wider (domain/dispatch/scored.ts); or,
 * by the policy `matched`, offer when the plan of the zone says so, and to whom (docs/dispatch.md).
 * It ends when a partner is assigned, when the limit is reached, or when the order cancels it.
 */
export async function DispatchWorkflow(input: DispatchInput): Promise<DispatchResult> {
  const { orderId, search: number, resume } = input;
  const planned = input.rules.policy === 'matched';
  const rules = planned ? asPlanned(input.rules) : input.rules;
  // The customer has been waiting since then, also when nobody served the queue at first.
  const startedAt = resume?.startedAt ?? workflowInfo().startTime.getTime();
  let search = resume?.state ?? SEARCH_START;
  let attempt = resume?.attempt ?? 0;
  let live: LiveOffer | undefined;
  /** A plan begins long before the food is ready; since when somebody ought to be on the way. */
  let dueSince = planned ? resume?.dueSince : startedAt;
  let ended = false;

  const isLive = ({ offerId, partnerId }: PartnerAnswer) =>
    live?.offerId === offerId && live.partnerId === partnerId && !live.answer && Date.now() < live.until;

  /** Another delivery of the same trip may make the offer, and its partner answer, before this search has heard of it. */
  const mayHear = () => planned && !live && !ended;

  setHandler(
    answerOffer,
    async (message) => {
      if (mayHear()) await condition(() => live !== undefined || ended, HEARS_WITHIN);
      await new Promise<void>((resolve, reject) => {
        // Accepted by the validator, but another answer may have been handled since.
        if (!live || !isLive(message)) reject(notLive());
        else
          live.answer = {
            accept: message.accept,
            done: (refusal) => (refusal ? reject(refusal) : resolve()),
          };
      });
    },
    {
      validator: (message) => {
        if (!mayHear() && !isLive(message)) throw notLive();
      },
    },
  );

  /** Waits for the partner's answer to the live offer. Returns whether the delivery is theirs. */
  async function answered(offer: LiveOffer): Promise<boolean> {
    await condition(() => offer.answer !== undefined, Math.max(1, offer.until - Date.now()), {
      summary: `${offer.partnerId} answers`,
    });
    // From here on the offer is brought to its end; a cancellation takes effect afterwards.
    return CancellationScope.nonCancellable(() => conclude(offer));
  }

  async function conclude(offer: LiveOffer): Promise<boolean> {
    if (!offer.answer) {
      live = undefined;
      await closeOffer(offer.offerId, 'TIMED_OUT');
      return false;
    }
    const { accept, done } = offer.answer;
    try {
      if (accept) await assignPartner(offer);
      else await closeOffer(offer.offerId, 'DECLINED');
      done();
      return accept;
    } catch (error) {
      done(refusalOf(error, { code: 'offer-not-live', message: 'This offer is no longer open.' }));
      await closeOffer(offer.offerId, 'WITHDRAWN');
      return false;
    } finally {
      live = undefined;
    }
  }

  const reachKm = Math.max(...rules.radiiKm);
  const { offerSeconds } = rules;

  const askForBest = (radiusKm: number): Promise<OfferResult> =>
    offerToBest({
      orderId,
      search: number,
      attempt,
      round: search.rounds,
      radiusKm,
      reachKm,
      offerSeconds,
    }).catch((error): OfferResult => {
      if (isCancellation(error)) throw error;
      log.warn('partners cannot be looked for now', { error });
      return { kind: 'nobody' };
    });

  async function askPlan(): Promise<OfferResult> {
    const waitSeconds = Math.min(PLAN.waitSeconds, rules.giveUpAfterSeconds - elapsed());
    const result = await planOffer({ orderId, search: number, waitSeconds, offerSeconds, reachKm });
    if (result.kind === 'offered') dueSince ??= Date.now();
    if (result.kind !== 'later') return result;
    if (result.dueSince) dueSince ??= Date.parse(result.dueSince);
    return { kind: 'nobody' };
  }

  const elapsed = () => (dueSince === undefined ? 0 : (Date.now() - dueSince) / 1000);

  async function offer(radiusKm: number): Promise<SearchNews | DispatchResult> {
    attempt += 1;
    const result = planned ? await askPlan() : await askForBest(radiusKm);
    if (result.kind === 'over')
      return result.partnerId ? { found: true, partnerId: result.partnerId } : { found: false, why: 'over' };
    if (result.kind !== 'offered') return result.kind;
    const { offerId, partnerId, expiresAt } = result;
    // What the partner was told, but never longer than an offer lives: the two clocks may differ.
    const until = Math.min(Date.parse(expiresAt), Date.now() + rules.offerSeconds * 1000);
    live = { offerId, partnerId, until };
    setCurrentDetails(
      `Offer ${attempt}${planned ? '' : ` within ${radiusKm} km`}: waiting for ${partnerId} until ${clock(until)}`,
    );
    return (await answered(live)) ? { found: true, partnerId } : 'refused';
  }

  /** Between two rounds: no offer is live, so no partner waits for an answer. */
  async function goOnInNewRun(): Promise<never> {
    ended = true;
    await condition(allHandlersFinished);
    return continueAsNew<typeof DispatchWorkflow>({
      ...input,
      resume: { state: search, attempt, startedAt, ...(dueSince !== undefined && { dueSince }) },
    });
  }

  async function run(): Promise<DispatchResult> {
    for (;;) {
      const step = nextStep({ ...search, elapsedSeconds: elapsed() }, rules);
      if (step.do === 'give-up') return { found: false, why: 'gave-up' };
      if (step.do === 'wait') {
        // Who waits for a plan calls by themselves when it is time.
        if (!planned) {
          await callForHand({
            orderId,
            search: number,
            againInSeconds: step.seconds,
            reason: 'Nobody near has accepted.',
          });
        }
        setCurrentDetails(`Nobody free: looking again at ${clock(Date.now() + step.seconds * 1000)}`);
        await sleep(step.seconds * 1000, { summary: 'nobody is free, look again' });
        search = afterStep(search, 'waited', rules);
        if (workflowInfo().historyLength > MAX_EVENTS) await goOnInNewRun();
        continue;
      }
      const news = await offer(step.radiusKm);
      if (typeof news === 'object') return news;
      search = afterStep(search, news, rules);
    }
  }

  try {
    return await run();
  } catch (error) {
    const open = live;
    if (isCancellation(error) && open) {
      await CancellationScope.nonCancellable(() => closeOffer(open.offerId, 'WITHDRAWN'));
      open.answer?.done(notLive());
    }
    throw error;
  } finally {
    ended = true;
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }
}

const clock = (at: number) => new Date(at).toISOString().slice(11, 19);
