import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_PLAN_RULES } from '../domain/dispatch/snapshot.ts';
import { type Figures, figuresOf } from './simulator/figures.ts';
import { readInstance } from './simulator/instance.ts';
import type { Calibration } from './simulator/promises.ts';
import { POLICIES, type Policy, simulate } from './simulator/run.ts';
import { writeSolution } from './simulator/solution.ts';

// `npm run simulate -- DIR … [--policy scored|matched] [--out DIR] [--declines 0.15] [--timeouts 0.05] [--seed N]`:
// days of the Meal Delivery Routing Problem through the dispatch code of production (docs/dispatch.md).

const USAGE =
  'npm run simulate -- DIR … [--policy scored|matched] [--out DIR] [--declines SHARE] [--timeouts SHARE] [--seed N]';

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      policy: { type: 'string', default: 'matched' },
      out: { type: 'string' },
      declines: { type: 'string', default: '0' },
      timeouts: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (positionals.length === 0) {
    throw new Error(
      `Name at least one folder of an MDRP instance (https://github.com/grubhub/mdrplib):\n  ${USAGE}`,
    );
  }
  const { policy, out } = values;
  if (!isPolicy(policy)) {
    throw new Error(`There is no policy ${policy}. There are: ${Object.keys(POLICIES).join(', ')}.`);
  }
  const declines = share('declines', values.declines);
  const timeouts = share('timeouts', values.timeouts);
  if (declines + timeouts >= 1) throw new Error('--declines and --timeouts together must be less than 1.');
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed must be a whole number, not "${values.seed}".`);
  return { folders: positionals, policy, out, behaviour: { declines, timeouts, seed, offerSeconds } };
}

const { offerSeconds } = DEFAULT_PLAN_RULES;

const isPolicy = (name: string): name is Policy => Object.hasOwn(POLICIES, name);

function share(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= 0 && value < 1)) {
    throw new Error(`--${name} is a share of the offers from 0 to below 1, such as 0.15, not "${text}".`);
  }
  return value;
}

const line = (figures: Figures): string =>
  figures.delivered === 0
    ? `orders ${figures.orders} delivered 0`
    : [
        `orders ${figures.orders} delivered ${figures.delivered}`,
        `click_to_door mean ${figures.clickToDoor.toFixed(2)} p90 ${figures.clickToDoorP90.toFixed(1)} max ${figures.clickToDoorMax.toFixed(1)}`,
        `ready_to_pickup mean ${figures.readyToPickup.toFixed(2)}`,
        `floor ${figures.floor.toFixed(2)} excess ${figures.excess.toFixed(2)}`,
        `bundled ${percent(figures.bundled)}`,
      ].join('  ');

const etaLine = ({ made, held, width, exact, meanError }: Calibration): string =>
  [
    `eta of ${made} orders, told when they were placed`,
    `within its 90 % range ${percent(held)}`,
    `range mean ${width.toFixed(1)}`,
    `error mean ${meanError.toFixed(1)}, none ${percent(exact)}`,
  ].join('  ');

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

try {
  const { folders, policy, out, behaviour } = readArguments();
  let excess = 0;
  for (const folder of folders) {
    const instance = readInstance(folder);
    const { trips, calibration } = simulate(instance, policy, behaviour);
    const figures = figuresOf(instance, trips);
    excess += figures.excess / folders.length;
    const name = basename(folder);
    console.log(`${name} ${policy}  ${line(figures)}`);
    if (calibration.made > 0) console.log(`${name} ${policy}  ${etaLine(calibration)}`);
    if (out) writeSolution(folders.length > 1 ? join(out, name) : out, instance, trips);
  }
  if (folders.length > 1) console.log(`mean excess of ${folders.length} instances ${excess.toFixed(2)}`);
  console.log('Times are in minutes.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
