import { z } from 'zod';
import { isTimeZone } from '../domain/opening-hours.ts';
import { ALLERGENS, DIETS } from '../domain/restaurant/food.ts';
import { CurrencyCode, id, Minor, measure, orNull, Position, queryNumber, storable } from './common.ts';
import { ImageName } from './images.ts';

const line = (max: number) => storable(max, 1);
const unique = <T>(values: readonly T[]) => new Set(values).size === values.length;

/** A name within its item or menu, such as `size`, that clients choose and baskets refer to. */
const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be small letters, digits and dashes');
const Price = z.int().min(0).max(100_000).meta({ description: 'Minor units (cents), tax included' });
const ImageUrl = z.string().nullable().meta({ description: 'Where the picture is; it never changes there' });

// ---- menus -----------------------------------------------------------------------------------------------------------

export const OptionGroup = z
  .object({
    id: Slug,
    name: line(80),
    min: z.int().min(0).max(30).meta({ description: 'How many must be chosen at least' }),
    max: z.int().min(1).max(30).meta({ description: 'How many may be chosen at most' }),
    options: z
      .array(z.object({ id: Slug, name: line(80), priceMinor: Price }))
      .min(1)
      .max(50)
      .refine((options) => unique(options.map((option) => option.id)), 'has two options of one id'),
  })
  .refine(({ min, max, options }) => min <= max && min <= options.length, {
    path: ['min'],
    error: 'must not exceed max, nor the number of options',
  })
  .meta({ id: 'OptionGroup' });
export type OptionGroup = z.infer<typeof OptionGroup>;

const itemFields = {
  category: line(80).meta({ description: 'Name of a category of this menu' }),
  name: line(120),
  description: storable(500),
  priceMinor: Price,
  taxCategory: z.enum(['food', 'drink', 'alcohol']),
  dietary: z.array(z.enum(DIETS)).refine(unique, 'names a mark twice'),
  allergens: z.array(z.enum(ALLERGENS)).refine(unique, 'names an allergen twice'),
  optionGroups: z
    .array(OptionGroup)
    .max(20)
    .refine((groups) => unique(groups.map((group) => group.id)), 'has two groups of one id'),
};

export const MenuItem = z
  .object({
    id: id('item'),
    ...itemFields,
    available: z.boolean().meta({ description: 'Can be had, at the moment of the answer' }),
    outOfStockUntil: z.iso.datetime().nullable().meta({
      description: 'When it comes back by itself; null with `available: false`: when the kitchen says so',
    }),
    imageUrl: ImageUrl,
  })
  .meta({ id: 'MenuItem' });
export type MenuItem = z.infer<typeof MenuItem>;

export const Menu = z
  .object({
    restaurantId: id('restaurant'),
    currency: CurrencyCode,
    version: z.int().meta({ description: 'Rises with every change of the menu' }),
    categories: z.array(z.string()).meta({ description: 'In menu order' }),
    items: z.array(MenuItem),
  })
  .meta({ id: 'Menu' });
export type Menu = z.infer<typeof Menu>;

const itemInput = {
  ...itemFields,
  description: itemFields.description.default(''),
  taxCategory: itemFields.taxCategory.default('food'),
  dietary: itemFields.dietary.default([]),
  allergens: itemFields.allergens.default([]),
  optionGroups: itemFields.optionGroups.default([]),
  image: ImageName.nullable().default(null),
};
const position = z.int().min(0).max(10_000).meta({ description: 'Place in the menu, from 0' });

export const NewMenuItem = z
  .strictObject({ ...itemInput, position: position.optional().meta({ description: 'Left out: at the end' }) })
  .meta({ id: 'NewMenuItem' });
export type NewMenuItem = z.infer<typeof NewMenuItem>;

export const MenuItemChange = z
  .strictObject({ ...itemFields, image: ImageName.nullable(), position })
  .partial()
  .meta({ id: 'MenuItemChange', description: 'What is left out stays' });
export type MenuItemChange = z.infer<typeof MenuItemChange>;

export const StockChange = z
  .strictObject({
    available: z.boolean(),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'With `available: false`: comes back by itself then' }),
  })
  .refine(({ available, until }) => !available || until === undefined, {
    path: ['until'],
    error: 'belongs to available: false',
  })
  .meta({
    id: 'StockChange',
    anyOf: [{ properties: { available: { const: false } } }, { not: { required: ['until'] } }],
  });
export type StockChange = z.infer<typeof StockChange>;

