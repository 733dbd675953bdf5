import type { BasisPoints } from '../money.ts';

/** How the delivery fee rises when partners are scarce. */
export type SurgeRule = {
  /** Open deliveries for each free partner from which the fee rises, in hundredths: 150 is three for two. */
  fromPressure: number;
  /** What each further hundredth adds to the factor. */
  step: BasisPoints;
  /** The highest factor; 10,000 switches surge off. */
  max: BasisPoints;
};

/** From one waiting delivery for each free partner on, 0.5 % for each hundredth more; up to the tariff's maximum. */
export const RUSH_HOUR_SURGE = { fromPressure: 100, step: 50 };

export const NO_SURGE: SurgeRule = { fromPressure: 0, step: 0, max: 10_000 };

/**
 * The factor on the delivery fee in basis points, 10,000 being the plain fee. Rounded down to whole tenths, so that a price does
 * not tremble with every partner who comes or goes.
 */
export function surgeFactor(openDeliveries: number, freePartners: number, rule: SurgeRule): BasisPoints {
  const pressure = Math.floor((openDeliveries * 100) / Math.max(1, freePartners));
  const raised = 10_000 + Math.max(0, pressure - rule.fromPressure) * rule.step;
  return Math.min(rule.max, Math.floor(raised / 1_000) * 1_000);
}
