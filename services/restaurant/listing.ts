import type { Selectable } from 'kysely';
import type { Restaurants } from '../../adapters/postgres/schema.ts';
import type { SearchHit } from '../../contracts/restaurants.ts';
import type { Position } from '../../domain/geo.ts';
import type { OpeningException, WeeklyHours } from '../../domain/opening-hours.ts';
import {
  type Availability,
  type Openness,
  preparationMinutes,
  takesOrders,
} from '../../domain/restaurant/availability.ts';

/**
 * A restaurant as lists and pages show it, before the clock is asked. It travels as JSON through the search index and the
 * caches, so instants are ISO texts.
 */
export type Listing = {
  id: string;
  slug: string;
  name: string;
  description: string;
  cuisines: string[];
  position: Position;
  rating: number | null;
  ratingCount: number;
  priceLevel: number;
  image: string | null;
  preparationMinutes: number;
  busyExtraMinutes: number;
  busyUntil: string | null;
  acceptingOrders: boolean;
  pausedUntil: string | null;
  hours: WeeklyHours;
  exceptions: OpeningException[];
  timeZone: string;
  promoted: boolean;
  /** Relevance is multiplied by 1 + this. */
  promotionScore: number;
  createdAt: string;
};

/** Until when a restaurant is paused, by its own word or by an operator's, whichever is longer. */
export function pausedUntilOf(
  row: Pick<Selectable<Restaurants>, 'paused_until' | 'held_until'>,
): Date | null {
  const { paused_until: own, held_until: held } = row;
  if (!own || !held) return own ?? held;
  return new Date(Math.max(own.getTime(), held.getTime()));
}

export const listingOf = (row: Selectable<Restaurants>): Listing => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  cuisines: row.cuisines,
  position: { lat: row.lat, lng: row.lng },
  rating: row.rating,
  ratingCount: row.rating_count,
  priceLevel: row.price_level,
  image: row.image,
  preparationMinutes: row.preparation_minutes,
  busyExtraMinutes: row.busy_extra_minutes,
  busyUntil: row.busy_until?.toISOString() ?? null,
  acceptingOrders: row.accepting_orders,
  pausedUntil: pausedUntilOf(row)?.toISOString() ?? null,
  hours: row.opening_hours as unknown as WeeklyHours,
  exceptions: row.opening_exceptions as unknown as OpeningException[],
  timeZone: row.time_zone,
  promoted: row.promoted,
  promotionScore: row.promotion_score,
  createdAt: row.created_at.toISOString(),
});

const instant = (text: string | null) => (text === null ? null : new Date(text));

const availabilityOf = (listing: Listing): Availability => ({
  acceptingOrders: listing.acceptingOrders,
  pausedUntil: instant(listing.pausedUntil),
  timetable: { hours: listing.hours, exceptions: listing.exceptions, timeZone: listing.timeZone },
});

export const opennessOf = (listing: Listing, now: Date): Openness =>
  takesOrders(availabilityOf(listing), now);

export const preparationOf = (listing: Listing, now: Date): number =>
  preparationMinutes({ ...listing, busyUntil: instant(listing.busyUntil) }, now);

/** Where a picture is found. @param name as stored; null stays null */
export type ImageUrl = (name: string | null) => string | null;

export const imageUrlAt =
  (base: string): ImageUrl =>
  (name) =>
    name && `${base}/${name}`;

/** What every list and page shows of a restaurant, but the distance and whether it is open. */
export type RestaurantCard = Omit<SearchHit, 'isOpen' | 'distanceMetres' | 'deliveryMinutes' | 'promoted'>;

export const cardOf = (listing: Listing, now: Date, imageUrl: ImageUrl): RestaurantCard => ({
  id: listing.id,
  slug: listing.slug,
  name: listing.name,
  description: listing.description,
  cuisines: listing.cuisines,
  position: listing.position,
  rating: listing.rating,
  ratingCount: listing.ratingCount,
  priceLevel: listing.priceLevel,
  preparationMinutes: preparationOf(listing, now),
  imageUrl: imageUrl(listing.image),
});
