import {
  ActivityCancellationType,
  CancellationScope,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { SearchActivities } from '../activities/search.ts';
import { type ReindexInput, type ReindexProgress, reindexProgress } from './messages.ts';

/** A step that is cancelled comes to its end first, or it would go on making what was just taken back. */
const STEP = {
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1s', maximumInterval: '1m' },
} as const;
const { beginRebuild, swapIndexes, retireIndexes, abandonRebuild } = proxyActivities<SearchActivities>({
  ...STEP,
  startToCloseTimeout: '1m',
});
/** Tells how far it is, and after a crash goes on from there. */
const { copyRestaurants } = proxyActivities<SearchActivities>({
  ...STEP,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  summary: 'copy restaurants and menus',
});

/**
 * Builds the search index anew beside the old one and swaps them. Changes made meanwhile go into both, from the first step on;
 * whatever goes wrong, the old one is still read.
 */
export async function ReindexWorkflow({
  generation,
  retireAfterSeconds,
}: ReindexInput): Promise<ReindexProgress> {
  let progress: ReindexProgress = { state: 'copying', restaurants: 0, items: 0, total: 0 };
  setHandler(reindexProgress, () => progress);

  function tell(news: Partial<ReindexProgress>) {
    progress = { ...progress, ...news };
    const { state, restaurants, total, items } = progress;
    setCurrentDetails(`${state}: ${restaurants} of ${total} restaurants, ${items} items`);
  }

  async function build(): Promise<void> {
    tell({ total: await beginRebuild(generation) });
    for (let after = '', done = false; !done; ) {
      const copied = await copyRestaurants({ generation, after });
      ({ after, done } = copied);
      tell({
        restaurants: progress.restaurants + copied.restaurants,
        items: progress.items + copied.items,
      });
    }
    await CancellationScope.nonCancellable(() => swapIndexes(generation));
  }

  try {
    await build();
  } catch (error) {
    tell({ state: 'failed' });
    await CancellationScope.nonCancellable(() => abandonRebuild(generation));
    throw error;
  }
  tell({ state: 'swapped' });
  await CancellationScope.nonCancellable(async () => {
    await sleep(retireAfterSeconds * 1000, {
      summary: 'what was being written to the old indexes comes to its end',
    });
    await retireIndexes();
  });
  tell({ state: 'done' });
  return progress;
}
