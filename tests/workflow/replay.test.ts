import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { goldenHistories, readHistory } from './histories.ts';

it('has a history of both workflows under each policy', () => {
  expect(goldenHistories()).toEqual(
    expect.arrayContaining([
      'dispatch-first-accepts.json',
      'dispatch-planned.json',
      'order-delivered.json',
      'order-delivered-matched.json',
    ]),
  );
});

// A red one means: orders that are under way when this code is deployed get stuck. See record-histories.ts.
it.each(goldenHistories())('%s fits today’s code', async (file) => {
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, readHistory(file));
});
