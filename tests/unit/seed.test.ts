import { describe, expect, it } from 'vitest';
import { buildSeed, type SeedItem, type SeedRestaurant } from '../../db/seed/index.ts';
import { readMenus } from '../../db/seed/menus.ts';
import { isOpenAt, WEEKDAYS } from '../../domain/opening-hours.ts';

const seed = buildSeed();
const items = (restaurant: SeedRestaurant) => restaurant.menu.flatMap((category) => category.items);
const everyItem = seed.restaurants.flatMap(items);

/** Whatever breaks the rule, so that a failure names it. */
const breaking = <T>(things: T[], rule: (thing: T) => boolean) => things.filter((thing) => !rule(thing));
const unique = (values: string[]) => new Set(values).size === values.length;

describe('the seed', () => {
  it('is the same every time', () => {
    expect(buildSeed()).toEqual(seed);
  });

  it('has every named eatery of the map, forty partners and twenty customers', () => {
    expect(seed.restaurants).toHaveLength(350);
    expect(seed.partners).toHaveLength(40);
    expect(seed.customers).toHaveLength(20);
  });

  it('stays inside central Helsinki', () => {
    const places = [...seed.restaurants, ...seed.addresses, ...seed.partners];
    expect(
      breaking(places, ({ lat, lng }) => lat > 60.16 && lat < 60.185 && lng > 24.93 && lng < 24.96),
    ).toEqual([]);
  });

  it('gives every address a street, a number and a postcode', () => {
    const addresses = [...seed.addresses, ...seed.restaurants.map(({ address }) => address)];
    const complete = /^\p{Lu}[\p{L} ]+(-[\p{L}]+)?, \d+(-\d+)?( ?[A-Za-z])?, 00\d{3} Helsinki$/u;
    const written = addresses.map((a) => `${a.street}, ${a.houseNumber}, ${a.postcode} ${a.city}`);
    expect(breaking(written, (text) => complete.test(text))).toEqual([]);
  });
});

