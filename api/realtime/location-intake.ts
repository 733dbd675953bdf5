import type { Position } from '../../domain/geo.ts';

/** Positions are collected this long and written in one round trip. */
const TICK_MS = 200;

/** Keeps the latest position of each partner and hands all of them on once a tick. */
export function createLocationIntake(
  write: (batch: { partnerId: string; position: Position }[]) => Promise<void>,
  onError: (error: unknown) => void,
) {
  let latest = new Map<string, Position>();
  const timer = setInterval(() => {
    if (latest.size === 0) return;
    const batch = [...latest].map(([partnerId, position]) => ({ partnerId, position }));
    latest = new Map();
    // Lost positions are not retried: the next heartbeat is at most ten seconds away.
    write(batch).catch(onError);
  }, TICK_MS);
  return {
    add: (partnerId: string, position: Position) => void latest.set(partnerId, position),
    close: () => clearInterval(timer),
  };
}
export type LocationIntake = ReturnType<typeof createLocationIntake>;
