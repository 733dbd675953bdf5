import { setTimeout as sleep } from 'node:timers/promises';

/** A NOTIFY may be lost with its connection; this is how long work can wait then. */
const POLL_MS = 2_000;
const RETRY_MS = 1_000;

/**
 * Works until stopped: at once when woken, every two seconds in any case, again after a pause when it fails.
 * @param step does some of the work and says how much it was; 0 when there was nothing to do
 */
export function runLoop(step: () => Promise<number>, onError: (error: unknown) => void) {
  const stopped = new AbortController();
  let woken = false;
  let wake = () => {};

  /** Until the time is over, the loop is stopped, or, if it may be, woken. */
  async function pause(ms: number, mayWake: boolean): Promise<void> {
    if (stopped.signal.aborted || (mayWake && woken)) return;
    const woke = new AbortController();
    if (mayWake) wake = () => woke.abort();
    const signal = AbortSignal.any([stopped.signal, woke.signal]);
    await sleep(ms, undefined, { signal }).catch(() => {}); // cut short
  }

  const loop = async () => {
    while (!stopped.signal.aborted) {
      woken = false;
      try {
        if ((await step()) > 0) continue;
        await pause(POLL_MS, true);
      } catch (error) {
        onError(error);
        await pause(RETRY_MS, false);
      }
    }
  };
  const done = loop();
  return {
    wake() {
      woken = true;
      wake();
    },
    /** Lets the step that runs come to its end. */
    async close() {
      stopped.abort();
      await done;
    },
  };
}
