import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Benchmark, type Figure, isMet, line, measured } from './bench.ts';

// `npm run bench [-- NAME …] [--json FILE] [--away SECONDS]`: runs the benchmarks, or the named ones, and prints one table of ratios.

const BENCHMARKS: Record<string, () => Promise<{ benchmark: Benchmark }>> = {
  'fan-out': () => import('./fan-out.ts'),
  gateway: () => import('./gateway.ts'),
  locations: () => import('./locations.ts'),
  menus: () => import('./menus.ts'),
  payloads: () => import('./payloads.ts'),
  planning: () => import('./planning.ts'),
  relay: () => import('./relay.ts'),
  search: () => import('./search.ts'),
  travel: () => import('./travel.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, away: { type: 'string', default: '60' } },
});
const unknown = positionals.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`,
  );
  process.exit(1);
}

const awaySeconds = Number(values.away);
if (!(awaySeconds >= 2)) {
  console.error('--away is how many seconds Kafka is away in `relay`: at least 2.');
  process.exit(1);
}

const results: { name: string; figures: Figure[] }[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const { benchmark } = await (BENCHMARKS[name] as () => Promise<{ benchmark: Benchmark }>)();
  console.log(`\n${name}: ${benchmark.about}`);
  const figures = await benchmark.run((progress) => console.log(`  …       ${progress}`), { awaySeconds });
  for (const figure of figures) console.log(line(figure));
  results.push({ name, figures });
}
if (values.json) {
  const machine = { cores: cpus().length, node: process.version, at: new Date().toISOString() };
  const rows = results.map(({ name, figures }) => ({
    name,
    figures: figures.map((figure) => ({ ...figure, measured: measured(figure), met: isMet(figure) })),
  }));
  writeFileSync(values.json, `${JSON.stringify({ machine, results: rows }, null, 2)}\n`);
  console.log(`\nWritten to ${values.json}.`);
}
const missed = results.flatMap(({ figures }) => figures.filter((figure) => !isMet(figure)));
console.log(missed.length === 0 ? '\nAll targets met.' : `\n${missed.length} targets missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;
