/**
 * Who may import whom: the table of ARCHITECTURE.md as rules. `main.ts` files and `workers/` put things together and may
 * import anything.
 */
const only = (folder, allowed, from = {}) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment: `${folder}/ may import only ${allowed.join(', ') || 'nothing'} (ARCHITECTURE.md)`,
  from: { path: `^${folder}/`, ...from },
  to: {
    path: '^(?!node_modules)',
    pathNot: [`^${folder}/`, ...allowed.map((name) => (name.endsWith('.ts') ? `^${name}$` : `^${name}/`))],
    dependencyTypesNot: ['npm', 'npm-dev', 'core'],
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'domain/ has no I/O, no clock, no randomness and no packages',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'contracts-know-only-zod',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: ['^contracts/', '^domain/', 'node_modules/zod/'] },
    },
    // Of activities/ only types may come in; tests/workflow/bundle.test.ts looks into the bundle itself.
    only('workflows', ['domain', 'activities']),
    only('adapters', ['domain', 'contracts', 'config.ts']),
    only('services', ['domain', 'contracts', 'adapters']),
    only('activities', ['services', 'domain', 'contracts']),
    only('clients', ['contracts', 'domain']),
    only(
      'api',
      ['services', 'contracts', 'domain', 'adapters/redis', 'adapters/telemetry', 'workflows/messages.ts'],
      {
        pathNot: '^api/main.ts',
      },
    ),
    {
      name: 'nobody-imports-entry-points',
      severity: 'error',
      comment: 'processes are started, not imported; tests and scripts may start them in-process',
      from: { path: '^(domain|contracts|services|adapters|workflows|activities)/' },
      to: { path: '(^workers/|^api/|^scripts/|^tests/|process.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|\\.stack|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
