/** A WGS 84 position in degrees. */
export type Position = { lat: number; lng: number };

/** Mean earth radius that Redis and PostgreSQL's earthdistance also use, so that all three agree on a distance. */
const EARTH_RADIUS_METRES = 6_372_797.560856;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine). */
export function distanceMetres(a: Position, b: Position): number {
  const sinLat = Math.sin((radians(b.lat) - radians(a.lat)) / 2);
  const sinLng = Math.sin((radians(b.lng) - radians(a.lng)) / 2);
  const h = sinLat * sinLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}
