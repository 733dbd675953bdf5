import { distanceMetres, type Position } from '../geo.ts';
import type { OrderStatus } from '../order/machine.ts';
import type { DeliveryStatus } from './machine.ts';

/** How long the way takes, in seconds. A street graph or a routing service can stand behind it. */
export type TravelTime = (from: Position, to: Position, vehicle: string) => number;

/** Metres per second in a town, lights and corners included. */
const SPEED: Record<string, number> = { bike: 4.2, ebike: 5.3, scooter: 7, car: 7.5 };
const speedOf = (vehicle: string) => SPEED[vehicle] ?? 4.2;
/** Streets are this much longer than the great circle. */
const DETOUR = 1.35;

/** The way as the crow flies, stretched, over the vehicle's usual speed. */
export const crowFlies: TravelTime = (from, to, vehicle) =>
  (distanceMetres(from, to) * DETOUR) / speedOf(vehicle);

/** Seconds that pass beside riding. */
const ACCEPTING = 120;
const FINDING_PARTNER = 240;
const PICKING_UP = 120;
const HANDING_OVER = 90;
/** A kitchen that is late is not ready at once. */
const LATE_KITCHEN = 60;
/** A partner who is under way but not heard of: as if so many metres from the restaurant. */
const UNKNOWN_WAY_METRES = 1_500;

/** What is known of an order that is under way. Instants are milliseconds since 1970. */
export type EtaFacts = {
  order: OrderStatus;
  /** The delivery's status, once the kitchen has started. */
  delivery: DeliveryStatus | undefined;
  preparationMinutes: number;
  cookingSince: number | undefined;
  /** When the food will be ready, as predicted when the kitchen accepted it; without it the two above tell. */
  readyAt: number | undefined;
  pickedUpAt: number | undefined;
  pickup: Position;
  dropoff: Position;
  /** Where the partner is, if that is known. */
  partner: Position | undefined;
  vehicle: string;
};

/** Between when and when the food is at the door, in milliseconds since 1970. */
export type Eta = { from: number; to: number };

/** Shares of the time left by which a range reaches below and above the estimate. It is tighter once nobody has to cook. */
const EARLIER = 0.1;
const LATER = { cooking: 0.3, riding: 0.2 };
const AT_LEAST_LATER = 60;

function secondsUntilReady(facts: EtaFacts, now: number): number {
  const { order, preparationMinutes, cookingSince, readyAt } = facts;
  const cooking = preparationMinutes * 60;
  if (readyAt !== undefined && (order === 'CONFIRMED' || order === 'PREPARING'))
    return Math.max(LATE_KITCHEN, (readyAt - now) / 1000);
  switch (order) {
    case 'PLACED':
      return ACCEPTING + cooking;
    case 'CONFIRMED':
      return cooking;
    case 'PREPARING':
      return Math.max(LATE_KITCHEN, cooking - (now - (cookingSince ?? now)) / 1000);
    default:
      return 0;
  }
}

function secondsUntilThere(facts: EtaFacts, travel: TravelTime): number {
  const { delivery, partner, pickup, vehicle } = facts;
  if (delivery === 'AT_RESTAURANT') return 0;
  if (delivery !== 'ASSIGNED') return FINDING_PARTNER;
  if (partner) return travel(partner, pickup, vehicle);
  return (UNKNOWN_WAY_METRES * DETOUR) / speedOf(vehicle);
}

function secondsToTheDoor(facts: EtaFacts, now: number, travel: TravelTime): number {
  const { delivery, partner, pickup, dropoff, vehicle, pickedUpAt } = facts;
  if (delivery === 'AT_CUSTOMER') return 0;
  if (partner) return travel(partner, dropoff, vehicle);
  const ridden = pickedUpAt === undefined ? 0 : (now - pickedUpAt) / 1000;
  return Math.max(60, travel(pickup, dropoff, vehicle) - ridden);
}

const hasFood = (delivery: DeliveryStatus | undefined) =>
  delivery === 'PICKED_UP' || delivery === 'AT_CUSTOMER';

/** When the food will be at the door, as far as anybody can say. */
export function estimateArrival(facts: EtaFacts, now: number, travel: TravelTime = crowFlies): Eta {
  const riding = hasFood(facts.delivery);
  const seconds = riding
    ? secondsToTheDoor(facts, now, travel) + HANDING_OVER
    : Math.max(secondsUntilReady(facts, now), secondsUntilThere(facts, travel)) +
      PICKING_UP +
      travel(facts.pickup, facts.dropoff, facts.vehicle) +
      HANDING_OVER;
  const later = Math.max(AT_LEAST_LATER, seconds * (riding ? LATER.riding : LATER.cooking));
  return { from: now + seconds * (1 - EARLIER) * 1000, to: now + (seconds + later) * 1000 };
}

/** Whether a range differs enough from the one that was told before: by more than a minute at either end. */
export function isNews(before: Eta | undefined, eta: Eta): boolean {
  return !before || Math.abs(eta.from - before.from) > 60_000 || Math.abs(eta.to - before.to) > 60_000;
}
