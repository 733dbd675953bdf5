import { z } from 'zod';
import { CurrencyCode, id, Minor, Position, queryNumber, storable } from './common.ts';

export const OptionGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    min: z.int(),
    max: z.int(),
    options: z.array(z.object({ id: z.string(), name: z.string(), priceMinor: Minor })),
  })
  .meta({ id: 'OptionGroup' });
export type OptionGroup = z.infer<typeof OptionGroup>;

export const MenuItem = z
  .object({
    id: id('item'),
    category: z.string(),
    name: z.string(),
    description: z.string(),
    priceMinor: Minor,
    taxCategory: z.enum(['food', 'drink', 'alcohol']),
    dietary: z.array(z.string()),
    allergens: z.array(z.string()),
    optionGroups: z.array(OptionGroup),
    available: z.boolean(),
  })
  .meta({ id: 'MenuItem' });
export type MenuItem = z.infer<typeof MenuItem>;

export const Menu = z
  .object({ restaurantId: id('restaurant'), currency: CurrencyCode, items: z.array(MenuItem) })
  .meta({ id: 'Menu' });
export type Menu = z.infer<typeof Menu>;

const interval = z.object({
  from: z.int().meta({ description: 'Opens: minutes after midnight of this day, 0–1439', example: 660 }),
  to: z.int().meta({
    description: 'Closes: minutes after the same midnight; more than 1440 when it is the next day',
    example: 1320,
  }),
});
export const WeeklyHours = z
  .object({
    mo: z.array(interval),
    tu: z.array(interval),
    we: z.array(interval),
    th: z.array(interval),
    fr: z.array(interval),
    sa: z.array(interval),
    su: z.array(interval),
  })
  .meta({
    id: 'WeeklyHours',
    description: 'For each day the intervals that begin on it, in local time of the restaurant; none: closed',
  });

const summary = {
  id: id('restaurant'),
  slug: z.string().meta({ description: 'Its name in addresses' }),
  name: z.string(),
  description: z.string(),
  cuisines: z.array(z.string()),
  position: Position,
  rating: z.number().nullable(),
  ratingCount: z.int(),
  priceLevel: z.int(),
  preparationMinutes: z.int(),
  isOpen: z
    .boolean()
    .meta({ description: 'Open by its hours and accepting orders, at the moment of the answer' }),
};

export const Restaurant = z
  .object({
    ...summary,
    address: z.object({
      street: z.string(),
      houseNumber: z.string(),
      postcode: z.string(),
      city: z.string(),
    }),
    timeZone: z.string(),
    openingHours: WeeklyHours,
    acceptingOrders: z.boolean(),
    currency: CurrencyCode,
  })
  .meta({ id: 'Restaurant' });
export type Restaurant = z.infer<typeof Restaurant>;

export const SearchQuery = z.object({
  lat: queryNumber(-90, 90).meta({ description: 'Latitude, degrees (WGS 84)' }),
  lng: queryNumber(-180, 180).meta({ description: 'Longitude, degrees (WGS 84)' }),
  q: storable(100).optional().meta({ description: 'Words to look for in name, cuisine, description' }),
  cuisine: storable(40)
    .optional()
    .meta({ description: 'One of the `cuisines` of restaurants', example: 'sushi' }),
  radius_km: queryNumber(0.1, 20).default(3).meta({ description: 'Kilometres' }),
  limit: queryNumber(1, 50, 'integer').default(20),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const SearchHit = z.object({ ...summary, distanceMetres: z.int() }).meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchResult = z.object({ data: z.array(SearchHit) }).meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof SearchResult>;
