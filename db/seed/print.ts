/**
 * Prints the seed for people: a summary, or one restaurant with its menu.
 *
 *   npx tsx db/seed/print.ts [slug]
 */
import { WEEKDAYS } from '../../domain/opening-hours.ts';
import { buildSeed, type Seed, type SeedItem, type SeedRestaurant } from './index.ts';

const seed = buildSeed();
const slug = process.argv[2];
const restaurant = seed.restaurants.find((candidate) => candidate.slug === slug);
if (restaurant) printRestaurant(restaurant);
else if (slug === undefined) printSummary(seed);
else {
  console.error(`no restaurant "${slug}"; run without an argument for the list`);
  process.exitCode = 1;
}

function printSummary({ restaurants, addresses, partners, customers }: Seed): void {
  for (const { slug, priceLevel, rating, cuisines, menu, address } of restaurants) {
    const items = menu.flatMap((category) => category.items).length;
    const place = `${address.street} ${address.houseNumber}`;
    const columns = [
      slug.padEnd(34),
      '€'.repeat(priceLevel).padEnd(4),
      rating.toFixed(1),
      `${items} items`.padEnd(8),
    ];
    console.log([...columns, place.padEnd(26), cuisines.join(', ')].join('  '));
  }
  console.log(
    `\n${restaurants.length} restaurants, ${addresses.length} addresses, ${partners.length} partners, ` +
      `${customers.length} customers`,
  );
}

function printRestaurant({
  name,
  description,
  address,
  openingHours,
  openingHoursSource,
  menu,
}: SeedRestaurant): void {
  console.log(
    `${name}\n${description}\n${address.street} ${address.houseNumber}, ${address.postcode} ${address.city}`,
  );
  console.log(`\nOpening hours (${openingHoursSource})`);
  for (const day of WEEKDAYS) {
    const times = openingHours[day].map(({ from, to }) => `${clock(from)}–${clock(to)}`);
    console.log(`  ${day}  ${times.join(', ') || 'closed'}`);
  }
  for (const category of menu) {
    console.log(`\n${category.name}`);
    for (const item of category.items) printItem(item);
  }
}

function printItem({ name, description, priceMinor, dietary, allergens, optionGroups }: SeedItem): void {
  console.log(`  ${euros(priceMinor).padStart(6)}  ${name}: ${description}`);
  console.log(`          ${[...dietary, ...allergens.map((allergen) => `(${allergen})`)].join(' ')}`);
  for (const { name: group, options } of optionGroups) {
    const choices = options.map(
      (option) => option.name + (option.priceMinor ? ` +${euros(option.priceMinor)}` : ''),
    );
    console.log(`          ${group}: ${choices.join(' / ')}`);
  }
}

function euros(minor: number): string {
  return (minor / 100).toFixed(2);
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60) % 24}:${String(minutes % 60).padStart(2, '0')}`;
}
