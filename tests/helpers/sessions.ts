import type { Db } from '../../adapters/postgres/index.ts';
import { redisKeys } from '../../adapters/redis/index.ts';
import { openOptionalRedis } from '../../adapters/redis/optional.ts';
import type { Config } from '../../config.ts';
import { createEndings } from '../../services/auth/endings.ts';
import { createSessions } from '../../services/auth/sessions.ts';
import { createTokens } from '../../services/auth/tokens.ts';

/** Sessions as the API makes them, for people of whom a test needs no login. */
export async function openSessions(config: Config, db: Db) {
  const tokens = await createTokens(config.auth, config.environment);
  const redis = openOptionalRedis(config.redis);
  const keys = redisKeys(config.redis.prefix);
  return {
    tokens,
    sessions: createSessions({
      db,
      redis,
      keys,
      tokens,
      endings: createEndings({ redis, keys }),
      days: config.auth.sessionDays,
    }),
    close: redis.close,
  };
}
