import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'workflow',
          include: ['tests/workflow/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/helpers/conformance.ts'],
          globalSetup: ['tests/helpers/installation.ts'],
          // After the others: it measures nothing, but its time-outs are real.
          sequence: { groupOrder: 1 },
          // The files share the five servers, and one installation on them.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['tests/crash/**/*.test.ts'],
          globalSetup: ['tests/helpers/installation.ts'],
          // Last: its worker would take the others' orders, and its orders stand still while they die.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