export const MenuCategories = z
  .strictObject({
    categories: z
      .array(
        z.strictObject({
          name: itemFields.category,
          was: itemFields.category.optional().meta({ description: 'Its name until now, to rename it' }),
        }),
      )
      .max(100)
      .refine((list) => unique(list.map(({ name }) => name)), 'has two categories of one name')
      .refine((list) => unique(list.map(({ name, was = name }) => was)), 'makes two categories of one'),
  })
  .meta({
    id: 'MenuCategories',
    description:
      'All categories in menu order: new ones are made, those left out are removed and must be empty',
  });
export type MenuCategories = z.infer<typeof MenuCategories>;

export const MAX_IMPORT_ROWS = 5_000;

/** One row of an import. With `id` it changes an item of this menu, without it is a new one. */
export const ImportRow = z
  .strictObject({ id: id('item').optional(), ...itemInput, available: z.boolean().default(true) })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof ImportRow>;

export const MenuImport = z
  .strictObject({
    mode: z
      .enum(['replace', 'merge'])
      .default('merge')
      .meta({ description: '`replace`: items that the rows do not name are removed' }),
    items: z
      .array(z.unknown())
      .min(1)
      .max(MAX_IMPORT_ROWS, `may have ${MAX_IMPORT_ROWS} rows; import the menu in parts with mode merge`)
      .meta({ description: 'Rows like ImportRow, in menu order; categories are made as they are named' }),
  })
  .meta({ id: 'MenuImport' });
export type MenuImport = z.infer<typeof MenuImport>;

