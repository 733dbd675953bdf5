import { setImmediate as nextTurn } from 'node:timers/promises';
import { crowFlies, speedOf, withDetours } from '../../domain/delivery/eta.ts';
import type { Position } from '../../domain/geo.ts';
import { type Spot, type Travel, USUAL_VEHICLE } from './index.ts';
import { createNetwork, type Foothold, type Network } from './network.ts';

/** A piece of a street as `db/seed/helsinki/streets.json` has it: name, kind, whether it is one-way, `[lng, lat, …]`. */
export type StreetRow = [name: string | null, highway: string, oneWay: 0 | 1, line: number[]];

/** Where only bicycles go. */
const WITHOUT_MOTORS = new Set(['pedestrian', 'cycleway', 'path']);
const MOTORS = new Set(['car', 'scooter']);

/** New ways are worked out for so long before others have their turn. */
const TURN_MS = 5;

/**
 * Ways along streets, at the vehicle's usual speed. Cars and scooters keep to the streets for them; bicycles may take all, and go
 * against a one-way street no more than cars do. Who would be there earlier on foot, walks. Where there is no street near an
 * end, distance over speed.
 */
export function streetTimes(rows: readonly StreetRow[]): Travel {
  const networkOf = (kept: readonly StreetRow[]) =>
    createNetwork(kept.map(([, , oneWay, line]) => ({ line, isOneWay: oneWay === 1 })));
  const forBikes = networkOf(rows);
  const forMotors = networkOf(rows.filter(([, highway]) => !WITHOUT_MOTORS.has(highway)));

  return {
    async between(spots) {
      const bikes = rememberingFinds(forBikes);
      const motors = rememberingFinds(forMotors);
      const networkFor = ({ vehicle }: Spot) => (MOTORS.has(vehicle ?? USUAL_VEHICLE) ? motors : bikes);
      // Ways lead to restaurants and doors; where somebody has a vehicle, they only begin.
      const ends = spots.filter(({ vehicle }) => vehicle === undefined);
      for (const network of new Set(spots.map(networkFor))) await prepare(network, ends);
      // A plan asks for many ways from one place, one after the other.
      let last: Spot | undefined;
      let network = bikes;
      let start: Foothold | undefined;
      return (from, to) => {
        if (from !== last) {
          last = from;
          network = networkFor(from);
          start = network.find(from);
        }
        return seconds(network, from, to, start, network.find(to), from.vehicle ?? USUAL_VEHICLE);
      };
    },
    time(from, to, vehicle) {
      const network = MOTORS.has(vehicle) ? forMotors : forBikes;
      return seconds(network, from, to, network.find(from), network.find(to), vehicle);
    },
  };
}

function seconds(
  network: Network,
  from: Position,
  to: Position,
  start: Foothold | undefined,
  end: Foothold | undefined,
  vehicle: string,
): number {
  if (!start || !end) return crowFlies(from, to, vehicle);
  const onFoot = withDetours(network.direct(start, end)) / speedOf('foot');
  return Math.min(network.metres(start, end) / speedOf(vehicle), onFoot);
}

/** The same network for the time of one plan: each of its places is looked for once. */
function rememberingFinds(network: Network): Network {
  const found = new Map<Position, Foothold | undefined>();
  const find = (place: Position) => {
    const before = found.get(place);
    if (before || found.has(place)) return before;
    const foothold = network.find(place);
    found.set(place, foothold);
    return foothold;
  };
  return { ...network, find };
}

/** Works out all ways to these places, and lets others have their turn meanwhile. */
async function prepare(network: Network, places: readonly Position[]): Promise<void> {
  let turnEnds = performance.now() + TURN_MS;
  for (const place of places) {
    const foothold = network.find(place);
    if (!foothold || !network.prepare(foothold) || performance.now() < turnEnds) continue;
    await nextTurn();
    turnEnds = performance.now() + TURN_MS;
  }
}
