import type { WeeklyHours } from '../../domain/opening-hours.ts';
import type { Allergen, Diet } from '../../domain/restaurant/food.ts';

/** Central Helsinki to fill an empty Tiffin with. Coordinates are WGS 84 degrees. */
export type Seed = {
  restaurants: SeedRestaurant[];
  addresses: SeedAddress[];
  partners: SeedPartner[];
  customers: SeedCustomer[];
};

export type SeedRestaurant = {
  /** Unique, ASCII, from the name, numbered when taken: `hesburger-2`. */
  slug: string;
  name: string;
  /** One short sentence. */
  description: string;
  /** `restaurant`, `cafe` or `fast_food`, as mapped. */
  amenity: string;
  /** Lower case, hyphens: `sushi`, `middle-eastern`. Never empty. */
  cuisines: string[];
  /** The nearest mapped address. */
  address: { street: string; houseNumber: string; postcode: string; city: 'Helsinki' };
  lat: number;
  lng: number;
  timeZone: 'Europe/Helsinki';
  openingHours: WeeklyHours;
  /** `typical` of its kind when none are mapped or they cannot be understood. */
  openingHoursSource: 'osm' | 'typical';
  priceLevel: 1 | 2 | 3 | 4;
  /** 3.2 to 4.9, one decimal. */
  rating: number;
  ratingCount: number;
  preparationMinutes: number;
  menu: SeedCategory[];
};

export type SeedCategory = { name: string; items: SeedItem[] };

export type SeedItem = {
  /** Unique within the restaurant. */
  slug: string;
  name: string;
  description: string;
  /** Euro cents, tax included. */
  priceMinor: number;
  taxCategory: 'food' | 'drink' | 'alcohol';
  dietary: Diet[];
  allergens: Allergen[];
  optionGroups: SeedOptionGroup[];
};

/** Between `min` and `max` of the options are chosen. Slugs are unique within the item, and within the group. */
export type SeedOptionGroup = {
  slug: string;
  name: string;
  min: number;
  max: number;
  options: { slug: string; name: string; priceMinor: number }[];
};

export type SeedAddress = {
  street: string;
  houseNumber: string;
  postcode: string;
  city: 'Helsinki';
  lat: number;
  lng: number;
};

export type SeedPartner = {
  email: string;
  name: string;
  /** E.164, fictional. */
  phone: string;
  vehicle: 'bike' | 'ebike' | 'scooter' | 'car';
  /** Where the shift starts, on a street. */
  lat: number;
  lng: number;
  rating: number;
  ratingCount: number;
  offersAccepted: number;
  /** Accepted, declined and timed out. */
  offersAnswered: number;
  deliveriesCompleted: number;
  /** Completed or not. */
  deliveriesTaken: number;
};

export type SeedCustomer = { email: string; name: string; phone: string; address: SeedAddress };
