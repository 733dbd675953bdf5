import { buildCustomers, buildPartners } from './people.ts';
import { readAddresses, readStreetPoints } from './places.ts';
import { buildRestaurants } from './restaurants.ts';
import type { Seed } from './types.ts';

export type * from './types.ts';

/**
 * Central Helsinki: its mapped eateries, addresses and streets, with invented menus, prices, ratings and people. Always
 * the same: no clock, no randomness.
 */
export function buildSeed(): Seed {
  const addresses = readAddresses();
  return {
    restaurants: buildRestaurants(addresses),
    addresses,
    partners: buildPartners(readStreetPoints()),
    customers: buildCustomers(addresses),
  };
}
