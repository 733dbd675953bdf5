import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { z } from 'zod';
import { crowFlies, speedOf } from '../../domain/delivery/eta.ts';
import type { Position } from '../../domain/geo.ts';
import { type Spot, type Travel, USUAL_VEHICLE } from './index.ts';
import { type Block, createWayMemory, type WayMemory } from './way-memory.ts';

/** `osrm-routed` takes 100 coordinates a request unless it is told otherwise: 50 from where, 50 to where. */
const MOST_ENDS = 50;
/** Requests under way at a time. */
const LANES = 4;
/** After so many in a row the server is left alone for a while. */
const FAILURES = 3;
/** What is farther from the nearest street of the server's map is not on it: it may be the map of another town. */
const REACH_METRES = 250;

const Ends = z.array(z.object({ distance: z.number().optional() })).optional();
/** The answer of the table service. A duration `null` is no way; `distance` is how far an end is from its street. */
const Table = z.object({
  code: z.literal('Ok'),
  durations: z.array(z.array(z.number().nonnegative().nullable())),
  sources: Ends,
  destinations: Ends,
});

/**
 * Travel times of an OSRM server, which nobody waits for: what is not known yet is distance over speed, and is asked for in the
 * background, so that the next plan knows it. A server that is away or talks nonsense is the same as one that does not know.
 * It is to know the ways of bicycles; other vehicles take the same ways at their own speed.
 * @param onFailure told when the server is left alone for a while, because it failed several times in a row
 */
export function osrmTimes(
  url: string,
  {
    onFailure,
    timeoutMs = 2_000,
    openForMs = 10_000,
  }: { onFailure: (error: unknown) => void; timeoutMs?: number; openForMs?: number },
): Travel {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES),
    halfOpenAfter: openForMs,
  });
  let awayUntil = 0;
  breaker.onBreak((reason) => {
    awayUntil = Date.now() + openForMs;
    if ('error' in reason) onFailure(reason.error);
  });

  let memory = createWayMemory();
  let isAsking = false;

  async function request(asking: WayMemory, { from, to }: Block): Promise<void> {
    const coordinates = [...from, ...to].map((cell) => {
      const { lat, lng } = asking.middleOf(cell);
      return `${lng.toFixed(6)},${lat.toFixed(6)}`;
    });
    const sources = from.map((_, index) => index).join(';');
    const destinations = to.map((_, index) => from.length + index).join(';');
    const response = await fetch(
      `${url}/table/v1/${USUAL_VEHICLE}/${coordinates.join(';')}?sources=${sources}&destinations=${destinations}`,
      { signal: AbortSignal.timeout(timeoutMs) },
    );
    const answer: unknown = await response.json();
    const { data } = Table.safeParse(answer);
    if (data?.durations.length !== from.length || data.durations.some((row) => row.length !== to.length)) {
      throw new Error(`OSRM answered ${response.status}: ${JSON.stringify(answer).slice(0, 200)}`);
    }
    const isOff = (ends: z.infer<typeof Ends>, index: number) =>
      (ends?.[index]?.distance ?? 0) > REACH_METRES;
    data.durations.forEach((row, i) => {
      row.forEach((seconds, j) => {
        const isUnknown = seconds === null || isOff(data.sources, i) || isOff(data.destinations, j);
        asking.learn(from[i] as number, to[j] as number, isUnknown ? Number.NaN : seconds);
      });
    });
  }

  /** Asks for all that is wanted. What is not answered is wanted again by the next plan. */
  async function ask(asking: WayMemory): Promise<void> {
    const blocks = Date.now() < awayUntil ? [] : asking.wantedBlocks(MOST_ENDS);
    const lane = async () => {
      for (let block = blocks.pop(); block; block = blocks.pop()) {
        const mine = block;
        // Who failed too often is told of; one failure means nothing.
        await breaker.execute(() => request(asking, mine)).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    asking.wantsNothing();
  }

  function askSoon(asking: WayMemory): void {
    if (isAsking) return;
    isAsking = true;
    // Later: the plan that is being made has not said all that it wants.
    setImmediate(() => ask(asking).finally(() => (isAsking = false)));
  }

  function current(): WayMemory {
    if (memory.isFull()) memory = createWayMemory();
    if (Date.now() >= awayUntil) memory.age();
    return memory;
  }

  function ways(known: WayMemory, cellOf: (place: Position) => number) {
    return (from: Position, to: Position, vehicle: string): number => {
      const cycling = known.secondsBetween(cellOf(from), cellOf(to));
      if (known.wantsAny()) askSoon(known);
      return cycling === undefined || Number.isNaN(cycling)
        ? crowFlies(from, to, vehicle)
        : cycling * (speedOf(USUAL_VEHICLE) / speedOf(vehicle));
    };
  }

  return {
    async between() {
      const known = current();
      const found = new Map<Position, number>();
      const way = ways(known, (place) => {
        const before = found.get(place);
        if (before !== undefined) return before;
        const cell = known.cellOf(place);
        found.set(place, cell);
        return cell;
      });
      return (from: Spot, to: Spot) => way(from, to, from.vehicle ?? USUAL_VEHICLE);
    },
    time(from, to, vehicle) {
      const known = current();
      return ways(known, known.cellOf)(from, to, vehicle);
    },
  };
}
