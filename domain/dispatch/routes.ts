import type { PlanRules, Snapshot } from './snapshot.ts';

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

  /** There are partners who must not be asked. */
  const picky = Uint8Array.from(jobs, (job) => ('notFor' in job && job.notFor.size > 0 ? 1 : 0));
  const isPicky = (job: Job): boolean => picky[job] === 1;

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

  // Where the drive under way stands. An array, because trips are driven a million times a round, and numbers in it need no
  // memory of their own.
  const here = new Float64Array(3);

  function standAt({ at, cost, door }: Stop): void {
    here[AT] = at;
    here[COST] = cost;
    here[DOOR] = door;
  }

  const stopHere = (): Stop => ({
    at: here[AT] as number,
    cost: here[COST] as number,
    door: here[DOOR] as number,
  });

  /** From where the drive stands to the restaurant of the next trip. */
  const emptyWayTo = (partner: number, trip: Trip): number =>
    wayTo(restaurantOf[trip[0] as Job] as number, partner, here[DOOR] as number);

  /** When the food of the next trip changes hands. */
  function pickupAt(trip: Trip, emptyWay: number): number {
    const leavesAt = Math.max(here[AT] as number, knownAt[trip[0] as Job] as number);
    let at = leavesAt + emptyWay + rules.halfPickupSeconds;
    for (let index = 0; index < trip.length; index++)
      at = Math.max(at, readyAt[trip[index] as Job] as number);
    return at;
  }

  /** Goes on by one trip. Returns false when the shift ends before its pick-up, or when the cost reaches `limit`. */
  function drive(partner: number, trip: Trip, limit: number): boolean {
    const emptyWay = emptyWayTo(partner, trip);
    let at = pickupAt(trip, emptyWay);
    if (at > (until[partner] as number)) return false;
    at += rules.halfPickupSeconds;
    let cost = (here[COST] as number) + rules.emptyWayWeight * emptyWay;
    for (let index = 0; index < trip.length; index++) {
      const job = trip[index] as Job;
      const way = index === 0 ? (toDoor[job] as number) : wayBetween(trip[index - 1] as Job, job);
      at += way + rules.halfDropoffSeconds;
      const delay = costOfDelay(at - (earliestDropoff[job] as number));
      cost += (weight[job] as number) * (delay + (reluctance[partner] as number));
      if (cost >= limit) return false;
      at += rules.halfDropoffSeconds;
    }
    here[AT] = at;
    here[COST] = cost;
    here[DOOR] = trip[trip.length - 1] as Job;
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
      stops.push(stopHere());
    }
    return { trips, stops };
  }

  /**
   * What a route costs with `trip` after its first `kept` ones, and then its own from number `next` on. Infinity when it cannot
   * be driven within the shift, or costs `limit` or more.
   */
  function costWith(
    partner: number,
    route: Route,
    kept: number,
    trip: Trip,
    next: number,
    limit: number,
  ): number {
    standAt(route.stops[kept] as Stop);
    return drive(partner, trip, limit) ? goOn(partner, route.trips, next, limit) : Number.POSITIVE_INFINITY;
  }

  /** What a route costs that ends with these trips after its first `kept` ones. Infinity when it cannot be driven. */
  function costWithTail(partner: number, route: Route, kept: number, tail: readonly Trip[]): number {
    standAt(route.stops[kept] as Stop);
    return goOn(partner, tail, 0, Number.POSITIVE_INFINITY);
  }

  function goOn(partner: number, trips: readonly Trip[], next: number, limit: number): number {
    for (let index = next; index < trips.length; index++) {
      if (!drive(partner, trips[index] as Trip, limit)) return Number.POSITIVE_INFINITY;
    }
    return here[COST] as number;
  }

  /** Whether a route that goes on with a job after its first `kept` trips could cost less than `limit` more. A quick look. */
  function couldCostLess(limit: number, partner: number, route: Route, kept: number, job: Job): boolean {
    const { at, door } = route.stops[kept] as Stop;
    const weightOfJob = weight[job] as number;
    const most = limit / weightOfJob - (reluctance[partner] as number);
    // The way is asked for only if there is time for one.
    const late = at + rules.halfPickupSeconds - (readyAt[job] as number);
    return most > 0 && late < most && late + wayTo(restaurantOf[job] as number, partner, door) < most;
  }

  /** Whoever can set off for a job only at this time or later, costs `limit` or more. */
  const latestStart = (job: Job, limit: number): number =>
    (readyAt[job] as number) - rules.halfPickupSeconds + limit / (weight[job] as number);

  /** How late a partner would be at the restaurant of a job after the first `kept` trips of a route. Below 0 when early. */
  function latenessAfter(partner: number, route: Route, kept: number, job: Job): number {
    const { at, door } = route.stops[kept] as Stop;
    const way = wayTo(restaurantOf[job] as number, partner, door);
    return at + way + rules.halfPickupSeconds - (readyAt[job] as number);
  }

  /** Pick-up and drop-off of each job of a route. */
  function* timesOf(partner: number, { trips, stops }: Route) {
    for (const [index, trip] of trips.entries()) {
      standAt(stops[index] as Stop);
      const atRestaurant = pickupAt(trip, emptyWayTo(partner, trip));
      let at = atRestaurant + rules.halfPickupSeconds;
      for (const [place, job] of trip.entries()) {
        const way = place === 0 ? (toDoor[job] as number) : wayBetween(trip[place - 1] as Job, job);
        at += way + rules.halfDropoffSeconds;
        yield { job, pickupAt: atRestaurant, dropoffAt: at };
        at += rules.halfDropoffSeconds;
      }
    }
  }

  return {
    jobs: jobs.length,
    partners: partners.length,
    restaurantOf,
    readyAt,
    isOpen: (job: Job) => job < open,
    isPicky,
    mayTake: (partner: number, job: Job): boolean =>
      !isPicky(job) || !snapshot.deliveries[job]?.notFor.has((partners[partner] as { id: string }).id),
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
    costWith,
    costWithTail,
    couldCostLess,
    latestStart,
    latenessAfter,
    timesOf,
  };
}

/** The elements of a drive's state. */
const AT = 0;
const COST = 1;
const DOOR = 2;

/** Who has never accepted anything yet is still asked one day. */
const LEAST_ACCEPTANCE = 0.05;
