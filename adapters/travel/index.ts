import { crowFlies } from '../../domain/delivery/eta.ts';
import type { Position } from '../../domain/geo.ts';

/** A place on the way, and by what vehicle one sets off from it: a partner's own, or none in particular. */
export type Spot = Position & { vehicle?: string };

/** Seconds on the way from one spot to another. */
export type Ways = (from: Spot, to: Spot) => number;

/** How long ways take. `between` is asked once for all spots of a plan, so that the plan itself asks nobody. */
export type TravelTimes = { between(spots: readonly Spot[]): Promise<Ways> };

/** Whoever has no vehicle yet is a cyclist, as most partners are. */
const USUAL_VEHICLE = 'bike';

/** The great circle, stretched, over the vehicle's usual speed. */
export const distanceOverSpeed: TravelTimes = {
  between: async () => (from, to) => crowFlies(from, to, from.vehicle ?? USUAL_VEHICLE),
};
