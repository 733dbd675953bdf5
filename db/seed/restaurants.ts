import { parseOpeningHours, type WeeklyHours } from '../../domain/opening-hours.ts';
import { cuisinesOf, templatesFor } from './cuisines.ts';
import { drawMenu, joinSections } from './menu.ts';
import { type MenuTemplate, readMenus } from './menus.ts';
import { type Eatery, nearest, readEateries } from './places.ts';
import { type Random, randomFrom } from './random.ts';
import { uniqueSlugs } from './slug.ts';
import type { SeedAddress, SeedCategory, SeedRestaurant } from './types.ts';

/** The named eateries of the map, each with an invented menu. */
export function buildRestaurants(addresses: SeedAddress[]): SeedRestaurant[] {
  const menus = readMenus();
  const slug = uniqueSlugs();
  return readEateries().map((eatery) => buildRestaurant(slug(eatery.name), eatery, addresses, menus));
}

function buildRestaurant(
  slug: string,
  eatery: Eatery,
  addresses: SeedAddress[],
  menus: Map<string, MenuTemplate>,
): SeedRestaurant {
  const { name, amenity, lat, lng } = eatery;
  const random = randomFrom(slug);
  const cuisines = cuisinesOf(eatery);
  const [main, ...others] = templatesFor(cuisines).map((template) => templateNamed(menus, template, name));
  if (!main) throw new Error(`${name} has no cuisine`);
  const { street, houseNumber, postcode, city } = nearest(addresses, eatery);
  const priceLevel = drawPriceLevel(main.level, random);
  const dearness = 1 + 0.1 * (priceLevel - main.level) + 0.14 * (random.fraction() - 0.5);
  const menu = drawMenu(joinSections([main, ...others]), dearness, random);
  return {
    slug,
    name,
    description: describe(main, street, menu, random),
    amenity,
    cuisines,
    address: { street, houseNumber, postcode, city },
    lat,
    lng,
    timeZone: 'Europe/Helsinki',
    ...openingHours(eatery, random),
    priceLevel,
    rating: drawRating(random),
    ratingCount: Math.round(12 * 200 ** random.fraction()),
    preparationMinutes: main.minutes + random.int(-2, 4),
    menu,
  };
}

function templateNamed(menus: Map<string, MenuTemplate>, template: string, eatery: string): MenuTemplate {
  const menu = menus.get(template);
  if (!menu) throw new Error(`${eatery} cooks ${template}, but menus/${template}.txt is missing`);
  return menu;
}

/** Mostly what is usual for the kind of kitchen, sometimes a level off. */
function drawPriceLevel(usual: number, random: Random): SeedRestaurant['priceLevel'] {
  const level = usual + random.pick([-1, 0, 0, 0, 0, 0, 1]);
  return Math.min(4, Math.max(1, level)) as SeedRestaurant['priceLevel'];
}

/** 3.2 to 4.9, most of them a little above 4. */
function drawRating(random: Random): number {
  const skewed = Math.max(random.fraction(), (random.fraction() + random.fraction()) / 2);
  return Math.round((3.2 + 1.7 * skewed) * 10) / 10;
}

function describe({ about }: MenuTemplate, street: string, menu: SeedCategory[], random: Random): string {
  const dish = speciality(menu).split(',')[0] ?? '';
  return random.pick(about).replace('{street}', street).replace('{dish}', dish);
}

/** The first dish of the longest category of food. */
function speciality(menu: SeedCategory[]): string {
  const food = menu.map(({ items }) => items.filter(({ taxCategory }) => taxCategory === 'food'));
  return food.reduce((longest, items) => (items.length > longest.length ? items : longest))[0]?.name ?? '';
}

/** Usual hours, in the same language as the mapped ones. */
const TYPICAL_HOURS: Record<string, readonly string[]> = {
  restaurant: [
    'Mo-Th 11:00-22:00; Fr 11:00-23:00; Sa 12:00-23:00; Su 12:00-21:00',
    'Mo-Fr 10:30-21:00; Sa-Su 12:00-21:00',
    'Mo-Fr 11:00-14:30,17:00-23:00; Sa 14:00-23:00; Su off',
    'Tu-Th 16:00-23:00; Fr-Sa 16:00-24:00',
    'Mo-Th 11:00-24:00; Fr-Sa 11:00-02:00; Su 12:00-22:00',
  ],
  cafe: [
    'Mo-Fr 07:30-18:00; Sa 09:00-17:00; Su 10:00-17:00',
    'Mo-Fr 08:00-20:00; Sa-Su 10:00-18:00',
    'Mo-Fr 07:00-16:00; Sa 10:00-15:00',
  ],
  fast_food: [
    'Mo-Th 10:30-21:00; Fr-Sa 10:30-22:00; Su 12:00-20:00',
    'Mo-Th 10:00-23:00; Fr-Sa 10:00-05:00; Su 11:00-23:00',
    'Mo-Sa 10:00-05:00; Su 11:00-04:00',
  ],
};

function openingHours(
  { amenity, opening_hours }: Eatery,
  random: Random,
): { openingHours: WeeklyHours; openingHoursSource: 'osm' | 'typical' } {
  const mapped = opening_hours && parseOpeningHours(opening_hours);
  if (mapped) return { openingHours: mapped, openingHoursSource: 'osm' };
  const text = random.pick(TYPICAL_HOURS[amenity] ?? []);
  const typical = parseOpeningHours(text);
  if (!typical) throw new Error(`typical hours of a ${amenity} are wrong: ${text}`);
  return { openingHours: typical, openingHoursSource: 'typical' };
}
