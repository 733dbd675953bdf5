import { cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { distanceMetres, type Position } from '../domain/geo.ts';

/** H3 resolution of what is kept by place in Redis: cells about 6 km across, so that a city is a few and a cluster spreads them. */
const RESOLUTION = 6;
/** Restaurants stand still and radii are few, so the same covers are asked for again and again. */
const COVERS_KEPT = 2_000;

export const cellOf = ({ lat, lng }: Position): string => latLngToCell(lat, lng, RESOLUTION);

/** A cell as the circle around it, in metres. Its edges are parts of great circles, so its corners are its farthest points. */
type Circle = { cell: string; centre: Position; reachMetres: number };

function circleAround(cell: string): Circle {
  const position = ([lat, lng]: [number, number]): Position => ({ lat, lng });
  const centre = position(cellToLatLng(cell));
  const corners = cellToBoundary(cell).map(position);
  return { cell, centre, reachMetres: Math.max(...corners.map((corner) => distanceMetres(centre, corner))) };
}

/** All cells that a circle of this radius around any point of `middle` can touch, found from neighbour to neighbour. */
function coverOf(middle: string, radiusMetres: number): Circle[] {
  const home = circleAround(middle);
  const found = new Map([[middle, home]]);
  for (const { cell } of found.values()) {
    for (const neighbour of gridDisk(cell, 1)) {
      if (found.has(neighbour)) continue;
      const circle = circleAround(neighbour);
      const apart = distanceMetres(home.centre, circle.centre);
      if (apart <= radiusMetres + home.reachMetres + circle.reachMetres) found.set(neighbour, circle);
    }
  }
  return [...found.values()];
}

/**
 * The cells that can hold somebody within the radius: a superset by a cell or two, never one too few, wherever cells are odd
 * (pentagons, the antimeridian, high latitudes).
 */
export function createCover(): (centre: Position, radiusMetres: number) => string[] {
  const covers = new Map<string, Circle[]>();
  return (centre, radiusMetres) => {
    const middle = cellOf(centre);
    const key = `${middle}:${radiusMetres}`;
    let cover = covers.get(key);
    if (!cover) {
      cover = coverOf(middle, radiusMetres);
      if (covers.size >= COVERS_KEPT) covers.clear();
      covers.set(key, cover);
    }
    return cover
      .filter((circle) => distanceMetres(centre, circle.centre) <= radiusMetres + circle.reachMetres)
      .map(({ cell }) => cell);
  };
}
