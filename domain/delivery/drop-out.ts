import type { FailureCause } from '../order/refund.ts';

/**
 * Why a partner gives a delivery back before they have the food, whether it counts against their completion rate, and whether it
 * pauses their shift: who cannot ride should not be asked to.
 */
export const DROP_OUTS = {
  // Nobody should ride on hurt, or with a broken brake, for the sake of a rate. Who has many of these shows in the history.
  accident: { counts: false, pauses: true },
  vehicle: { counts: false, pauses: true },
  // The restaurant's doing.
  'restaurant-closed': { counts: false, pauses: false },
  'long-wait': { counts: false, pauses: false },
  // The distance and the pay stood in the offer.
  'too-far': { counts: true, pauses: false },
  other: { counts: true, pauses: false },
} as const satisfies Record<string, { counts: boolean; pauses: boolean }>;
/** Food that could not be handed over counts against who carried it only where it came to harm on the way. */
export const failureCounts = (cause: FailureCause): boolean => cause === 'damaged';

export type DropOutReason = keyof typeof DROP_OUTS;
export const DROP_OUT_REASONS = Object.keys(DROP_OUTS) as DropOutReason[];
