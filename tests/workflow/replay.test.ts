import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

const FOLDER = fileURLToPath(new URL('./histories/', import.meta.url));
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

it('has a history of both workflows', () => {
  expect(files).toEqual(expect.arrayContaining(['dispatch-first-accepts.json', 'order-delivered.json']));
});

/** A red one means: orders that are under way when this code is deployed would get stuck. See record-histories.ts. */
it.each(files)('%s fits today’s code', async (file) => {
  const history: unknown = JSON.parse(readFileSync(FOLDER + file, 'utf8'));
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history);
});