describe('restaurants', () => {
  it('have unique ASCII slugs', () => {
    const slugs = seed.restaurants.map(({ slug }) => slug);
    expect(unique(slugs)).toBe(true);
    expect(breaking(slugs, (slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toEqual([]);
  });

  it('describe themselves in one finished sentence', () => {
    const about = seed.restaurants.map(({ description }) => description);
    expect(breaking(about, (text) => /^[A-Z][^{}]{15,120}\.$/.test(text))).toEqual([]);
  });

  it('name at least one cuisine, spelled our way', () => {
    const ours = (cuisine: string) => /^[a-z]+(-[a-z]+)*$/.test(cuisine);
    const cuisines = seed.restaurants.map((restaurant) => restaurant.cuisines);
    expect(breaking(cuisines, (names) => names.length > 0 && names.every(ours) && unique(names))).toEqual([]);
    expect(new Set(cuisines.flat())).not.toContain('oraganic');
  });

  it('keep to the ranges of rating, price level and preparation time', () => {
    const inRange = (restaurant: SeedRestaurant) =>
      restaurant.rating >= 3.2 &&
      restaurant.rating <= 4.9 &&
      Number.isInteger(restaurant.ratingCount) &&
      restaurant.ratingCount > 0 &&
      [1, 2, 3, 4].includes(restaurant.priceLevel) &&
      restaurant.preparationMinutes >= 3 &&
      restaurant.preparationMinutes <= 45;
    expect(breaking(seed.restaurants, inRange)).toEqual([]);
  });

  it('are open at every minute of the week, two of them at least', () => {
    const open = (weekday: (typeof WEEKDAYS)[number], minuteOfDay: number) =>
      seed.restaurants.filter(({ openingHours }) => isOpenAt(openingHours, { weekday, minuteOfDay })).length;
    const fewest = WEEKDAYS.flatMap((day) => Array.from({ length: 1440 }, (_, minute) => open(day, minute)));
    expect(Math.min(...fewest)).toBeGreaterThanOrEqual(2);
  });

  it('open at some time of the week', () => {
    const opens = (restaurant: SeedRestaurant) => Object.values(restaurant.openingHours).flat().length > 0;
    expect(breaking(seed.restaurants, opens)).toEqual([]);
  });

  it('take mapped hours where they can be understood', () => {
    expect(seed.restaurants.filter(({ openingHoursSource }) => openingHoursSource === 'osm')).toHaveLength(
      171,
    );
  });
});

describe('menus', () => {
  it('have 8 to 25 items in 2 to 5 categories of different names', () => {
    const rightSize = (restaurant: SeedRestaurant) =>
      items(restaurant).length >= 8 &&
      items(restaurant).length <= 25 &&
      restaurant.menu.length >= 2 &&
      restaurant.menu.length <= 5 &&
      unique(restaurant.menu.map(({ name }) => name));
    expect(breaking(seed.restaurants, rightSize).map(({ slug }) => slug)).toEqual([]);
  });

  it('offer each dish once, under its own slug', () => {
    const once = (key: 'slug' | 'name') => (restaurant: SeedRestaurant) =>
      unique(items(restaurant).map((item) => item[key]));
    expect(breaking(seed.restaurants, once('slug')).map(({ slug }) => slug)).toEqual([]);
    expect(breaking(seed.restaurants, once('name')).map(({ slug }) => slug)).toEqual([]);
  });

  it('ask prices that a menu prints', () => {
    const printed = ({ priceMinor }: SeedItem) =>
      Number.isInteger(priceMinor) && priceMinor > 0 && [0, 50, 90].includes(priceMinor % 100);
    expect(breaking(everyItem, printed)).toEqual([]);
  });

  it('differ, in dishes or in prices, between any two restaurants', () => {
    const menus = seed.restaurants.map((r) =>
      items(r)
        .map(({ name, priceMinor }) => `${name} ${priceMinor}`)
        .join('|'),
    );
    expect(unique(menus)).toBe(true);
  });

  it('ask no more choices than there are options, each named once and never below zero', () => {
    const sound = ({ min, max, options }: SeedItem['optionGroups'][number]) =>
      min >= 0 &&
      min <= max &&
      max >= 1 &&
      max <= options.length &&
      unique(options.map(({ slug }) => slug)) &&
      options.every(({ priceMinor }) => Number.isInteger(priceMinor) && priceMinor >= 0);
    expect(
      breaking(
        everyItem.flatMap(({ optionGroups }) => optionGroups),
        sound,
      ),
    ).toEqual([]);
    expect(breaking(everyItem, (item) => unique(item.optionGroups.map(({ slug }) => slug)))).toEqual([]);
  });

  it('contradict no allergen with a diet', () => {
    const clashes: [SeedItem['dietary'][number], SeedItem['allergens'][number][]][] = [
      ['vegan', ['milk', 'egg', 'fish', 'crustaceans']],
      ['vegetarian', ['fish', 'crustaceans']],
      ['gluten-free', ['gluten']],
      ['lactose-free', ['milk']],
    ];
    const honest = ({ dietary, allergens }: SeedItem) =>
      clashes.every(
        ([diet, banned]) => !dietary.includes(diet) || !banned.some((one) => allergens.includes(one)),
      );
    expect(breaking(everyItem, honest)).toEqual([]);
  });
});

describe('menu templates', () => {
  it.each([...readMenus()])('%s can fill a menu', (_, { level, minutes, about, sections }) => {
    const total = (count: 'min' | 'max') => sections.reduce((sum, section) => sum + section[count], 0);
    expect([1, 2, 3, 4]).toContain(level);
    expect(minutes).toBeGreaterThan(0);
    expect(about.length).toBeGreaterThan(1);
    expect(total('min')).toBeGreaterThanOrEqual(8);
    expect(total('max')).toBeLessThanOrEqual(25);
    expect(breaking(sections, ({ min, max, dishes }) => min <= max && max <= dishes.length)).toEqual([]);
  });

  it('are all cooked somewhere', () => {
    const served = new Set(everyItem.map(({ name }) => name));
    const unused = [...readMenus()].filter(([, { sections }]) =>
      sections.every(({ dishes }) => dishes.every(({ name }) => !served.has(name))),
    );
    expect(unused.map(([name]) => name)).toEqual([]);
  });
});

describe('people', () => {
  const people = [...seed.partners, ...seed.customers];

  it('have their own e-mail address, name and fictional number', () => {
    for (const key of ['email', 'name', 'phone'] as const)
      expect(unique(people.map((one) => one[key]))).toBe(true);
    expect(breaking(people, ({ email }) => /^(partner|customer)\d+@tiffin\.test$/.test(email))).toEqual([]);
    expect(breaking(people, ({ phone }) => /^\+3585000000\d\d$/.test(phone))).toEqual([]);
    expect(breaking(people, ({ name }) => /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(name))).toEqual([]);
  });

  it('who deliver have never accepted more than they answered, nor completed more than they took', () => {
    const consistent = (partner: (typeof seed.partners)[number]) =>
      partner.deliveriesCompleted <= partner.deliveriesTaken &&
      partner.deliveriesTaken <= partner.offersAccepted &&
      partner.offersAccepted <= partner.offersAnswered &&
      partner.ratingCount <= partner.deliveriesCompleted &&
      partner.rating >= 1 &&
      partner.rating <= 5;
    expect(breaking(seed.partners, consistent)).toEqual([]);
  });

  it('who deliver start at different places', () => {
    expect(new Set(seed.partners.map(({ lat, lng }) => `${lat} ${lng}`)).size).toBeGreaterThanOrEqual(38);
  });

  it('who order live at mapped addresses, each at another', () => {
    expect(breaking(seed.customers, ({ address }) => seed.addresses.includes(address))).toEqual([]);
    expect(new Set(seed.customers.map(({ address }) => address)).size).toBe(20);
  });
});
