import type { Selectable } from 'kysely';
import type { MenuItems } from '../../adapters/postgres/schema.ts';
import type { FilterCounts, ItemMatch, Suggestions } from '../../contracts/restaurants.ts';
import type { Position } from '../../domain/geo.ts';
import type { Listing } from '../restaurant/listing.ts';
import type { After, Wanted } from './wanted.ts';

/** A restaurant that was found, with what it was sorted by. */
export type Found = { listing: Listing; score: number; metres: number };

/** A dish that was found, with the name of its picture. */
export type FoundItem = Omit<ItemMatch, 'imageUrl'> & { image: string | null };
/** A dish as an answer shows it, from its row. */
export const foundItem = (item: Selectable<MenuItems>): FoundItem => ({
  id: item.id,
  name: item.name,
  description: item.description,
  priceMinor: item.price_minor,
  dietary: item.dietary,
  image: item.image,
});
export type FoundWithItems = Found & { items: FoundItem[] };

export type Asked = { after: After | undefined; size: number; now: Date };

/**
 * Finds restaurants: Elasticsearch, or PostgreSQL while that is away. What an engine returns may be open or not: it leaves out
 * what it surely knows to stay closed for the next minutes, and the service looks at the clock. Sorted by score, then
 * distance, then id.
 */
export type SearchEngine = {
  restaurants(wanted: Wanted, asked: Asked): Promise<Found[]>;
  /** Restaurants with the dishes that fit, sorted by their best one. `after` counts restaurants. */
  items(wanted: Wanted & { q: string }, asked: Asked): Promise<FoundWithItems[]>;
  counts(wanted: Wanted, now: Date): Promise<Omit<FilterCounts, 'degraded'>>;
  suggest(asked: { q: string; centre: Position; radiusKm: number }): Promise<Omit<Suggestions, 'degraded'>>;
};

/** Cached answers live so long, so a search finds what opens within it. */
export const HORIZON_MINUTES = 5;
export const ITEMS_SHOWN = 3;
export const SUGGESTIONS = 5;
