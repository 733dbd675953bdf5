import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The Temporal SDK's own, as its worker serves them. */
const OF_THE_SDK = [
  'temporal_workflow_task_execution_failed',
  'temporal_worker_task_slots_available',
  'temporal_request',
];
/** prom-client's defaults, and what Prometheus itself knows. */
const OF_OTHERS = ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'up'];

const sources = ['services/operations', 'adapters/telemetry'].flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
);
sources.push(readFileSync('workers/relay.ts', 'utf8'));
const ours = sources.flatMap((text) =>
  [...text.matchAll(/'(tiffin_[a-z_]+)'/g)].map(([, name]) => name as string),
);
const known = new Set([
  ...ours,
  ...ours.flatMap((name) => [`${name}_count`, `${name}_bucket`]),
  ...OF_THE_SDK,
  ...OF_OTHERS,
]);

const named = (expression: string) =>
  [
    ...expression
      .replace(/\{[^}]*\}|\b(by|on) \([^)]*\)/g, '')
      .matchAll(/\b(?:tiffin|temporal|nodejs|process)_[a-z0-9_]+|\bup\b/g),
  ].map(([name]) => name);

describe('monitoring', () => {
  it('has a dashboard of metrics that there are', () => {
    const { panels } = JSON.parse(readFileSync('monitoring/dashboard.json', 'utf8')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    expect(panels.length).toBeGreaterThan(10);
    for (const { title, targets } of panels)
      for (const { expr } of targets) {
        expect(named(expr).length, title).toBeGreaterThan(0);
        for (const name of named(expr)) expect(known.has(name), `${title}: ${name}`).toBe(true);
      }
  });

  it('alerts on metrics that there are, and says what to do next', () => {
    const rules = readFileSync('monitoring/alerts.yml', 'utf8').split('- alert: ').slice(1);
    expect(rules.length).toBeGreaterThan(5);
    for (const rule of rules) {
      const [, expression = ''] = /expr: (.*?)\n {8}for:/s.exec(rule) ?? [];
      expect(named(expression).length, rule).toBeGreaterThan(0);
      for (const name of named(expression)) expect(known.has(name), name).toBe(true);
      expect(rule).toMatch(/next: ["'].{10,}["']/);
    }
  });

  it('names routes and commands that there are', () => {
    const api = readFileSync('docs/openapi.json', 'utf8');
    const rules = readFileSync('monitoring/alerts.yml', 'utf8');
    const paths = [...rules.matchAll(/\/v1\/[A-Za-z/-]+/g)].map(([path]) =>
      path.replace(/\/(ZONE|ORDER|NOTIFICATION)\b/g, '/{id}'),
    );
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(api, path).toContain(`"${path}"`);
  });
});
