import { cheapestAssignment, FORBIDDEN } from './assignment.ts';
import { costOf, type Job, type Route, type Routes, type Trip } from './routes.ts';
import type { PlanRules } from './snapshot.ts';

/** A place for a job on a route: the route keeps its first `kept` trips, then comes `trip`, then the old trips from `next` on. */
type Place = { partner: number; kept: number; trip: Trip; next: number };

/** Gains below this, in seconds, are errors of rounding. */
const ENOUGH = 1e-6;

/** A route is not handed over to somebody who would be so much later at its first restaurant. */
const REACH_SECONDS = 10 * 60;

const NOBODY = -1;

export type Search = ReturnType<typeof searchOver>;

/** Looks for the cheapest routes: a start, and two kinds of step that each make them cheaper, or leave them. */
export function searchOver(routes: Routes, rules: PlanRules) {
  const partners = Array.from({ length: routes.partners }, (_, partner) => partner);
  const current: Route[] = partners.map(routes.emptyRoute);
  /** When each partner's route ends. */
  const freeAgainAt = Float64Array.from(current, (route) => route.stops[0]?.at as number);
  const ownerOf = new Int32Array(routes.jobs).fill(NOBODY);
  const firstReadyFirst = Array.from({ length: routes.jobs }, (_, job) => job).sort(
    (a, b) => (routes.readyAt[a] as number) - (routes.readyAt[b] as number),
  );

  let looks = 0;

  // What has not changed since a job was looked at need not be looked at again for it.
  let changes = 0;
  const changedAt = new Int32Array(routes.partners);
  const lookedAt = new Int32Array(routes.jobs);

  function setRoute(partner: number, trips: readonly Trip[]): void {
    // Whoever asks has driven the trips before, so the route exists.
    current[partner] = routes.routeOf(partner, trips) as Route;
    freeAgainAt[partner] = current[partner].stops.at(-1)?.at as number;
    changedAt[partner] = ++changes;
    for (const trip of trips) for (const job of trip) ownerOf[job] = partner;
  }

  /** The partners, those first who would be at a restaurant first. */
  const firstAt = new Map<number, Int32Array>();
  function firstPartners(restaurant: number): Int32Array {
    const known = firstAt.get(restaurant);
    if (known) return known;
    // Sorted as plain numbers, which is ten times as fast: the arrival in seconds, then the partner.
    const keys = new Float64Array(partners.length);
    for (const partner of partners) {
      keys[partner] = Math.round(routes.arrivalAt(partner, restaurant)) * partners.length + partner;
    }
    const sorted = Int32Array.from(partners);
    keys.sort().forEach((key, place) => {
      sorted[place] = key % partners.length;
    });
    firstAt.set(restaurant, sorted);
    return sorted;
  }

  const canJoin = (job: Job, trip: Trip) =>
    trip.length < rules.bundleSize &&
    routes.restaurantOf[trip[0] as Job] === routes.restaurantOf[job] &&
    routes.isOpen(job) &&
    routes.isOpen(trip[0] as Job);

  /**
   * Where a job adds the least cost, if less than `limit`.
   * @param since leaves out routes that have not changed after this change
   */
  function cheapestPlace(job: Job, limit: number, since: number): Place | undefined {
    const alone = [job];
    const near = firstPartners(routes.restaurantOf[job] as number);
    let best: Place | undefined;
    let cheapest = limit;
    for (let index = 0, tried = 0; index < near.length && tried < rules.nearest; index++) {
      const partner = near[index] as number;
      if (!routes.mayTake(partner, job)) continue;
      tried += 1;
      if ((changedAt[partner] as number) <= since) continue;
      const route = current[partner] as Route;
      const before = costOf(route);
      // The last place first: it is usually the best.
      for (let kept = route.trips.length; kept >= 0; kept--) {
        if (!routes.couldCostLess(cheapest, partner, route, kept, job)) continue;
        const there = route.trips[kept];
        // A trip of its own (-1), or each place among the doors of the trip that is there.
        const positions = there && canJoin(job, there) ? there.length : -1;
        for (let position = -1; position <= positions; position++) {
          const trip = position < 0 ? alone : (there as Trip).toSpliced(position, 0, job);
          const next = position < 0 ? kept : kept + 1;
          looks += 1;
          const added = routes.costWith(partner, route, kept, trip, next, before + cheapest) - before;
          if (added >= cheapest - ENOUGH) continue;
          cheapest = added;
          best = { partner, kept, trip, next };
        }
      }
    }
    return best;
  }

  function put(job: Job, { partner, kept, trip, next }: Place): void {
    const { trips } = current[partner] as Route;
    setRoute(partner, [...trips.slice(0, kept), trip, ...trips.slice(next)]);
    lookedAt[job] = changes;
  }

  /** Puts a job at the end of the route where it costs least. Returns false when no shift is long enough. */
  function append(job: Job): boolean {
    const trip = [job];
    let best: Place | undefined;
    let cheapest = Number.POSITIVE_INFINITY;
    let latest = routes.latestStart(job, cheapest);
    for (const partner of firstPartners(routes.restaurantOf[job] as number)) {
      if ((freeAgainAt[partner] as number) >= latest) continue;
      const route = current[partner] as Route;
      const kept = route.trips.length;
      if (!routes.couldCostLess(cheapest, partner, route, kept, job)) continue;
      if (!routes.mayTake(partner, job)) continue;
      const before = costOf(route);
      looks += 1;
      const added = routes.costWith(partner, route, kept, trip, kept, before + cheapest) - before;
      if (added >= cheapest - ENOUGH) continue;
      cheapest = added;
      latest = routes.latestStart(job, cheapest);
      best = { partner, kept, trip, next: kept };
    }
    if (best) put(job, best);
    return best !== undefined;
  }

  /** Moves a job to where it costs less, if there is such a place. */
  function moveIfCheaper(job: Job): boolean {
    const partner = ownerOf[job] as number;
    if (partner === NOBODY) return append(job);
    const route = current[partner] as Route;
    const without = routes.routeOf(partner, tripsWithout(route.trips, job));
    const since = (changedAt[partner] as number) > (lookedAt[job] as number) ? -1 : (lookedAt[job] as number);
    lookedAt[job] = changes;
    if (!without) return false;
    current[partner] = without;
    const place = cheapestPlace(job, costOf(route) - costOf(without), since);
    if (!place) {
      current[partner] = route;
      return false;
    }
    changedAt[partner] = ++changes;
    put(job, place);
    return true;
  }

  const tailCost = (partner: number, kept: number): number => {
    const route = current[partner] as Route;
    return costOf(route) - (route.stops[kept]?.cost as number);
  };

  /** Whose ends of routes are handed over: those that cost most, because there is most to gain. */
  function dearestOwners(kept: number): number[] {
    const owners = partners.filter((partner) => (current[partner] as Route).trips.length > kept);
    return owners.sort((a, b) => tailCost(b, kept) - tailCost(a, kept)).slice(0, rules.handedOver);
  }

  /**
   * What it costs each taker to go on with each owner's end of a route instead of their own, row by row; FORBIDDEN where they
   * cannot, or where they would be far later.
   */
  function costsOfHandingOver(owners: readonly number[], takers: readonly number[], kept: number) {
    const costs = new Float64Array(owners.length * takers.length).fill(FORBIDDEN);
    for (const [row, owner] of owners.entries()) {
      const tail = (current[owner] as Route).trips.slice(kept);
      const jobs = tail.flat();
      const first = jobs[0] as Job;
      const picky = jobs.some(routes.isPicky);
      const own = Math.max(0, routes.latenessAfter(owner, current[owner] as Route, kept, first));
      for (const [column, taker] of takers.entries()) {
        const route = current[taker] as Route;
        const head = Math.min(kept, route.trips.length);
        if (routes.latenessAfter(taker, route, head, first) > own + REACH_SECONDS) continue;
        if (picky && !jobs.every((job) => routes.mayTake(taker, job))) continue;
        const before = route.stops[head]?.cost as number;
        looks += 1;
        const after = routes.costWithTail(taker, route, head, tail);
        if (after < Number.POSITIVE_INFINITY) costs[row * takers.length + column] = after - before;
      }
    }
    return costs;
  }

  return {
    /** The route of each partner, as good as it is by now. */
    current: current as readonly Route[],
    /** How many ways to change a route were looked at so far. */
    looks: () => looks,

    /** A first plan: each job, the first ready first, where it costs least. */
    placeAll(): void {
      for (const job of firstReadyFirst) append(job);
    },

    /** Moves single jobs: to another partner, another time, into a bundle or out of one. Returns whether anything moved. */
    moveDeliveries(): boolean {
      return firstReadyFirst.filter(moveIfCheaper).length > 0;
    },

    /**
     * Cuts each route after its first `kept` trips, and joins the ends to the partners anew: exactly the assignment that costs
     * least. Returns whether it was cheaper than before.
     */
    handOver(kept: number): boolean {
      const owners = dearestOwners(kept);
      const idle = partners.filter((partner) => (current[partner] as Route).trips.length <= kept);
      // Each owner's own column is the number of their row.
      const takers = [...owners, ...idle];
      const costs = costsOfHandingOver(owners, takers, kept);
      const columnOf = cheapestAssignment(costs, owners.length, takers.length);
      const gain = owners.reduce((sum, _, row) => {
        const [own, taken] = [row, columnOf[row] as number].map(
          (column) => costs[row * takers.length + column],
        );
        return sum + (own as number) - (taken as number);
      }, 0);
      if (gain < ENOUGH) return false;
      const heads = takers.map((taker) => (current[taker] as Route).trips.slice(0, kept));
      const tails = owners.map((owner) => (current[owner] as Route).trips.slice(kept));
      const given = new Set(columnOf);
      for (const [row, owner] of owners.entries()) if (!given.has(row)) setRoute(owner, heads[row] as Trip[]);
      for (const [row, tail] of tails.entries()) {
        const column = columnOf[row] as number;
        if (column !== row) setRoute(takers[column] as number, [...(heads[column] as Trip[]), ...tail]);
      }
      return true;
    },
  };
}

const tripsWithout = (trips: readonly Trip[], job: Job): Trip[] =>
  trips
    .map((trip) => (trip.includes(job) ? trip.filter((other) => other !== job) : trip))
    .filter((trip) => trip.length > 0);
