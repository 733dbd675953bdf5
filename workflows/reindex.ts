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

const { beginRebuild, swapIndexes, retireIndexes, abandonRebuild } = proxyActivities<SearchActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
/** Tells how far it is, and after a crash goes on from there. Cancelled, it is waited for: it must not write to what is taken away. */
const { copyRestaurants } = proxyActivities<SearchActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1s', maximumInterval: '1m' },
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
    // To its end: an index that is being made cannot be taken away yet.
    tell({ total: await CancellationScope.nonCancellable(() => beginRebuild(generation)) });
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
