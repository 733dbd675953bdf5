import type { Posting } from './ledger.ts';

/** How long after delivery a customer may change the tip. */
export const TIP_HOURS = 24;

/** One payment to make so that a tip changes. `source` is the number of the tip change that was charged, 0 the order itself. */
export type TipStep =
  | { do: 'charge'; amountMinor: number }
  | { do: 'refund'; source: number; amountMinor: number };

/** What is left of one charge that contains tip, in minor units. */
export type TipSource = { source: number; leftMinor: number };

/**
 * What has to be paid to bring a tip from where it is to where it should be: a rise is one new charge, a fall goes back from
 * the newest charge first.
 * @param sources oldest first
 */
export function tipSteps(sources: readonly TipSource[], toMinor: number): TipStep[] {
  const fromMinor = sources.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
  if (toMinor > fromMinor) return [{ do: 'charge', amountMinor: toMinor - fromMinor }];
  let back = fromMinor - toMinor;
  return [...sources].reverse().flatMap(({ source, leftMinor }): TipStep[] => {
    const amountMinor = Math.min(back, leftMinor);
    back -= amountMinor;
    return amountMinor > 0 ? [{ do: 'refund', source, amountMinor }] : [];
  });
}

/** A tip is the partner's in full. @param amountMinor negative when it is given back */
export function tipPostings(amountMinor: number): Posting[] {
  return [
    { account: 'provider_clearing', amountMinor },
    { account: 'tips_payable', amountMinor: -amountMinor },
  ];
}
