import { cellToLatLng, getHexagonEdgeLengthAvg, latLngToCell, UNITS } from 'h3-js';
import type { Position } from '../../domain/geo.ts';

/** H3 resolution of what is planned together: about 20 km across, so that a town is one plan or a few. */
const RESOLUTION = 5;

/** The zone that a restaurant lies in. */
export const zoneOf = ({ lat, lng }: Position): string => latLngToCell(lat, lng, RESOLUTION);

/** Its middle. */
export function middleOf(zone: string): Position {
  const [lat, lng] = cellToLatLng(zone);
  return { lat, lng };
}

/** From the middle of a zone to its corners, on average: cells differ by a few per cent. */
export const ZONE_RADIUS_KM = getHexagonEdgeLengthAvg(RESOLUTION, UNITS.km);
