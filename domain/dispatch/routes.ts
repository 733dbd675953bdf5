import type { PlanRules, Snapshot } from './plan.ts';

/** A delivery of the snapshot, open or expected, by its number: first the open ones, then the expected. */
export type Job = number;

/** Jobs of one restaurant, picked up together, in the order of their doors. */
export type Trip = readonly Job[];

/** Where a partner is on a route: when, at which door, and what the deliveries so far cost. */
type Stop = { at: number; door: Job | typeof START; cost: number };

/** Who has not driven yet is at no door, but where the snapshot says. */
const START = -1;

/** What one partner does, trip by trip. `stops` has one element more than `trips`: before each trip, and after the last. */
export type Route = { readonly trips: readonly Trip[]; readonly stops: readonly Stop[] };

export const costOf = (route: Route): number => (route.stops.at(-1) as Stop).cost;

export type Routes = ReturnType<typeof routesOver>;

/**
 * The snapshot as tables of numbers, and the arithmetic of routes on them: when a partner is where, and what that costs. The
 * cost of a route is in seconds of one customer's waiting: for each delivery the delay against being picked up the second it
 * is ready, more when it exceeds all patience, and the reluctance to ask this partner; and a little for the empty way.
 */
export function routesOver<P>(snapshot: Snapshot<P>, rules: PlanRules) {
  const { now, partners, travel } = snapshot;
  const jobs = [...snapshot.deliveries, ...snapshot.expected];
  const open = snapshot.deliveries.length;
  const pickups = new Map(jobs.map((job) => [job.restaurantId, job.pickup]));
  const numberOf = new Map([...pickups.keys()].map((id, restaurant) => [id, restaurant]));
  const restaurants = [...pickups.values()];
  const columns = restaurants.length;

  const restaurantOf = Int32Array.from(jobs, (job) => numberOf.get(job.restaurantId) as number);
  const readyAt = Float64Array.from(jobs, (job) => job.readyAt);
  /** Nobody can set off for what is only expected before it is placed. */
  const knownAt = Float64Array.from(jobs, (job) => ('placedAt' in job ? job.placedAt : now));
  const weight = Float64Array.from(jobs, (_, job) => (job < open ? 1 : rules.expectedWeight));
  const freeAt = Float64Array.from(partners, (partner) => Math.max(partner.freeAt, now));
  const until = Float64Array.from(partners, (partner) => partner.until);
  /** How long it takes on average until a partner with this chance to accept has accepted. */
  const refusals = Float64Array.from(
    partners,
    ({ acceptance }) => (1 / Math.max(acceptance, LEAST_ACCEPTANCE) - 1) * rules.offerSeconds,
  );
  const reluctance = refusals.map(
    (seconds, partner) =>
      seconds + (1 - (partners[partner] as { quality: number }).quality) * rules.qualitySeconds,
  );
  const toDoor = Float64Array.from(jobs, (job) => travel(job.pickup, job.door));
  const earliestDropoff = readyAt.map(
    (ready, job) => ready + rules.halfPickupSeconds + (toDoor[job] as number) + rules.halfDropoffSeconds,
  );

  // The ways that are asked for again and again; those from doors are worked out when first asked for (-1 before).
  const fromStart = new Float64Array(partners.length * columns);
  partners.forEach(({ place }, partner) => {
    restaurants.forEach((pickup, restaurant) => {
      fromStart[partner * columns + restaurant] = travel(place, pickup);
    });
  });
  const fromDoor = new Float64Array(jobs.length * columns).fill(-1);
  const betweenDoors = new Map<number, number>();

  function wayTo(restaurant: number, partner: number, door: Job | typeof START): number {
    if (door === START) return fromStart[partner * columns + restaurant] as number;
    const index = door * columns + restaurant;
    const known = fromDoor[index] as number;
    if (known >= 0) return known;
    const way = travel((jobs[door] as { door: P }).door, restaurants[restaurant] as P);
    fromDoor[index] = way;
    return way;
  }

  function wayBetween(from: Job, to: Job): number {
    const index = from * jobs.length + to;
    const known = betweenDoors.get(index);
    if (known !== undefined) return known;
    const way = travel((jobs[from] as { door: P }).door, (jobs[to] as { door: P }).door);
    betweenDoors.set(index, way);
    return way;
  }

  /** What it costs that a job is at its door so much later than it could be. */
  const costOfDelay = (seconds: number) =>
    seconds > rules.patienceSeconds
      ? seconds + rules.impatience * (seconds - rules.patienceSeconds)
      : seconds;

  // Where the drive under way stands: plain variables, because trips are driven a million times a round.
  let clock = 0;
  let door: Job | typeof START = START;
  let cost = 0;

  function standAt(stop: Stop): void {
    clock = stop.at;
    door = stop.door;
    cost = stop.cost;
  }

  function pickUp(partner: number, trip: Trip): number {
    const first = trip[0] as Job;
    const way = wayTo(restaurantOf[first] as number, partner, door);
    cost += rules.emptyWayWeight * way;
    let pickupAt = Math.max(clock, knownAt[first] as number) + way + rules.halfPickupSeconds;
    for (const job of trip) pickupAt = Math.max(pickupAt, readyAt[job] as number);
    return pickupAt;
  }

  /** Goes on by one trip. Returns false when the shift ends before its pick-up, or when the cost reaches `limit`. */
  function drive(partner: number, trip: Trip, limit: number): boolean {
    const pickupAt = pickUp(partner, trip);
    if (pickupAt > (until[partner] as number)) return false;
    clock = pickupAt + rules.halfPickupSeconds;
    for (let index = 0; index < trip.length; index++) {
      const job = trip[index] as Job;
      clock += (index === 0 ? (toDoor[job] as number) : wayBetween(door, job)) + rules.halfDropoffSeconds;
      const delay = costOfDelay(clock - (earliestDropoff[job] as number));
      cost += (weight[job] as number) * (delay + (reluctance[partner] as number));
      if (cost >= limit) return false;
      clock += rules.halfDropoffSeconds;
      door = job;
    }
    return true;
  }

  const emptyRoute = (partner: number): Route => ({
    trips: [],
    stops: [{ at: freeAt[partner] as number, door: START, cost: 0 }],
  });

  /** The route of these trips, or `undefined` when the shift ends before one of its pick-ups. */
  function routeOf(partner: number, trips: readonly Trip[]): Route | undefined {
    const stops = [...emptyRoute(partner).stops];
    standAt(stops[0] as Stop);
    for (const trip of trips) {
      if (!drive(partner, trip, Number.POSITIVE_INFINITY)) return undefined;
      stops.push({ at: clock, door, cost });
    }
    return { trips, stops };
  }

  /**
   * What a route costs that goes on after its first `kept` trips with `trip` (if any) and then with `rest` from its element
   * `from` on. Infinity when it cannot be driven within the shift, or costs `limit` or more.
   */
  function costAfter(
    partner: number,
    route: Route,
    kept: number,
    trip: Trip | undefined,
    rest: readonly Trip[],
    from: number,
    limit: number,
  ): number {
    standAt(route.stops[kept] as Stop);
    if (trip && !drive(partner, trip, limit)) return Number.POSITIVE_INFINITY;
    for (let index = from; index < rest.length; index++) {
      if (!drive(partner, rest[index] as Trip, limit)) return Number.POSITIVE_INFINITY;
    }
    return cost;
  }

  /** Less than this a job cannot add to a route that goes on with it after the first `kept` trips. */
  function leastCostAfter(partner: number, route: Route, kept: number, job: Job): number {
    const { at, door: from } = route.stops[kept] as Stop;
    const arrival = at + wayTo(restaurantOf[job] as number, partner, from) + rules.halfPickupSeconds;
    const delay = Math.max(0, arrival - (readyAt[job] as number));
    return (weight[job] as number) * (delay + (reluctance[partner] as number));
  }

  /** Pick-up and drop-off of each job of a route. */
  function* timesOf(partner: number, { trips, stops }: Route) {
    for (const [index, trip] of trips.entries()) {
      standAt(stops[index] as Stop);
      const pickupAt = pickUp(partner, trip);
      for (const [place, job] of trip.entries()) {
        standAt(stops[index] as Stop);
        drive(partner, trip.slice(0, place + 1), Number.POSITIVE_INFINITY);
        yield { job, pickupAt, dropoffAt: clock - rules.halfDropoffSeconds };
      }
    }
  }

  return {
    jobs: jobs.length,
    partners: partners.length,
    restaurantOf,
    readyAt,
    isOpen: (job: Job) => job < open,
    mayTake(partner: number, job: Job): boolean {
      const notFor = snapshot.deliveries[job]?.notFor;
      return !notFor || notFor.size === 0 || !notFor.has((partners[partner] as { id: string }).id);
    },
    arrivalAt: (partner: number, restaurant: number) =>
      (freeAt[partner] as number) + (fromStart[partner * columns + restaurant] as number),
    /** When the partner must set off from where they start, to be there the second the whole trip is ready. */
    leaveAt: (partner: number, trip: Trip) =>
      Math.max(...trip.map((job) => readyAt[job] as number)) -
      rules.halfPickupSeconds -
      (fromStart[partner * columns + (restaurantOf[trip[0] as Job] as number)] as number),
    refusalSeconds: (partner: number) => refusals[partner] as number,
    emptyRoute,
    routeOf,
    costAfter,
    leastCostAfter,
    timesOf,
  };
}

/** Who has never accepted anything yet is still asked one day. */
const LEAST_ACCEPTANCE = 0.05;
