import { expectedAgain, FORECAST_WINDOW_SECONDS } from '../../domain/dispatch/expected.ts';
import { type PlannedOffer, plan } from '../../domain/dispatch/plan.ts';
import { wherever } from '../../domain/dispatch/score.ts';
import type { PlannedPartner, PlanRules } from '../../domain/dispatch/snapshot.ts';
import { type City, candidateOf, type Rider, type Trip } from './city.ts';
import type { Clock } from './clock.ts';
import type { Order, Place } from './instance.ts';
import type { Promises } from './promises.ts';

/** A round at most this often, in seconds, if only time has passed. */
const ROUND_SECONDS = 30;

/** Shifts that begin later than this are not planned with. */
const HORIZON_SECONDS = 60 * 60;

type Open = { order: Order; notFor: Set<string> };

/**
 * The policy `matched` on the virtual clock: one plan for the whole city whenever something happened or a planned offer is
 * due. An order's ready time is known when it is placed, as a prediction that comes true; nothing else is known before.
 */
export function matchedRounds(
  city: City,
  clock: Clock,
  rules: PlanRules,
  promises: Promises,
): (order: Order) => void {
  const open = new Map<string, Open>();
  const placed: Order[] = [];
  const riderOf = new Map(city.riders.map((rider) => [rider.courier.id, rider]));
  let nextRound = Number.POSITIVE_INFINITY;

  /** News of the same second are planned for together. */
  function planAt(seconds: number): void {
    if (seconds >= nextRound) return;
    nextRound = seconds;
    clock.at(
      seconds,
      () => {
        // An earlier round may have taken this one's place.
        if (nextRound !== seconds) return;
        nextRound = Number.POSITIVE_INFINITY;
        if (open.size > 0) round();
      },
      'late',
    );
  }
  const planNow = () => planAt(clock.now());

  function round(): void {
    const now = clock.now();
    const { offers, estimates, askAgainAt } = plan<Place>(
      {
        now,
        deliveries: [...open.values()].map(({ order, notFor }) => ({
          id: order.id,
          ...jobOf(order),
          notFor,
        })),
        expected: expectedAgain(
          placed.map((order) => ({ ...jobOf(order), placedAt: order.placedAt })),
          now,
          FORECAST_WINDOW_SECONDS,
        ),
        partners: city.riders
          .filter(({ courier }) => courier.offAt > now && courier.onAt <= now + HORIZON_SECONDS)
          .map(partnerOf),
        travel: city.travel,
      },
      rules,
    );
    for (const [orderId, { dropoffAt }] of estimates) promises.tell(orderId, dropoffAt);
    for (const offer of offers) make(offer);
    if (askAgainAt !== undefined) planAt(Math.ceil(askAgainAt / ROUND_SECONDS) * ROUND_SECONDS);
  }

  function make({ partnerId, deliveryIds }: PlannedOffer): void {
    const offered = deliveryIds.map((id) => open.get(id) as Open);
    for (const id of deliveryIds) open.delete(id);
    const rider = riderOf.get(partnerId) as Rider;
    const orders = offered.map(({ order }) => order);
    city.offer(rider, orders, (answer) => {
      if (answer === 'accepted') {
        promises.underWay(city.trips.at(-1) as Trip);
        return;
      }
      for (const one of offered) {
        one.notFor.add(partnerId);
        open.set(one.order.id, one);
      }
      planNow();
    });
  }

  city.onFree(planNow);
  return (order) => {
    open.set(order.id, { order, notFor: new Set() });
    placed.push(order);
    planNow();
  };
}

const jobOf = ({ restaurant, door, readyAt }: Order) => ({
  restaurantId: restaurant.id,
  pickup: restaurant,
  door,
  readyAt,
});

function partnerOf(rider: Rider): PlannedPartner<Place> {
  return {
    id: rider.courier.id,
    place: rider.place,
    freeAt: rider.freeAt,
    until: rider.courier.offAt,
    ...wherever(candidateOf(rider, 0)),
  };
}
