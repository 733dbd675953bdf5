import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

it('the workflow bundle holds only workflows, domain rules and the SDK', async () => {
  const { codePath } = await workflowBundle();
  const modules = [...readFileSync(codePath, 'utf8').matchAll(/\/\*\*\*\/ "(\.\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  expect(modules.length).toBeGreaterThan(10);
  const strangers = modules.filter(
    (path) =>
      !/^\.\/(workflows|domain|node_modules\/(@temporalio\/(workflow|common)|long|nexus-rpc))\//.test(
        path ?? '',
      ),
  );
  expect(strangers).toEqual([]);
});
