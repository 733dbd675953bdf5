import type { Dish, MenuTemplate, Section } from './menus.ts';
import type { Random } from './random.ts';
import { uniqueSlugs } from './slug.ts';
import type { SeedCategory, SeedItem } from './types.ts';

const MOST_CATEGORIES = 5;
const MOST_ITEMS = 25;

/**
 * Draws one restaurant's menu. `dearness` multiplies the typical prices; every dish strays a little from it.
 */
export function drawMenu(sections: Section[], dearness: number, random: Random): SeedCategory[] {
  const slug = uniqueSlugs();
  const menu: SeedCategory[] = [];
  const served = new Set<string>();
  let left = MOST_ITEMS;
  for (const { name, min, max, dishes } of sections) {
    const count = Math.min(random.int(min, max), left);
    const drawn = random.sample(
      dishes.filter(({ name }) => !served.has(name)),
      count,
    );
    for (const dish of drawn) served.add(dish.name);
    const items = drawn.map((dish) => serve(dish, dearness, slug, random));
    left -= items.length;
    if (items.length > 0) menu.push({ name, items });
  }
  return menu;
}

/** A place with several kitchens serves the first one's menu and the leading category of each other one. */
export function joinSections([first, ...others]: MenuTemplate[]): Section[] {
  const [lead, ...rest] = first?.sections ?? [];
  const names = first?.sections.map(({ name }) => name) ?? [];
  const guests = others
    .flatMap(({ sections }) => sections.slice(0, 1))
    .filter(({ name }) => !names.includes(name));
  return [...(lead ? [lead] : []), ...guests, ...rest].slice(0, MOST_CATEGORIES);
}

function serve(
  { typicalPriceMinor, ...dish }: Dish,
  dearness: number,
  slug: (text: string) => string,
  random: Random,
): SeedItem {
  const price = typicalPriceMinor * dearness * (0.96 + 0.08 * random.fraction());
  return { slug: slug(dish.name), ...dish, priceMinor: menuPrice(price) };
}

/** The nearest price a menu would print: ending in .00, .50 or .90. */
export function menuPrice(cents: number): number {
  const euro = Math.floor(cents / 100) * 100;
  const printed = [euro - 10, euro, euro + 50, euro + 90, euro + 100].filter((price) => price > 0);
  return printed.reduce((best, price) => (Math.abs(price - cents) < Math.abs(best - cents) ? price : best));
}
