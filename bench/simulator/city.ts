import { type Random, randomFrom } from '../../db/seed/random.ts';
import type { Candidate } from '../../domain/dispatch/score.ts';
import type { Clock } from './clock.ts';
import { type Courier, type Instance, type Order, type Place, travelSeconds } from './instance.ts';

/** How couriers answer offers. In the data they always accept; a refusal takes as long as an offer lives. */
export type Behaviour = {
  /** Shares of the offers, 0–1. */
  declines: number;
  timeouts: number;
  offerSeconds: number;
  seed: number;
};

/** A courier on a virtual day. */
export type Rider = {
  courier: Courier;
  /** Where they wait, or where their last drop-off will leave them. */
  place: Place;
  /** Since when, or until when they carry or have an offer to answer. Seconds. */
  freeAt: number;
  offersAccepted: number;
  offersAnswered: number;
  ordersTaken: number;
};

/** What the dispatcher knows of a rider who is so far away. Nobody rates anybody in the data. */
export const candidateOf = (rider: Rider, distanceMetres: number): Candidate => ({
  partnerId: rider.courier.id,
  distanceMetres,
  rating: undefined,
  offersAccepted: rider.offersAccepted,
  offersAnswered: rider.offersAnswered,
  deliveriesCompleted: rider.ordersTaken,
  deliveriesTaken: rider.ordersTaken,
});

/** One assignment as it was driven. Times in seconds. */
export type Trip = {
  courier: Courier;
  /** In the order of their drop-offs; all from one restaurant. */
  orders: Order[];
  from: Place;
  assignedAt: number;
  pickupAt: number;
  /** When the courier leaves the restaurant. */
  departedAt: number;
  dropoffsAt: number[];
  freeAt: number;
};

export type Answer = 'accepted' | 'declined' | 'timed-out';

export type City = {
  riders: Rider[];
  trips: Trip[];
  travel(from: Place, to: Place): number;
  /** On shift, without work or an open offer, and still on shift at the pick-up. */
  canTake(rider: Rider, orders: Order[]): boolean;
  /** Shows an offer. An acceptance is answered at once and sends the rider off; `answered` hears of it either way. */
  offer(rider: Rider, orders: Order[], answered: (answer: Answer) => void): void;
  /** @param listener hears whenever somebody can be asked again */
  onFree(listener: () => void): void;
};

/** The couriers of an instance at work. What cannot be by the rules of the data, such as work after the shift, throws. */
export function city(instance: Instance, behaviour: Behaviour, clock: Clock): City {
  const random = randomFrom(`answers ${behaviour.seed}`);
  const trips: Trip[] = [];
  let freed = () => {};
  const riders = instance.couriers.map(
    (courier): Rider => ({
      courier,
      place: courier.start,
      freeAt: courier.onAt,
      offersAccepted: 0,
      offersAnswered: 0,
      ordersTaken: 0,
    }),
  );
  for (const rider of riders) clock.at(rider.courier.onAt, () => freed());

  const travel = (from: Place, to: Place) => travelSeconds(from, to, instance.metresPerMinute);

  /** The trip as it would be, leaving now or once the rider is free. */
  function drive(rider: Rider, orders: Order[]): Trip {
    const { restaurant } = orders[0] as Order;
    const leavesAt = Math.max(rider.freeAt, clock.now());
    const here = leavesAt + travel(rider.place, restaurant) + instance.halfPickup;
    const pickupAt = Math.max(here, ...orders.map((order) => order.readyAt));
    const departedAt = pickupAt + instance.halfPickup;
    const dropoffsAt: number[] = [];
    let [at, place] = [departedAt, restaurant];
    for (const { door } of orders) {
      dropoffsAt.push(at + travel(place, door) + instance.halfDropoff);
      at = (dropoffsAt.at(-1) as number) + instance.halfDropoff;
      place = door;
    }
    const { courier, place: from } = rider;
    return { courier, orders, from, assignedAt: clock.now(), pickupAt, departedAt, dropoffsAt, freeAt: at };
  }

  const canTake = (rider: Rider, orders: Order[]) =>
    rider.freeAt <= clock.now() && drive(rider, orders).pickupAt <= rider.courier.offAt;

  function accept(rider: Rider, orders: Order[]): void {
    const trip = drive(rider, orders);
    trips.push(trip);
    rider.place = (orders.at(-1) as Order).door;
    rider.freeAt = trip.freeAt;
    rider.ordersTaken += orders.length;
    clock.at(trip.freeAt, () => freed());
  }

  function offer(rider: Rider, orders: Order[], answered: (answer: Answer) => void): void {
    if (!canTake(rider, orders)) {
      throw new Error(`${rider.courier.id} cannot take ${orders.map(({ id }) => id)}: the policy is wrong.`);
    }
    const answer = answerOf(behaviour, random);
    rider.offersAnswered += 1;
    if (answer === 'accepted') {
      rider.offersAccepted += 1;
      accept(rider, orders);
      answered(answer);
      return;
    }
    rider.freeAt = clock.now() + behaviour.offerSeconds;
    clock.at(rider.freeAt, () => {
      answered(answer);
      freed();
    });
  }

  const onFree = (listener: () => void) => {
    freed = listener;
  };
  return { riders, trips, travel, canTake, offer, onFree };
}

function answerOf({ declines, timeouts }: Behaviour, random: Random): Answer {
  const draw = random.fraction();
  if (draw < declines) return 'declined';
  return draw < declines + timeouts ? 'timed-out' : 'accepted';
}
