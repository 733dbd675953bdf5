import { Context } from '@temporalio/activity';
import type { CopyProgress, SearchIndexes } from '../services/search/indexes.ts';
import { withFailures } from './failures.ts';

/** Restaurants in one call, so that a rebuild's history stays short and its progress shows. */
const SLICE = 5_000;
/** Restaurants between two heartbeats. */
const PAGE = 100;

/** What `ReindexWorkflow` asks of the world. Each may be repeated. */
export function createSearchActivities({ indexes }: { indexes: SearchIndexes }) {
  return withFailures({
    beginRebuild: (generation: string): Promise<number> => indexes.begin(generation),

    /** Copies the restaurants after an id; a retry goes on where the last heartbeat was. */
    async copyRestaurants(from: { generation: string; after: string }): Promise<CopyProgress> {
      const context = Context.current();
      const before = context.info.heartbeatDetails as CopyProgress | undefined;
      let progress = before ?? { after: from.after, restaurants: 0, items: 0, done: false };
      while (!progress.done && progress.restaurants < SLICE) {
        if (context.cancellationSignal.aborted) await context.cancelled;
        const page = await indexes.copy(from.generation, progress.after, PAGE);
        progress = {
          ...page,
          restaurants: progress.restaurants + page.restaurants,
          items: progress.items + page.items,
        };
        context.heartbeat(progress);
      }
      return progress;
    },

    swapIndexes: (generation: string): Promise<void> => indexes.swap(generation),
    retireIndexes: (): Promise<void> => indexes.retire(),
    abandonRebuild: (generation: string): Promise<void> => indexes.abandon(generation),
  });
}
export type SearchActivities = ReturnType<typeof createSearchActivities>;