export const ImportQuery = z.object({
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true`: only says what would happen' }),
});

export const ImportReport = z
  .object({
    dryRun: z.boolean(),
    created: z.int(),
    updated: z.int(),
    removed: z.int(),
    wrong: z.int().meta({ description: 'Rows with errors; an import with any writes nothing' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .meta({ description: 'The first hundred, such as `items.17.priceMinor`' }),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

// ---- restaurants -------------------------------------------------------------------------------------------------------

const interval = z
  .object({
    from: z
      .int()
      .min(0)
      .max(1439)
      .meta({ description: 'Opens: minutes after midnight of this day, 0–1439', example: 660 }),
    to: z.int().min(1).max(2880).meta({
      description: 'Closes: minutes after the same midnight; more than 1440 when it is the next day',
      example: 1320,
    }),
  })
  .refine(({ from, to }) => from < to && to - from <= 1440, {
    path: ['to'],
    error: 'must be after from, by a day at most',
  });
/** Sorted, without overlap. */
const intervals = z
  .array(interval)
  .max(6)
  .refine(
    (list) => list.every(({ from }, index) => index === 0 || from >= (list[index - 1]?.to ?? 0)),
    'must be in order and must not overlap',
  );
export const WeeklyHours = z
  .object({
    mo: intervals,
    tu: intervals,
    we: intervals,
    th: intervals,
    fr: intervals,
    sa: intervals,
    su: intervals,
  })
  .meta({
    id: 'WeeklyHours',
    description: 'For each day the intervals that begin on it, in local time of the restaurant; none: closed',
  });

const OpeningException = z
  .object({
    date: z.iso.date(),
    intervals: intervals.meta({ description: 'What begins on this date instead of the usual; none: closed' }),
    note: storable(120).optional(),
  })
  .meta({ id: 'OpeningException' });

export const DeliveryArea = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), radiusMetres: z.int().min(100).max(50_000) }),
    z.object({ kind: z.literal('polygon'), corners: z.array(Position).min(3).max(200) }),
  ])
  .meta({ id: 'DeliveryArea', description: 'The marketplace’s own limit applies besides' });

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
  preparationMinutes: z.int().meta({ description: 'As it is now: longer while the kitchen is busy' }),
  imageUrl: ImageUrl,
  isOpen: z.boolean().meta({ description: 'Takes orders, at the moment of the answer' }),
};

const restaurantAddress = z.object({
  street: line(120),
  houseNumber: line(20),
  postcode: line(12),
  city: line(80),
});

export const Restaurant = z
  .object({
    ...summary,
    address: restaurantAddress,
    timeZone: z.string(),
    openingHours: WeeklyHours,
    openingExceptions: z.array(OpeningException),
    acceptingOrders: z.boolean(),
    pausedUntil: z.iso.datetime().nullable(),
    deliveryArea: orNull(DeliveryArea),
    deliveryFeeMinor: Minor.meta({ description: 'For the shortest way; a quote has the real one' }),
    currency: CurrencyCode,
  })
  .meta({ id: 'Restaurant' });
export type Restaurant = z.infer<typeof Restaurant>;

/** What its own people may set. */
const profile = {
  name: line(120),
  description: storable(500),
  cuisines: z.array(Slug).min(1).max(10).refine(unique, 'names a cuisine twice'),
  address: restaurantAddress,
  position: Position,
  timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki'),
  openingHours: WeeklyHours,
  openingExceptions: z
    .array(OpeningException)
    .max(100)
    .refine((list) => unique(list.map(({ date }) => date)), 'names a date twice'),
  acceptingOrders: z.boolean(),
  priceLevel: z.int().min(1).max(4),
  preparationMinutes: z.int().min(1).max(240),
  deliveryArea: orNull(DeliveryArea),
  image: ImageName.nullable(),
  autoPause: z
    .object({ afterOrders: z.int().min(1).max(20), minutes: z.int().min(5).max(1440) })
    .nullable()
    .meta({ description: 'So many orders in a row without an answer pause the restaurant; null: never' }),
  capacity: z
    .object({ orders: z.int().min(1).max(1000), minutes: z.int().min(5).max(240) })
    .nullable()
    .meta({ description: 'At most so many orders within any so many minutes; null: no limit' }),
};

export const RestaurantProfile = z
  .object({
    id: id('restaurant'),
    slug: z.string(),
    ...profile,
    timeZone: z.string(),
    image: z.string().nullable(),
    imageUrl: ImageUrl,
    pause: z
      .object({
        until: z.iso.datetime(),
        reason: z.string().nullable(),
        by: z
          .enum(['restaurant', 'operator'])
          .meta({ description: 'Only operators end what operators began' }),
      })
      .nullable(),
    busy: z.object({ extraMinutes: z.int(), until: z.iso.datetime().nullable() }).nullable(),
    rating: z.number().nullable(),
    ratingCount: z.int(),
    currency: CurrencyCode,
  })
  .meta({ id: 'RestaurantProfile' });
export type RestaurantProfile = z.infer<typeof RestaurantProfile>;

export const RestaurantChange = z
  .strictObject(profile)
  .partial()
  .meta({ id: 'RestaurantChange', description: 'What is left out stays' });
export type RestaurantChange = z.infer<typeof RestaurantChange>;

export const Pause = z
  .strictObject({
    minutes: z
      .int()
      .min(1)
      .max(7 * 24 * 60)
      .meta({ description: 'For how long, from now' }),
    reason: storable(300).optional(),
  })
  .meta({ id: 'Pause' });
export type Pause = z.infer<typeof Pause>;

export const Busy = z
  .strictObject({
    extraMinutes: z.int().min(0).max(120).meta({ description: 'Added to the preparation time; 0 ends it' }),
    minutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .optional()
      .meta({ description: 'For how long, from now; left out: until it is ended' }),
  })
  .meta({ id: 'Busy' });
export type Busy = z.infer<typeof Busy>;

export const Promotion = z
  .strictObject({
    promoted: z.boolean(),
    score: measure(0, 10).meta({ description: 'Relevance is multiplied by 1 + this' }),
  })
  .meta({ id: 'Promotion' });
export type Promotion = z.infer<typeof Promotion>;

// ---- search ------------------------------------------------------------------------------------------------------------

/** For the documents: some of these, separated by commas. */
const listed = (values: readonly string[]) => {
  const one = `(?:${values.join('|')})`;
  return { type: 'string', maxLength: 200, pattern: `^\\s*${one}(?:\\s*,\\s*${one})*\\s*$` } as const;
};
/** Several values of one parameter, separated by commas. */
const listOf = <T extends string>(values: readonly T[]) =>
  z
    .string()
    .max(200)
    .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))])
    .pipe(z.array(z.enum(values)).min(1));
const PRICE_LEVELS = ['1', '2', '3', '4'] as const;

/** Where, and which restaurants: what every search takes. */
const place = {
  lat: queryNumber(-90, 90).meta({ description: 'Latitude, degrees (WGS 84)' }),
  lng: queryNumber(-180, 180).meta({ description: 'Longitude, degrees (WGS 84)' }),
  radius_km: queryNumber(0.1, 20).default(3).meta({ description: 'Kilometres' }),
};
const filters = {
  cuisine: storable(40)
    .optional()
    .meta({ description: 'One of the `cuisines` of restaurants', example: 'sushi' }),
  min_rating: queryNumber(1, 5).optional().meta({ description: 'Rated so or better' }),
  price_level: listOf(PRICE_LEVELS)
    .transform((levels) => levels.map(Number))
    .optional()
    .meta({ ...listed(PRICE_LEVELS), description: 'Any of these levels', example: '1,2' }),
  dietary: listOf(DIETS)
    .optional()
    .meta({ ...listed(DIETS), description: 'Has dishes of each of these marks', example: 'vegan' }),
  max_minutes: queryNumber(5, 240, 'integer')
    .optional()
    .meta({ description: 'At the door within so many minutes, as far as one can tell' }),
};
const words = (min: number) => storable(100, min);
const limit = queryNumber(1, 50, 'integer').default(20);
const cursor = z
  .string()
  .regex(/^[\w-]{1,300}$/)
  .optional()
  .meta({ description: '`cursor` of the page before, with the same parameters otherwise' });

export const SearchQuery = z.object({
  ...place,
  ...filters,
  q: words(0).optional().meta({ description: 'Words to look for in name, cuisine, description' }),
  limit,
  cursor,
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const ItemSearchQuery = SearchQuery.extend({
  q: words(2).meta({ description: 'Words to look for in names and descriptions of dishes' }),
});
export type ItemSearchQuery = z.infer<typeof ItemSearchQuery>;

export const FilterQuery = SearchQuery.omit({ limit: true, cursor: true });
export type FilterQuery = z.infer<typeof FilterQuery>;

export const SuggestQuery = z.object({
  ...place,
  q: words(2).meta({ description: 'What was typed so far' }),
});
export type SuggestQuery = z.infer<typeof SuggestQuery>;

export const RecommendQuery = z.object({ ...place, limit });
export type RecommendQuery = z.infer<typeof RecommendQuery>;

const hit = {
  ...summary,
  distanceMetres: z.int(),
  deliveryMinutes: z.int().meta({ description: 'From the order to the door, as far as one can tell' }),
  promoted: z.boolean().meta({ description: 'Shown before its equals because somebody paid for it' }),
};
export const SearchHit = z.object(hit).meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;

const resultOf = <T extends z.ZodType>(data: T) =>
  z.object({
    data: z.array(data),
    has_more: z.boolean(),
    cursor: z.string().nullable().meta({ description: 'For the next page; null: this is the last' }),
    degraded: z.boolean().meta({ description: 'Found without the search index, so less exact' }),
  });

export const SearchResult = resultOf(SearchHit).meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof SearchResult>;

export const ItemMatch = z
  .object({
    id: id('item'),
    name: z.string(),
    description: z.string(),
    priceMinor: Minor,
    dietary: z.array(z.string()),
    imageUrl: ImageUrl,
  })
  .meta({ id: 'ItemMatch' });
export type ItemMatch = z.infer<typeof ItemMatch>;

export const ItemSearchHit = z
  .object({ ...hit, items: z.array(ItemMatch).meta({ description: 'The best three' }) })
  .meta({ id: 'ItemSearchHit' });
export type ItemSearchHit = z.infer<typeof ItemSearchHit>;
export const ItemSearchResult = resultOf(ItemSearchHit).meta({ id: 'ItemSearchResult' });
export type ItemSearchResult = z.infer<typeof ItemSearchResult>;

const counts = z.array(z.object({ value: z.string(), count: z.int() }));
export const FilterCounts = z
  .object({
    cuisine: counts,
    price_level: counts,
    dietary: counts,
    degraded: z.boolean(),
  })
  .meta({
    id: 'FilterCounts',
    description: 'How many restaurants each value would leave, with the other parameters as they are',
  });
export type FilterCounts = z.infer<typeof FilterCounts>;

export const Suggestions = z
  .object({
    restaurants: z.array(z.object({ id: id('restaurant'), name: z.string() })),
    cuisines: z.array(z.string()),
    dishes: z.array(z.string()),
    degraded: z.boolean(),
  })
  .meta({ id: 'Suggestions' });
export type Suggestions = z.infer<typeof Suggestions>;

export const REASONS = [
  'order-again',
  'your-cuisine',
  'popular-nearby',
  'well-rated-and-new',
  'nearby',
] as const;
export const Recommendation = z
  .object({
    ...hit,
    reason: z.object({
      kind: z.enum(REASONS),
      text: z.string().meta({ description: 'For people, such as “You ordered here 3 times”' }),
    }),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof Recommendation>;
export const Recommendations = z
  .object({ data: z.array(Recommendation), degraded: z.boolean() })
  .meta({ id: 'Recommendations' });
export type Recommendations = z.infer<typeof Recommendations>;

export const Reindexing = z
  .object({
    state: z.enum(['copying', 'swapped', 'done', 'failed', 'never']),
    restaurants: z.int().meta({ description: 'Copied so far' }),
    items: z.int(),
    total: z.int().meta({ description: 'Restaurants to copy' }),
  })
  .meta({ id: 'Reindexing' });
export type Reindexing = z.infer<typeof Reindexing>;
