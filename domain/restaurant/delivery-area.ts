import { distanceMetres, type Position } from '../geo.ts';

/** Where a restaurant delivers: a circle around it, or a polygon whose last corner joins the first. */
export type DeliveryArea =
  | { kind: 'circle'; radiusMetres: number }
  | { kind: 'polygon'; corners: Position[] };

/**
 * Whether the place is inside. Ray casting on degrees: exact enough for a town, wrong across the date line, where nobody
 * delivers.
 */
function insidePolygon(corners: readonly Position[], { lat, lng }: Position): boolean {
  let inside = false;
  for (const [index, a] of corners.entries()) {
    const b = corners.at(index - 1) as Position;
    const crosses = a.lat > lat !== b.lat > lat;
    if (crosses && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng) inside = !inside;
  }
  return inside;
}

/**
 * Whether a restaurant delivers to a place.
 * @param area null: as far as the marketplace delivers, which limits every area
 */
export function deliversTo(
  area: DeliveryArea | null,
  from: Position,
  to: Position,
  maxDeliveryMetres: number,
): boolean {
  const metres = distanceMetres(from, to);
  if (metres > maxDeliveryMetres) return false;
  if (!area) return true;
  return area.kind === 'circle' ? metres <= area.radiusMetres : insidePolygon(area.corners, to);
}
