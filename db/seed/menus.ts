import { readdirSync, readFileSync } from 'node:fs';
import { ALLERGENS, type Allergen, DIETS, type Diet } from '../../domain/restaurant/food.ts';
import { slugify } from './slug.ts';
import type { SeedItem, SeedOptionGroup } from './types.ts';

/** A dish as the templates have it; each restaurant sets its own price around the typical one. */
export type Dish = Omit<SeedItem, 'slug' | 'priceMinor'> & { typicalPriceMinor: number };

/** A category and how many of its dishes a restaurant has. */
export type Section = { name: string; min: number; max: number; dishes: Dish[] };

export type MenuTemplate = {
  level: number;
  minutes: number;
  /** Descriptions, with `{street}` and `{dish}` to fill in. */
  about: string[];
  sections: Section[];
};

/**
 * Reads the templates in `menus/` (README.md there describes the format), by the name of their file. Throws, naming file
 * and line, when one of them is wrong.
 */
export function readMenus(): Map<string, MenuTemplate> {
  const folder = new URL('./menus/', import.meta.url);
  const read = (file: string) => readBlocks(file, readFileSync(new URL(file, folder), 'utf8'));
  const options = readOptions(read('options.txt'));
  const shared = new Map(read('shared.txt').map((block) => [block.head, readDishes(block, options)]));
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.txt') && file !== 'options.txt' && file !== 'shared.txt')
      .sort()
      .map((file) => [file.replace('.txt', ''), readMenu(read(file), options, shared)]),
  );
}

type Line = { text: string; where: string };

/** What stands between one `[head]` and the next. The block before the first has an empty head. */
type Block = { head: string; where: string; lines: Line[] };

function readBlocks(file: string, text: string): Block[] {
  const blocks: Block[] = [{ head: '', where: file, lines: [] }];
  for (const [index, row] of text.split('\n').entries()) {
    const line = { text: row.trim(), where: `${file}:${index + 1}` };
    const head = /^\[(.+)\]$/.exec(line.text)?.[1];
    if (head) blocks.push({ head, where: line.where, lines: [] });
    else if (line.text) blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

function readMenu(
  [header, ...blocks]: Block[],
  options: Map<string, SeedOptionGroup>,
  shared: Map<string, Dish[]>,
): MenuTemplate {
  const settings = (header?.lines ?? []).map(({ text }) => text.split(/ (.*)/s));
  const values = (key: string) => settings.filter(([name]) => name === key).map(([, value]) => value ?? '');
  return {
    level: Number(values('level')[0]),
    minutes: Number(values('minutes')[0]),
    about: values('about'),
    sections: blocks.map((block) => readSection(block, options, shared)),
  };
}

function readSection(
  block: Block,
  options: Map<string, SeedOptionGroup>,
  shared: Map<string, Dish[]>,
): Section {
  const [, name = '', min, max, lists = ''] = /^(.+) (\d+)-(\d+)(?:: (.+))?$/.exec(block.head) ?? [];
  if (!name) throw new Error(`${block.where}: a category is [Name min-max: lists]`);
  const more = words(lists).flatMap((list) => known(shared, list, block.where));
  return { name, min: Number(min), max: Number(max), dishes: [...readDishes(block, options), ...more] };
}

function readDishes({ lines }: Block, options: Map<string, SeedOptionGroup>): Dish[] {
  return lines.map((line) => {
    const [name = '', description = '', price = '', tags = '', groups = ''] = columns(line.text);
    if (!/^\d+\.\d\d$/.test(price)) throw new Error(`${line.where}: a price is 12.90, not "${price}"`);
    return {
      name,
      description,
      typicalPriceMinor: minor(price),
      ...readTags(words(tags), line.where),
      optionGroups: words(groups).map((group) => known(options, group, line.where)),
    };
  });
}

function readTags(tags: string[], where: string): Pick<Dish, 'taxCategory' | 'dietary' | 'allergens'> {
  const allergens = ALLERGENS.filter((allergen) => tags.includes(allergen));
  const taxCategory = (['drink', 'alcohol'] as const).find((category) => tags.includes(category)) ?? 'food';
  const names: string[] = [...ALLERGENS, 'vegan', 'vegetarian', 'halal', 'drink', 'alcohol'];
  const unknown = tags.find((tag) => !names.includes(tag));
  if (unknown) throw new Error(`${where}: no such tag: ${unknown}`);
  return { taxCategory, allergens, dietary: dietsOf(tags, allergens, where) };
}

const NOT_VEGETARIAN: Allergen[] = ['fish', 'crustaceans'];
const NOT_VEGAN: Allergen[] = [...NOT_VEGETARIAN, 'milk', 'egg'];

function dietsOf(tags: string[], allergens: Allergen[], where: string): Diet[] {
  const vegan = tags.includes('vegan');
  const vegetarian = vegan || tags.includes('vegetarian');
  const against = vegan ? NOT_VEGAN : vegetarian ? NOT_VEGETARIAN : [];
  const clash = allergens.find((allergen) => against.includes(allergen));
  if (clash) throw new Error(`${where}: ${vegan ? 'vegan' : 'vegetarian'} with ${clash}`);
  const holds: Record<Diet, boolean> = {
    vegetarian,
    vegan,
    'gluten-free': !allergens.includes('gluten'),
    'lactose-free': !allergens.includes('milk'),
    halal: tags.includes('halal'),
  };
  return DIETS.filter((diet) => holds[diet]);
}

function readOptions(blocks: Block[]): Map<string, SeedOptionGroup> {
  return new Map(
    blocks
      .filter(({ head }) => head)
      .map(({ head, lines }) => {
        const [slug = '', name = '', range = ''] = columns(head);
        const [min = 0, max = 0] = range.split('-').map(Number);
        const options = lines.map(({ text }) => {
          const [option = '', price = '0'] = columns(text);
          return { slug: slugify(option), name: option, priceMinor: minor(price) };
        });
        return [slug, { slug, name, min, max, options }];
      }),
  );
}

const columns = (row: string) => row.split('|').map((column) => column.trim());
const words = (text: string) => text.split(' ').filter((word) => word !== '');
const minor = (euros: string) => Math.round(Number(euros) * 100);

function known<T>(table: Map<string, T>, name: string, where: string): T {
  const value = table.get(name);
  if (value === undefined) throw new Error(`${where}: no such list: ${name}`);
  return value;
}
