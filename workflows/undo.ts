import { log } from '@temporalio/workflow';

/**
 * Compensation: each step registers how to take it back before it is made, since a step whose answer is lost may have
 * happened. `run` takes the steps back in reverse; the caller keeps it out of reach of cancellation.
 */
export function createUndo() {
  const steps: (() => Promise<void>)[] = [];
  return {
    before(step: () => Promise<void>) {
      steps.push(step);
    },
    async run() {
      for (const step of steps.reverse()) {
        try {
          await step();
        } catch (error) {
          // One step that cannot be taken back must not keep the others from it.
          log.error('compensation failed', { error });
        }
      }
    },
  };
}
