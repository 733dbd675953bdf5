import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Reindexing } from '../contracts/restaurants.ts';
import { REINDEX_ID, type ReindexInput, reindexProgress, TASK_QUEUES } from '../workflows/messages.ts';
import { createAsk } from './ask.ts';

/** Longer than any batch of changes takes to be written. */
const RETIRE_AFTER_SECONDS = 60;

/** The API's way to the rebuild of the search index. */
export function createReindexing({ temporal }: { temporal: Client }) {
  const ask = createAsk(temporal);
  const handle = () => temporal.workflow.getHandle(REINDEX_ID);

  async function read(): Promise<Reindexing> {
    try {
      const { status } = await handle().describe();
      const progress = await handle().query(reindexProgress);
      const stopped = status.name !== 'RUNNING' && status.name !== 'COMPLETED';
      return { ...progress, state: stopped ? 'failed' : progress.state };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return { state: 'never', restaurants: 0, items: 0, total: 0 };
    }
  }

  return {
    /** Starts a rebuild, or finds the one that is under way. */
    async start(): Promise<Reindexing> {
      const generation = Date.now().toString(36);
      const input: ReindexInput = { generation, retireAfterSeconds: RETIRE_AFTER_SECONDS };
      await ask(() =>
        temporal.workflow.start('ReindexWorkflow', {
          workflowId: REINDEX_ID,
          taskQueue: TASK_QUEUES.search,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: 'Search index, built anew',
        }),
      );
      return ask(read);
    },
    /** How far the last rebuild is. */
    read: () => ask(read),
  };
}
export type ReindexingCommands = ReturnType<typeof createReindexing>;
