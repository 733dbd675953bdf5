import { within } from '../../adapters/within.ts';
import { DomainError } from '../../domain/errors.ts';
import { distanceMetres, type Position } from '../../domain/geo.ts';
import type { Locations } from './locations.ts';

/** What is done about a step that is reported from too far away. */
type Mode = 'off' | 'warn' | 'refuse';

/** Where a partner should be, for people. */
export type Place = { position: Position; name: 'the restaurant' | 'the customer' };

/**
 * Compares where a partner was last seen with where their step happens.
 * @returns what an operator should know, or `undefined` when all is well or nobody knows where they are
 * @throws DomainError `too-far-away` where the fence refuses
 */
export type Geofence = (partnerId: string, place: Place) => Promise<string | undefined>;

/** No fence: for services that only read, and tests that are about something else. */
export const openField: Geofence = async () => undefined;

/** A database transaction waits for the answer; a position that takes longer is not known. */
const ANSWER_WITHIN_MS = 250;

export function createGeofence(deps: {
  locations: Pick<Locations, 'positionOf'>;
  mode: Mode;
  metres: number;
}): Geofence {
  const { locations, mode, metres } = deps;
  if (mode === 'off') return openField;

  const lastSeen = (partnerId: string) =>
    within(ANSWER_WITHIN_MS, locations.positionOf(partnerId), 'not known').catch(() => undefined);

  return async (partnerId, { position, name }) => {
    const seen = await lastSeen(partnerId);
    if (!seen) return undefined;
    const away = Math.round(distanceMetres(seen, position));
    if (away <= metres) return undefined;
    if (mode === 'warn') return `${away} m from ${name}`;
    throw new DomainError(
      'too-far-away',
      `You are ${away} m from ${name}. Report this within ${metres} m of it; if you are there, send your location again.`,
    );
  };
}
