import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../../adapters/postgres/index.ts';
import { relayLane, type Sink } from './lanes.ts';

/** A NOTIFY may be lost with its connection; this is how long an event can wait then. */
const POLL_MS = 2_000;
const RETRY_MS = 1_000;

/** Runs a sink until stopped: at once when woken, every two seconds in any case, again after a pause when it fails. */
export function runSink(db: Db, sink: Sink, log: Logger) {
  const stopped = new AbortController();
  let woken = false;
  let wake = () => {};

  /** Until the time is over, the sink is stopped, or, if it may be, woken. */
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
        if ((await relayLane(db, sink)) > 0) continue;
        await pause(POLL_MS, true);
      } catch (error) {
        log.warn({ err: error, sink: sink.name }, 'events wait in the outbox');
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
    async close() {
      stopped.abort();
      await done;
      await sink.close();
    },
  };
}
