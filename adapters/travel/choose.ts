import { readFileSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { distanceOverSpeed, type Travel } from './index.ts';
import { osrmTimes } from './osrm.ts';
import { type StreetRow, streetTimes } from './streets.ts';

/** The streets of the seed city, © OpenStreetMap contributors, ODbL 1.0: see the LICENSE beside them. */
const STREETS = new URL('../../db/seed/helsinki/streets.json', import.meta.url);

/**
 * The travel times that the settings ask for.
 * @param onFailure told when a routing service is left alone for a while; the times are distance over speed then
 */
export function openTravel({ by, osrmUrl }: Config['travel'], onFailure: (error: unknown) => void): Travel {
  switch (by) {
    case 'distance':
      return distanceOverSpeed;
    case 'streets':
      return streetTimes(JSON.parse(readFileSync(STREETS, 'utf8')) as StreetRow[]);
    case 'osrm':
      return osrmTimes(osrmUrl, { onFailure });
  }
}
