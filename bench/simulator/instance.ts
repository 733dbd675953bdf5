import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A named point in metres on the instance's own plane. */
export type Place = { id: string; x: number; y: number };
export type Order = {
  id: string;
  restaurant: Place;
  door: Place;
  /** Seconds of the day, as all times here. */
  placedAt: number;
  readyAt: number;
};
export type Courier = { id: string; start: Place; onAt: number; offAt: number };

/** One day of the Meal Delivery Routing Problem: https://github.com/grubhub/mdrplib */
export type Instance = {
  orders: Order[];
  couriers: Courier[];
  metresPerMinute: number;
  /** Half of the time a hand-over takes: it lies before the pick-up or drop-off, the other half after it. */
  halfPickup: number;
  halfDropoff: number;
};

const FILES = {
  orders: ['order', 'x', 'y', 'placement_time', 'restaurant', 'ready_time'],
  restaurants: ['restaurant', 'x', 'y'],
  couriers: ['courier', 'x', 'y', 'on_time', 'off_time'],
  instance_parameters: ['meters_per_minute', 'pickup service minutes', 'dropoff service minutes'],
} as const;

type FileName = keyof typeof FILES;
type Row = { where: string; text(column: string): string; number(column: string): number };

/** What a file says, row by row. @throws Error that names file, line and what to do */
function rowsOf(folder: string, name: FileName): Row[] {
  const path = join(folder, `${name}.txt`);
  const [head = '', ...lines] = contentOf(path).split(/\r?\n/);
  const columns = head.split('\t');
  const missing = FILES[name].filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new Error(
      `${path}:1 has no column ${missing.join(', ')}. The first line names the columns, separated by tabs: ${FILES[name].join(', ')}.`,
    );
  }
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [rowOf(`${path}:${index + 2}`, columns, line.split('\t'))],
  );
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'cannot be read';
    throw new Error(
      `${path} ${why}. Name a folder of an MDRP instance: it holds ${Object.keys(FILES).join('.txt, ')}.txt (https://github.com/grubhub/mdrplib).`,
    );
  }
}

function rowOf(where: string, columns: string[], cells: string[]): Row {
  if (cells.length !== columns.length) {
    throw new Error(
      `${where} has ${cells.length} columns instead of ${columns.length}. Separate them by tabs.`,
    );
  }
  const text = (column: string) => (cells[columns.indexOf(column)] as string).trim();
  function number(column: string): number {
    const value = text(column) === '' ? Number.NaN : Number(text(column));
    if (!Number.isFinite(value))
      throw new Error(`${where}: ${column} must be a number, not "${text(column)}".`);
    return value;
  }
  return { where, text, number };
}

/** The seconds from `from` to `to`, two columns of minutes. */
function span(row: Row, from: string, to: string): [number, number] {
  const [start, end] = [row.number(from), row.number(to)];
  if (end < start) throw new Error(`${row.where}: ${to} ${end} lies before ${from} ${start}.`);
  return [start * 60, end * 60];
}

/**
 * Reads an instance's folder.
 * @throws Error when a file is missing or broken; it names file and line and says what to do
 */
export function readInstance(folder: string): Instance {
  const taken = new Set<string>();
  function place(row: Row, column: string): Place {
    const id = row.text(column);
    if (taken.has(id))
      throw new Error(`${row.where}: the id ${id} is there twice. Ids are unique over all files.`);
    // The solution's files are separated by spaces.
    if (!/^\S+$/.test(id))
      throw new Error(`${row.where}: "${id}" is no id. An id has no spaces and is not empty.`);
    taken.add(id);
    return { id, x: row.number('x'), y: row.number('y') };
  }

  const restaurants = new Map(
    rowsOf(folder, 'restaurants').map((row) => [row.text('restaurant'), place(row, 'restaurant')]),
  );
  const orders = rowsOf(folder, 'orders').map((row): Order => {
    const restaurant = restaurants.get(row.text('restaurant'));
    if (!restaurant)
      throw new Error(`${row.where}: there is no restaurant ${row.text('restaurant')} in restaurants.txt.`);
    const [placedAt, readyAt] = span(row, 'placement_time', 'ready_time');
    const door = place(row, 'order');
    return { id: door.id, restaurant, door, placedAt, readyAt };
  });
  const couriers = rowsOf(folder, 'couriers').map((row): Courier => {
    const [onAt, offAt] = span(row, 'on_time', 'off_time');
    const start = place(row, 'courier');
    return { id: start.id, start, onAt, offAt };
  });
  const [parameters] = rowsOf(folder, 'instance_parameters');
  if (!parameters || orders.length === 0 || couriers.length === 0) {
    throw new Error(`${folder} has no orders, no couriers or no parameters. Check that its files are whole.`);
  }
  const metresPerMinute = parameters.number('meters_per_minute');
  if (metresPerMinute <= 0) throw new Error(`${parameters.where}: meters_per_minute must be more than 0.`);
  return {
    orders,
    couriers,
    metresPerMinute,
    halfPickup: parameters.number('pickup service minutes') * 30,
    halfDropoff: parameters.number('dropoff service minutes') * 30,
  };
}

/** The rule of the data: whole minutes, rounded up. Returns seconds. */
export const travelSeconds = (from: Place, to: Place, metresPerMinute: number): number =>
  60 * Math.ceil(Math.hypot(from.x - to.x, from.y - to.y) / metresPerMinute);
