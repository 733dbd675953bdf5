import { openness, type Timetable } from '../opening-hours.ts';

/** What decides whether a restaurant takes orders, apart from its capacity. */
export type Availability = { acceptingOrders: boolean; pausedUntil: Date | null; timetable: Timetable };

/** `changesAt` is when the answer may be another one without anybody doing anything; undefined: not by itself. */
export type Openness = { open: boolean; changesAt: Date | undefined };

/** Whether a restaurant takes orders at an instant, and for how long that is so. */
export function takesOrders({ acceptingOrders, pausedUntil, timetable }: Availability, now: Date): Openness {
  if (!acceptingOrders) return { open: false, changesAt: undefined };
  if (pausedUntil && pausedUntil > now) return { open: false, changesAt: pausedUntil };
  return openness(timetable, now);
}

/** A kitchen's usual time, and what busy mode adds to it for a while (`busyUntil` null: until switched off). */
export type Pace = { preparationMinutes: number; busyExtraMinutes: number; busyUntil: Date | null };

export function preparationMinutes(pace: Pace, now: Date): number {
  const busy = !pace.busyUntil || pace.busyUntil > now;
  return pace.preparationMinutes + (busy ? pace.busyExtraMinutes : 0);
}

/** Through a town by bicycle, with traffic lights, stairs and the handing over. */
const MINUTES_PER_KM = 4;
const HANDOVER_MINUTES = 5;

/** From the order to the door, as a customer is told beforehand. */
export const deliveryMinutes = (preparation: number, metres: number): number =>
  preparation + Math.ceil((metres / 1000) * MINUTES_PER_KM) + HANDOVER_MINUTES;
