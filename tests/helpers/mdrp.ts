import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../../db/seed/random.ts';

/** The files of an instance by name, without their `.txt`. */
export type InstanceFiles = Record<'orders' | 'restaurants' | 'couriers' | 'instance_parameters', string>;

const table = (head: string, rows: (string | number)[][]) =>
  `${[head.split(' '), ...rows].map((row) => row.join('\t')).join('\n')}\n`;

/** An invented town with a rush at noon, in the format of the Meal Delivery Routing Problem. */
export function inventedInstance({ orders = 120, couriers = 24, seed = 1 } = {}): InstanceFiles {
  const random = randomFrom(`invented ${seed}`);
  const place = () => [random.int(0, 6_000), random.int(0, 6_000)];
  const restaurants = Array.from({ length: 12 }, (_, index) => [`r${index}`, ...place()]);
  return {
    restaurants: table('restaurant x y', restaurants),
    couriers: table(
      'courier x y on_time off_time',
      Array.from({ length: couriers }, (_, index) => [
        `c${index}`,
        ...place(),
        index % 3 === 0 ? 60 : 0,
        400,
      ]),
    ),
    orders: table(
      'order x y placement_time restaurant ready_time',
      Array.from({ length: orders }, (_, index) => {
        // The sum of two numbers has its peak in the middle.
        const placedAt = random.int(0, 120) + random.int(0, 120);
        const restaurant = random.pick(restaurants)[0] as string;
        return [`o${index}`, ...place(), placedAt, restaurant, placedAt + random.int(5, 30)];
      }),
    ),
    instance_parameters: [
      'meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door',
      '320\t4\t4\t40\n',
    ].join('\n'),
  };
}

/** Writes an instance to a new folder of its own and returns that. */
export function folderOf(files: Partial<InstanceFiles>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiffin-mdrp-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, `${name}.txt`), content);
  return folder;
}
