import type { Position } from '../../domain/geo.ts';

const BITS = 26;
const HALF = BITS / 2;
const MAX_LAT = 85.05112878;

/** The bits of a 13-bit number with a gap after each. */
const SPREAD = Uint32Array.from({ length: 2 ** HALF }, (_, value) => {
  let spread = 0;
  for (let bit = 0; bit < HALF; bit += 1) if (value & (1 << bit)) spread |= 1 << (2 * bit);
  return spread;
});

/** Where a value lies in its range, as a number of 26 bits. */
const placeIn = (value: number, most: number) =>
  Math.min(2 ** BITS - 1, Math.floor(((value + most) / (2 * most)) * 2 ** BITS));

const interleaved = (even: number, odd: number) => (SPREAD[even] as number) + 2 * (SPREAD[odd] as number);

/**
 * The score under which GEOADD would store a position: 26 bits of latitude and of longitude, interleaved. A geo key is a sorted
 * set, and ZADD with one whole number costs half of GEOADD with two fractions, on both sides of the wire.
 */
export function geoScore({ lat, lng }: Position): number {
  const [latPlace, lngPlace] = [placeIn(lat, MAX_LAT), placeIn(lng, 180)];
  const mask = 2 ** HALF - 1;
  const low = interleaved(latPlace & mask, lngPlace & mask);
  return interleaved(latPlace >> HALF, lngPlace >> HALF) * 2 ** BITS + low;
}
