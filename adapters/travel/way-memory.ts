import type { Position } from '../../domain/geo.ts';

/** Positions are rounded to so many degrees of latitude, about 60 m: from there it takes as long as from next door. */
const CELL_DEGREES = 0.0005;
/** The number of a cell is below this. */
const MOST_CELLS = 2 ** 20;
/** Ways that are remembered, in each of two halves. */
const MOST_WAYS = 500_000;
/** What is missing beyond this is missing again in the next plan. */
const MOST_WANTED = 50_000;
/** Ways are asked for anew after this long: streets are closed, maps are mended. */
const LIFE_MS = 60 * 60_000;

/** From each to each of these cells. */
export type Block = { from: number[]; to: number[] };

type WaysFrom = Map<number, Map<number, number>>;

const pairOf = (from: number, to: number) => from * MOST_CELLS + to;

export type WayMemory = ReturnType<typeof createWayMemory>;

/** What is known of ways between small cells, which it numbers as they come, and what somebody wants to know. Bounded. */
export function createWayMemory() {
  const cells = new Map<number, number>();
  const middles: Position[] = [];
  // Seconds by whence and whither, NaN for no way. Those of the old half are as good until they are known anew.
  let young: WaysFrom = new Map();
  let old: WaysFrom = new Map();
  let youngWays = 0;
  let youngSince = Date.now();
  // A plan asks for many ways from one cell, one after the other.
  let last = -1;
  let waysFromLast: Map<number, number> | undefined;
  const wanted = new Set<number>();

  function growOld(): void {
    old = young;
    young = new Map();
    youngWays = 0;
    youngSince = Date.now();
    last = -1;
  }

  return {
    /** The number of the cell that a position lies in. */
    cellOf({ lat, lng }: Position): number {
      const row = Math.round(lat / CELL_DEGREES);
      const middle = row * CELL_DEGREES;
      const width = CELL_DEGREES / Math.max(0.01, Math.cos((middle * Math.PI) / 180));
      const column = Math.round(lng / width);
      const key = row * 1e6 + column;
      const known = cells.get(key);
      if (known !== undefined) return known;
      const cell = cells.size;
      cells.set(key, cell);
      middles.push({ lat: middle, lng: column * width });
      return cell;
    },
    middleOf: (cell: number): Position => middles[cell] as Position,

    /** Seconds from one cell to another: NaN if there is no way, `undefined` if it is not known. What is not or no longer is wanted. */
    secondsBetween(from: number, to: number): number | undefined {
      if (from === to) return undefined;
      if (from !== last) {
        last = from;
        waysFromLast = young.get(from);
      }
      const known = waysFromLast?.get(to);
      if (known !== undefined) return known;
      if (wanted.size < MOST_WANTED) wanted.add(pairOf(from, to));
      return old.get(from)?.get(to);
    },

    wantsAny: () => wanted.size > 0,
    wantsNothing: () => wanted.clear(),
    /** What is wanted, as blocks with so many cells at either end at most. There may be ways in them that nobody wants. */
    wantedBlocks(mostEnds: number): Block[] {
      const targets = new Map<number, number[]>();
      for (const pair of wanted) {
        const to = pair % MOST_CELLS;
        const from = (pair - to) / MOST_CELLS;
        const known = targets.get(from);
        if (known) known.push(to);
        else targets.set(from, [to]);
      }
      const parts = (all: number[]) =>
        Array.from({ length: Math.ceil(all.length / mostEnds) }, (_, part) =>
          all.slice(part * mostEnds, (part + 1) * mostEnds),
        );
      return parts([...targets.keys()]).flatMap((from) =>
        parts([...new Set(from.flatMap((origin) => targets.get(origin) as number[]))]).map((to) => ({
          from,
          to,
        })),
      );
    },
    /** Remembers an answer, if it is wanted. @param seconds NaN for no way */
    learn(from: number, to: number, seconds: number): void {
      if (!wanted.delete(pairOf(from, to))) return;
      const ways = young.get(from) ?? new Map<number, number>();
      young.set(from, ways.set(to, seconds));
      last = -1;
      youngWays += 1;
      if (youngWays >= MOST_WAYS) growOld();
    },

    /** Has ways that are older than an hour asked for anew, while they are used on. */
    age(): void {
      if (Date.now() - youngSince > LIFE_MS) growOld();
    },
    /** Whether another plan might use up the numbers of cells. It takes half the area of Denmark. */
    isFull: () => cells.size > MOST_CELLS / 2,
  };
}
