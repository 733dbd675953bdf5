import { cheapestAssignment, FORBIDDEN } from './assignment.ts';
import type { PlanRules } from './plan.ts';
import { costOf, type Job, type Route, type Routes, type Trip } from './routes.ts';

/** A place for a job on a route: the route keeps its first `kept` trips, then comes `trip`, then the old trips from `next` on. */
type Place = { partner: number; kept: number; trip: Trip; next: number };

/** Gains below this, in seconds, are errors of rounding. */
const ENOUGH = 1e-6;

/** A handed-over route that would cost this much more than now is not looked at further. */
const REACH_SECONDS = 20 * 60;

const NOBODY = -1;

export type Search = ReturnType<typeof searchOver>;

/** Looks for the cheapest routes: a start, and two kinds of step that each make them cheaper, or leave them. */
export function searchOver(routes: Routes, rules: PlanRules) {
  const partners = Array.from({ length: routes.partners }, (_, partner) => partner);
  const current: Route[] = partners.map(routes.emptyRoute);
  const ownerOf = new Int32Array(routes.jobs).fill(NOBODY);
  const firstReadyFirst = Array.from({ length: routes.jobs }, (_, job) => job).sort(
    (a, b) => (routes.readyAt[a] as number) - (routes.readyAt[b] as number),
  );

  // What has not changed since a job was looked at need not be looked at again for it.
  let changes = 0;
  const changedAt = new Int32Array(routes.partners);
  const lookedAt = new Int32Array(routes.jobs);

  function setRoute(partner: number, trips: readonly Trip[]): void {
    // Whoever asks has driven the trips before, so the route exists.
    current[partner] = routes.routeOf(partner, trips) as Route;
    changedAt[partner] = ++changes;
    for (const trip of trips) for (const job of trip) ownerOf[job] = partner;
  }

  /** The partners who would be at a restaurant first. */
  const firstAt = new Map<number, number[]>();
  function firstPartners(restaurant: number): number[] {
    const known = firstAt.get(restaurant);
    if (known) return known;
    const arrivals = Float64Array.from(partners, (partner) => routes.arrivalAt(partner, restaurant));
    const sorted = [...partners].sort((a, b) => (arrivals[a] as number) - (arrivals[b] as number));
    firstAt.set(restaurant, sorted);
    return sorted;
  }

  const canJoin = (job: Job, trip: Trip) =>
    trip.length < rules.bundleSize &&
    routes.restaurantOf[trip[0] as Job] === routes.restaurantOf[job] &&
    routes.isOpen(job) &&
    routes.isOpen(trip[0] as Job);

  /** All the places that a partner's route has for a job, the last first: it is usually the best. */
  function* placesOn(partner: number, job: Job): Generator<Place> {
    const { trips } = current[partner] as Route;
    for (let kept = trips.length; kept >= 0; kept--) {
      yield { partner, kept, trip: [job], next: kept };
      const there = trips[kept];
      if (!there || !canJoin(job, there)) continue;
      for (let position = 0; position <= there.length; position++) {
        yield { partner, kept, trip: there.toSpliced(position, 0, job), next: kept + 1 };
      }
    }
  }

  /**
   * Where a job adds the least cost, if less than `limit`.
   * @param since leaves out routes that have not changed after this change
   */
  function cheapestPlace(job: Job, limit: number, since: number): Place | undefined {
    let best: Place | undefined;
    let tried = 0;
    for (const partner of firstPartners(routes.restaurantOf[job] as number)) {
      if (!routes.mayTake(partner, job)) continue;
      if (tried++ >= rules.nearest) break;
      if ((changedAt[partner] as number) <= since) continue;
      const route = current[partner] as Route;
      if (routes.leastCostAfter(partner, route, 0, job) >= limit) continue;
      const before = costOf(route);
      for (const place of placesOn(partner, job)) {
        const { kept, trip, next } = place;
        if (routes.leastCostAfter(partner, route, kept, job) >= limit) continue;
        const added =
          routes.costAfter(partner, route, kept, trip, route.trips, next, before + limit) - before;
        if (added >= limit - ENOUGH) continue;
        limit = added;
        best = place;
      }
    }
    return best;
  }

  function put(job: Job, { partner, kept, trip, next }: Place): void {
    const { trips } = current[partner] as Route;
    setRoute(partner, [...trips.slice(0, kept), trip, ...trips.slice(next)]);
    lookedAt[job] = changes;
  }

  const ANY = Number.POSITIVE_INFINITY;
  function placeIfPossible(job: Job): boolean {
    const place = cheapestPlace(job, ANY, -1);
    if (place) put(job, place);
    return place !== undefined;
  }

  /** Moves a job to where it costs less, if there is such a place. */
  function moveIfCheaper(job: Job): boolean {
    const partner = ownerOf[job] as number;
    if (partner === NOBODY) return placeIfPossible(job);
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

  /**
   * What it costs each partner to go on with each route's end instead of their own, row by row; FORBIDDEN where they cannot,
   * or where it would cost far more than now.
   */
  function costsOfHandingOver(tails: readonly Trip[][], owners: readonly number[], kept: number) {
    const costs = new Float64Array(tails.length * partners.length).fill(FORBIDDEN);
    tails.forEach((tail, row) => {
      const owner = owners[row] as number;
      const own = current[owner] as Route;
      const dearest = costOf(own) - (own.stops[kept]?.cost as number) + REACH_SECONDS;
      const jobs = tail.flat();
      for (const partner of partners) {
        const route = current[partner] as Route;
        const head = Math.min(kept, route.trips.length);
        if (routes.leastCostAfter(partner, route, head, jobs[0] as Job) >= dearest) continue;
        if (!jobs.every((job) => routes.mayTake(partner, job))) continue;
        const before = route.stops[head]?.cost as number;
        const after = routes.costAfter(partner, route, head, undefined, tail, 0, before + dearest);
        if (after < ANY) costs[row * partners.length + partner] = after - before;
      }
    });
    return costs;
  }

  return {
    /** The route of each partner, as good as it is by now. */
    current: current as readonly Route[],

    /** A first plan: each job, the first ready first, where it costs least. */
    placeAll(): void {
      for (const job of firstReadyFirst) placeIfPossible(job);
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
      const owners = partners.filter((partner) => (current[partner] as Route).trips.length > kept);
      const heads = current.map((route) => route.trips.slice(0, kept));
      const tails = owners.map((owner) => (current[owner] as Route).trips.slice(kept));
      const costs = costsOfHandingOver(tails, owners, kept);
      const takers = cheapestAssignment(costs, tails.length, partners.length);
      const sum = (columns: ArrayLike<number>) =>
        tails.reduce((total, _, row) => total + (costs[row * partners.length + (columns[row] as number)] as number), 0);
      if (sum(takers) > sum(owners) - ENOUGH) return false;
      const newTails = new Map(tails.map((tail, row) => [takers[row] as number, tail]));
      for (const owner of owners) if (!newTails.has(owner)) setRoute(owner, heads[owner] as Trip[]);
      for (const [row, tail] of tails.entries()) {
        const taker = takers[row] as number;
        if (taker !== owners[row]) setRoute(taker, [...(heads[taker] as Trip[]), ...tail]);
      }
      return true;
    },
  };
}

const tripsWithout = (trips: readonly Trip[], job: Job): Trip[] =>
  trips
    .map((trip) => (trip.includes(job) ? trip.filter((other) => other !== job) : trip))
    .filter((trip) => trip.length > 0);
