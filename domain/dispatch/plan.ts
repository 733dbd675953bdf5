import { type Route, type Routes, routesOver } from './routes.ts';
import { type Search, searchOver } from './search.ts';
import type { OpenDelivery, PlannedPartner, PlanRules, Snapshot } from './snapshot.ts';

/** Deliveries of one restaurant for one partner, in the order of their doors. */
export type PlannedOffer = { partnerId: string; deliveryIds: string[] };
export type Estimate = { partnerId: string; pickupAt: number; dropoffAt: number };

export type Plan = {
  /** To be made now: these partners are free, and must set off. */
  offers: PlannedOffer[];
  /** When the next planned offer is due, if nothing happens before; `undefined` when only news can change anything. */
  askAgainAt: number | undefined;
  /** When each delivery will be at its door, by its id, if all goes as planned. Without those that nobody can take. */
  estimates: Map<string, Estimate>;
};

/**
 * The policy `matched`: who is to be offered what, and when to ask again (docs/dispatch.md). Pure and deterministic: the same
 * snapshot gives the same plan in every process.
 */
export function plan<P>(snapshot: Snapshot<P>, rules: PlanRules): Plan {
  const routes = routesOver(snapshot, rules);
  const search = searchOver(routes, rules);
  search.placeAll();
  for (let pass = 0; pass < rules.passes && search.looks() < rules.effort; pass++) {
    if (!improve(search, pass)) break;
  }
  return {
    ...offersOf(snapshot, routes, search.current),
    estimates: estimatesOf(snapshot, routes, search.current),
  };
}

/** Routes are handed over whole and after their first trip in turn. */
function improve(search: Search, pass: number): boolean {
  const moved = search.moveDeliveries();
  return search.handOver(pass % 2) || moved;
}

/** Whose first trip is due. Nobody sets off before they must: until then the plan can still change. */
function offersOf<P>(
  { now, deliveries, partners }: Snapshot<P>,
  routes: Routes,
  current: readonly Route[],
): Pick<Plan, 'offers' | 'askAgainAt'> {
  const offers: PlannedOffer[] = [];
  let askAgainAt = Number.POSITIVE_INFINITY;
  partners.forEach((partner, index) => {
    const [trip] = (current[index] as Route).trips;
    if (!trip || partner.freeAt > now || !trip.every(routes.isOpen)) return;
    const dueAt = routes.leaveAt(index, trip) - routes.refusalSeconds(index);
    if (dueAt > now) askAgainAt = Math.min(askAgainAt, dueAt);
    else {
      const deliveryIds = trip.map((job) => (deliveries[job] as OpenDelivery<P>).id);
      offers.push({ partnerId: partner.id, deliveryIds });
    }
  });
  return { offers, askAgainAt: askAgainAt === Number.POSITIVE_INFINITY ? undefined : askAgainAt };
}

function estimatesOf<P>(
  { deliveries, partners }: Snapshot<P>,
  routes: Routes,
  current: readonly Route[],
): Map<string, Estimate> {
  const estimates = new Map<string, Estimate>();
  current.forEach((route, index) => {
    const { id: partnerId } = partners[index] as PlannedPartner<P>;
    for (const { job, pickupAt, dropoffAt } of routes.timesOf(index, route)) {
      const delivery = deliveries[job];
      if (delivery) estimates.set(delivery.id, { partnerId, pickupAt, dropoffAt });
    }
  });
  return estimates;
}
