import type { RedisKeys } from '../../adapters/redis/index.ts';
import type { OptionalRedis } from '../../adapters/redis/optional.ts';

/** Hears the ids of logins that have ended. */
type Hearer = (loginIds: readonly string[]) => void;

/**
 * Word of logins that have ended, sessions (`ses_…`) and service keys (`key_…`), among all processes. A word may be lost with
 * Redis, so whoever hears it must also look from time to time.
 */
export function createEndings({ redis, keys }: { redis: OptionalRedis; keys: RedisKeys }) {
  const hearers: Hearer[] = [];
  const hear: Hearer = (loginIds) => {
    for (const hearer of hearers) hearer(loginIds);
  };
  return {
    onEnded: (hearer: Hearer) => void hearers.push(hearer),

    /** Here at once, elsewhere as soon as Redis brings it. */
    async tell(loginIds: readonly string[]): Promise<void> {
      if (loginIds.length === 0) return;
      hear(loginIds);
      await redis.ask((client) => client.publish(keys.loginsEnded, JSON.stringify(loginIds)));
    },

    /** What another process has said under `keys.loginsEnded`. */
    heard: (message: string): void => hear(JSON.parse(message) as string[]),
  };
}
export type Endings = ReturnType<typeof createEndings>;
