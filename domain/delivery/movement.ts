import { distanceMetres, type Position } from '../geo.ts';

/** 250 km/h: no courier is faster, no GPS receiver in a tunnel mouth is this wrong for long. */
const METRES_PER_SECOND = 70;
/** What a position may be off at any time: a mast's guess before the satellites, several positions that come at once. */
const SLACK_METRES = 5_000;

/** Whether somebody who was at `from` can be at `to` so many seconds later. */
export function isPlausibleMove(from: Position, to: Position, seconds: number): boolean {
  return distanceMetres(from, to) <= SLACK_METRES + METRES_PER_SECOND * Math.max(0, seconds);
}
