import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figures, figuresOf } from './simulator/figures.ts';
import { readInstance } from './simulator/instance.ts';
import { simulate } from './simulator/run.ts';
import { writeSolution } from './simulator/solution.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    policy: { type: 'string', default: 'scored' },
    out: { type: 'string' },
    declines: { type: 'string', default: '0' },
    timeouts: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const line = (f: Figures) =>
  `orders ${f.orders} delivered ${f.delivered} click_to_door mean ${f.clickToDoor.toFixed(2)} p90 ${f.clickToDoorP90.toFixed(1)} max ${f.clickToDoorMax.toFixed(0)} ready_to_pickup mean ${f.readyToPickup.toFixed(2)} floor ${f.floor.toFixed(2)} excess ${f.excess.toFixed(2)} bundled ${(f.bundled * 100).toFixed(0)} %`;
for (const dir of positionals) {
  const instance = readInstance(dir);
  const start = performance.now();
  const trips = simulate(instance, {
    declines: Number(values.declines),
    timeouts: Number(values.timeouts),
    seed: Number(values.seed),
    offerSeconds: 30,
  });
  console.log(`${basename(dir)}  ${line(figuresOf(instance, trips))} (${(performance.now() - start).toFixed(0)} ms)`);
  if (values.out) writeSolution(positionals.length > 1 ? join(values.out, basename(dir)) : values.out, instance, trips);
}
