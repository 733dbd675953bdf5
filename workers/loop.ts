import { setTimeout as sleep } from 'node:timers/promises';

/** A NOTIFY may be lost with its connection; this is how long work can wait then. */
const POLL_MS = 2_000;
const RETRY_MS = 1_000;

type Step = () => Promise<number>;
/** One that works through steps. `wake` is there while it has nothing to do; `woken` says that there may be more than it saw. */
type Hand = { step: Step; woken: boolean; wake?: (() => void) | undefined };

/**
 * Works until stopped: at once when woken, every two seconds in any case, again after a pause when it fails. With several hands a
 * call wakes one that has nothing to do, and who finds work twice in a row, or fails, calls the next: one event costs one look, a
 * backlog has all of them. What came with the same call as something slow waits for the end of that, or for the next look at the time.
 * @param steps for each hand what does some of the work and says how much it was; 0 when there was nothing to do
 */
export function runHands(steps: Step[], onError: (error: unknown) => void) {
  const stopped = new AbortController();
  const hands: Hand[] = steps.map((step) => ({ step, woken: false }));

  const wakeOne = () => hands.find(({ wake }) => wake)?.wake?.();

  /** Until the time is over, the loop is stopped, or, if it may be, woken. */
  async function pause(hand: Hand, ms: number, mayWake: boolean): Promise<void> {
    if (stopped.signal.aborted || (mayWake && hand.woken)) return;
    const woke = new AbortController();
    if (mayWake) {
      hand.wake = () => {
        hand.wake = undefined;
        woke.abort();
      };
    }
    const signal = AbortSignal.any([stopped.signal, woke.signal]);
    await sleep(ms, undefined, { signal }).catch(() => {}); // cut short
    hand.wake = undefined;
  }

  async function work(hand: Hand): Promise<void> {
    let inARow = 0;
    while (!stopped.signal.aborted) {
      hand.woken = false;
      try {
        inARow = (await hand.step()) > 0 ? inARow + 1 : 0;
        if (inARow > 1) wakeOne();
        if (inARow === 0) await pause(hand, POLL_MS, true);
      } catch (error) {
        inARow = 0;
        wakeOne();
        onError(error);
        await pause(hand, RETRY_MS, false);
      }
    }
  }
  const done = Promise.all(hands.map(work));
  return {
    wake() {
      // Who works may have looked before what this call is about was there.
      for (const hand of hands) hand.woken = hand.wake === undefined;
      wakeOne();
    },
    /** Lets the steps that run come to their end. */
    async close() {
      stopped.abort();
      await done;
    },
  };
}

/** With one hand. */
export const runLoop = (step: Step, onError: (error: unknown) => void) => runHands([step], onError);
