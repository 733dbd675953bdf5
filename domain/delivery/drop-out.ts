import type { FailureCause } from '../order/refund.ts';

/** Why a partner gives a delivery back before they have the food, and whether it counts against their completion rate. */
export const DROP_OUTS = {
  // Nobody should ride on hurt, or with a broken brake, for the sake of a rate. Who has many of these shows in the history.
  accident: { counts: false },
  vehicle: { counts: false },
  // The restaurant's doing.
  'restaurant-closed': { counts: false },
  'long-wait': { counts: false },
  // The distance and the pay stood in the offer.
  'too-far': { counts: true },
  other: { counts: true },
} as const satisfies Record<string, { counts: boolean }>;
/** Food that could not be handed over counts against who carried it only where it came to harm on the way. */
export const failureCounts = (cause: FailureCause): boolean => cause === 'damaged';

export type DropOutReason = keyof typeof DROP_OUTS;
export const DROP_OUT_REASONS = Object.keys(DROP_OUTS) as DropOutReason[];
