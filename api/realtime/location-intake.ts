import type { Report } from '../../services/delivery/locations.ts';

/** Positions are collected this long and written in one round trip. */
const TICK_MS = 200;

/** Keeps the latest position of each partner and hands all of them on once a tick. */
export function createLocationIntake(
  write: (reports: Report[]) => Promise<unknown>,
  onError: (error: unknown) => void,
) {
  let latest = new Map<string, Report>();
  const timer = setInterval(() => {
    if (latest.size === 0) return;
    const reports = [...latest.values()];
    latest = new Map();
    // Lost positions are not retried: the next heartbeat is at most ten seconds away.
    write(reports).catch(onError);
  }, TICK_MS);
  return {
    add: (report: Report) => void latest.set(report.partnerId, report),
    /** What was not written yet need not be: the partner has gone. */
    drop: (partnerId: string) => void latest.delete(partnerId),
    close: () => clearInterval(timer),
  };
}
export type LocationIntake = ReturnType<typeof createLocationIntake>;
