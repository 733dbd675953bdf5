/** What a dish suits. */
export const DIETS = ['vegetarian', 'vegan', 'gluten-free', 'lactose-free', 'halal'] as const;
export type Diet = (typeof DIETS)[number];

/** The fourteen that EU regulation 1169/2011, annex II, wants named. */
export const ALLERGENS = [
  'gluten',
  'milk',
  'egg',
  'fish',
  'crustaceans',
  'soy',
  'nuts',
  'peanuts',
  'sesame',
  'mustard',
  'celery',
  'sulphites',
  'lupin',
  'molluscs',
] as const;
export type Allergen = (typeof ALLERGENS)[number];

/** When a dish can be had: `available` is the kitchen's switch, `outOfStockUntil` comes back by itself. */
export type Stock = { available: boolean; outOfStockUntil: Date | null };

export const inStock = ({ available, outOfStockUntil }: Stock, now: Date): boolean =>
  available && !(outOfStockUntil && outOfStockUntil > now);
