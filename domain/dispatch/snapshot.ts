/**
 * What the policy `matched` plans from: all open deliveries and all partners of a zone. Places are of any kind (`P`), because
 * only `travel` looks into them. Times are seconds on one clock of the caller's.
 */
export type Snapshot<P> = {
  now: number;
  /** Deliveries that nobody has taken and nobody is being asked for. */
  deliveries: readonly OpenDelivery<P>[];
  /** What will probably be placed soon (./expected.ts). Never offered; it keeps partners from being used up too early. */
  expected: readonly ExpectedDelivery<P>[];
  /** Partners on shift or soon to be. */
  partners: readonly PlannedPartner<P>[];
  /** Seconds on the way. Asked for many pairs: have a table at hand, not a server. */
  travel(from: P, to: P): number;
};

export type OpenDelivery<P> = {
  id: string;
  restaurantId: string;
  pickup: P;
  door: P;
  /** When the food will be ready, as predicted. */
  readyAt: number;
  /** Ids of partners who must not be asked for it (again). */
  notFor: ReadonlySet<string>;
};

export type ExpectedDelivery<P> = Pick<OpenDelivery<P>, 'restaurantId' | 'pickup' | 'door' | 'readyAt'> & {
  placedAt: number;
};

export type PlannedPartner<P> = {
  id: string;
  /** Where they are, or will be when they are free. */
  place: P;
  /** When they can set off: in the past or now for who is free, later for who carries or has an offer to answer. */
  freeAt: number;
  /** The end of the shift: no pick-up after it. */
  until: number;
  /** The chance that they accept an offer, 0–1. */
  acceptance: number;
  /** How good they are wherever they are, 0–1: `qualityOf` (./score.ts). */
  quality: number;
};

export type PlanRules = {
  /** A hand-over takes twice this: half before the food changes hands, half after. */
  halfPickupSeconds: number;
  halfDropoffSeconds: number;
  offerSeconds: number;
  /** Most deliveries of one trip. */
  bundleSize: number;
  /** A delay beyond this counts `1 + impatience` times, so that nobody is put off for ever. */
  patienceSeconds: number;
  impatience: number;
  /** How long a customer may wait for the best partner rather than the worst. */
  qualitySeconds: number;
  /** What a second on the way to a restaurant costs, in seconds of one customer's waiting. */
  emptyWayWeight: number;
  /** What delays of expected deliveries count; those of open ones count 1. */
  expectedWeight: number;
  /** For each delivery, this many partners are looked at who would be at the restaurant first. */
  nearest: number;
  /** At most so many routes are handed over at a time. */
  handedOver: number;
  /** At most so many rounds of improvement. */
  passes: number;
  /** No further round once so many ways to change a route were looked at, so that a large zone is planned in time, too. */
  effort: number;
};

export const DEFAULT_PLAN_RULES: PlanRules = {
  halfPickupSeconds: 120,
  halfDropoffSeconds: 120,
  offerSeconds: 30,
  bundleSize: 3,
  patienceSeconds: 30 * 60,
  impatience: 1,
  qualitySeconds: 60,
  emptyWayWeight: 0.03,
  expectedWeight: 0.8,
  nearest: 24,
  handedOver: 100,
  passes: 4,
  effort: 20_000,
};
