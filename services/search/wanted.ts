import { createHash } from 'node:crypto';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import type { FilterQuery, SearchQuery } from '../../contracts/restaurants.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/geo.ts';

/** What is looked for, in one form for all who mean the same. */
export type Wanted = {
  /** Rounded, so that neighbours share an answer; distances are shown from where the caller really is. */
  centre: Position;
  radiusKm: number;
  q: string | undefined;
  cuisine: string | undefined;
  minRating: number | undefined;
  priceLevels: number[] | undefined;
  dietary: string[] | undefined;
  maxMinutes: number | undefined;
};

/** Three digits are about 110 m from north to south, and less from west to east. */
const DIGITS = 1_000;
const round = (degrees: number) => Math.round(degrees * DIGITS) / DIGITS;
/** The most that rounding can take a restaurant away, in kilometres. */
const ROUNDING_KM = 0.08;

const tidy = (text: string | undefined) => text?.toLowerCase().replace(/\s+/g, ' ').trim() || undefined;

/** The same search for everybody who means the same: words in small letters, lists in order, the position rounded. */
export function wantedBy(query: FilterQuery): Wanted {
  return {
    centre: { lat: round(query.lat), lng: round(query.lng) },
    radiusKm: query.radius_km + ROUNDING_KM,
    q: tidy(query.q),
    cuisine: tidy(query.cuisine),
    minRating: query.min_rating,
    priceLevels: query.price_level?.toSorted(),
    dietary: query.dietary?.toSorted(),
    maxMinutes: query.max_minutes,
  };
}

/** What a cached answer is found by. */
export const hashOf = (kind: string, wanted: object): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, wanted]))
    .digest('base64url');

/** How many restaurants an engine looks through by count. */
export const MAX_OFFSET = 1_000;

/** Where a page ended: the sort values of its last restaurant, or how many were passed. */
export type After = { score: number; metres: number; id: string } | { offset: number };

export const cursorOf = (after: After): string => Buffer.from(JSON.stringify(after)).toString('base64url');

const NUMBER = z.number().min(0).max(1e6);
/** What the cursor of each kind of search holds: nothing that an engine might choke on gets through. */
const AFTER = {
  restaurants: z.strictObject({ score: NUMBER, metres: NUMBER, id: id('restaurant') }),
  items: z.strictObject({ offset: z.int().min(0).max(MAX_OFFSET) }),
} satisfies Record<string, z.ZodType<After>>;
export type SearchKind = keyof typeof AFTER;

/** @throws DomainError `invalid-cursor` for what `cursorOf` never made for this kind of search */
export function readCursor(cursor: SearchQuery['cursor'], kind: SearchKind): After | undefined {
  if (cursor === undefined) return undefined;
  try {
    return AFTER[kind].parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    // Not even JSON, or of another search.
  }
  throw new DomainError('invalid-cursor', 'This cursor is of another search. Start from the first page.');
}
