import {
  type ApplicationFailure,
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import type { MoneyActivities, SweepReport, TipPlan } from '../activities/money.ts';
import type { MoneyResult, RefundInput, Refused, TipInput } from './messages.ts';
import { HOLD, UNTIL_KNOWN, UNTIL_SETTLED } from './options.ts';
import { refusalOf } from './refusal.ts';

const { planTip, refuseTip } = proxyLocalActivities<MoneyActivities>(UNTIL_KNOWN);
const { holdTip } = proxyActivities<MoneyActivities>({ ...HOLD, scheduleToCloseTimeout: '30s' });
const { refundPayment, chargeTip, refundTip, releaseTip, comparePayment } =
  proxyActivities<MoneyActivities>(UNTIL_SETTLED);
const { sweepPayments } = proxyActivities<MoneyActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumAttempts: 3 },
  summary: 'compare with the providers',
});

function refused(error: unknown): Refused {
  const { type, message, details } = refusalOf(error, {
    code: 'service-unavailable',
    message: 'This could not be done. Try again, and tell us if it happens twice.',
  }) as ApplicationFailure;
  return { refused: { code: type as string, message, fields: details?.[0] } };
}

/**
 * Gives money of an order back, and does not stop before the provider has confirmed it. Whoever cancels it in Temporal changes
 * nothing: money that is on its way cannot be called back.
 */
export async function RefundWorkflow({ orderId, request, requestHash }: RefundInput): Promise<MoneyResult> {
  return CancellationScope.nonCancellable(async () => {
    const refunded = await givenBack(() =>
      refundPayment(orderId, request).then((done) => done.refundedMinor),
    );
    // Everything includes what was added to the tip after delivery: those are charges of their own.
    const tip =
      request.parts === 'all'
        ? await givenBack(() => tipToNothing(orderId, request.key))
        : { amountMinor: 0 };
    const amountMinor = (refunded.amountMinor ?? 0) + (tip.amountMinor ?? 0);
    if (amountMinor === 0 && refunded.refusal) return { requestHash, ...refunded.refusal };
    setCurrentDetails(`refunded ${amountMinor} (minor units)`);
    return { requestHash, amountMinor };
  });
}

type GivenBack = { amountMinor?: number; refusal?: Refused };
const givenBack = (act: () => Promise<number>): Promise<GivenBack> =>
  act().then(
    (amountMinor) => ({ amountMinor }),
    (error: unknown) => ({ refusal: refused(error) }),
  );

async function tipToNothing(orderId: string, key: string): Promise<number> {
  // A space: no client's key has one.
  const plan = await planTip({ orderId, key: `refund ${key}`, tipMinor: 0, canPay: false, byOperator: true });
  if (plan.steps.length > 0) await refundTip(orderId, plan);
  return plan.fromMinor - plan.toMinor;
}

/** Changes the tip of a delivered order: a higher one is charged, a lower one given back. Not to be cancelled half-way. */
export async function TipWorkflow(input: TipInput): Promise<MoneyResult> {
  return CancellationScope.nonCancellable(() => changeTip(input));
}

async function changeTip({ cardToken, requestHash, ...request }: TipInput): Promise<MoneyResult> {
  const { orderId } = request;
  let plan: TipPlan;
  try {
    plan = await planTip({ ...request, canPay: cardToken !== undefined });
  } catch (error) {
    return { requestHash, ...refused(error) };
  }
  const amountMinor = plan.toMinor - plan.fromMinor;
  try {
    if (amountMinor > 0) await charge(orderId, plan, amountMinor, cardToken);
    if (amountMinor < 0) await refundTip(orderId, plan);
  } catch (error) {
    await refuseTip(orderId, plan.number);
    return { requestHash, ...refused(error) };
  }
  setCurrentDetails(`tip ${plan.fromMinor} → ${plan.toMinor} (minor units)`);
  return { requestHash, amountMinor };
}

async function charge(orderId: string, plan: TipPlan, amountMinor: number, cardToken = ''): Promise<void> {
  const { subject, currency } = plan;
  try {
    await holdTip({ orderId: subject, cardToken, amountMinor, currency });
  } catch (error) {
    await releaseTip(subject);
    throw refusalOf(error, {
      code: 'payment-unavailable',
      message:
        'Payment does not work now; your tip is as it was. Try again in a minute with a new Idempotency-Key.',
    });
  }
  await chargeTip(orderId, plan);
}

/** Ends holds that were left behind and writes down where the providers' books and ours differ. Started by a Schedule. */
export async function PaymentSweepWorkflow(): Promise<SweepReport> {
  const report = await sweepPayments();
  const { problems, ...counts } = report;
  const lines = Object.entries(counts).map(([what, count]) => `${what}: ${count}`);
  setCurrentDetails([...lines, ...problems].map((line) => `- ${line}`).join('\n'));
  return report;
}

/** A provider says that something happened to a hold: nothing it says is believed, the provider is asked. */
export async function ProviderNewsWorkflow({ provider, reference }: { provider: string; reference: string }) {
  await comparePayment(provider, reference);
}
