import { readFileSync } from 'node:fs';
import type { SeedAddress } from './types.ts';

export type Point = { lat: number; lng: number };

/** An eatery as OpenStreetMap has it. */
export type Eatery = Point & { name: string; amenity: string; cuisine?: string; opening_hours?: string };

export const readEateries = (): Eatery[] => readRows('eateries');

/** Every mapped door. One without a postcode takes that of the nearest door that has one. */
export function readAddresses(): SeedAddress[] {
  const doors = readRows<[string, string, string | null, number, number]>('addresses').map(
    ([street, houseNumber, postcode, lat, lng]) => ({
      street,
      houseNumber,
      postcode,
      city: 'Helsinki' as const,
      lat,
      lng,
    }),
  );
  const withPostcode = doors.flatMap((door) => (door.postcode ? [{ ...door, postcode: door.postcode }] : []));
  return doors.map((door) => ({ ...door, postcode: door.postcode ?? nearest(withPostcode, door).postcode }));
}

/** Points along named streets that cars may use. */
export function readStreetPoints(): Point[] {
  return readRows<[string | null, string, 0 | 1, number[]]>('streets')
    .filter(([name, highway]) => name && !/service|pedestrian|cycleway|path/.test(highway))
    .flatMap(([, , , line]) => pairs(line));
}

/** The place nearest to a point. Throws when there is none. */
export function nearest<T extends Point>(places: readonly T[], to: Point): T {
  return places.reduce((best, place) => (distance(place, to) < distance(best, to) ? place : best));
}

function readRows<T>(layer: string): T[] {
  return JSON.parse(readFileSync(new URL(`./helsinki/${layer}.json`, import.meta.url), 'utf8')) as T[];
}

function pairs(line: number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i + 1 < line.length; i += 2)
    points.push({ lng: line[i] as number, lat: line[i + 1] as number });
  return points;
}

/** Enough to compare distances: degrees of latitude, on a plane. */
function distance(a: Point, b: Point): number {
  return Math.hypot(a.lat - b.lat, (a.lng - b.lng) * Math.cos((b.lat * Math.PI) / 180));
}
