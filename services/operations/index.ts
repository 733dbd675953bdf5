import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type {
  ActionQuery,
  OperatorActionName,
  OperatorPause,
  PauseChange,
  StuckQuery,
} from '../../contracts/operations.ts';
import type { Flag } from '../../domain/flags.ts';
import type { Forget } from '../restaurant/forget.ts';
import { type AuditEntry, actOnce, type By, recordAction } from './audit.ts';
import { readCircuits } from './circuits.ts';
import { listFlags, setFlag } from './flags.ts';
import { listPauses, listZones, pauseScope, resumeScope, type Scope } from './pauses.ts';
import { readActions } from './read-actions.ts';
import { readStory } from './story.ts';
import { listStuck } from './stuck.ts';

export type { By, Scope };

/** What operators see and do, apart from single orders' moves and money, which go through their workflows. */
export function createOperationsService(deps: {
  db: Db;
  redis: RedisClient;
  keys: RedisKeys;
  forget: Forget;
  acceptWithinSeconds: number;
}) {
  const { db, forget, acceptWithinSeconds } = deps;

  async function afterwards(change: ReturnType<typeof pauseScope>): Promise<{ pause: OperatorPause | null }> {
    const { pause, versions } = await change;
    await Promise.all(versions.map(forget));
    return { pause };
  }

  return {
    stuck: (query: StuckQuery) => listStuck(db, query, acceptWithinSeconds),
    story: (orderId: string) => readStory(db, orderId, acceptWithinSeconds),
    actions: (query: ActionQuery) => readActions(db, query),
    record: (entry: AuditEntry) => recordAction(db, entry),
    /** Writes down what has no transaction of ours and may be asked for again. @throws DomainError `idempotency-key-reused` */
    async recordOnce(by: By, action: OperatorActionName, subject: string): Promise<void> {
      await actOnce(db, by, { action, subject, request: {} }, async () => ({
        before: undefined,
        after: undefined,
      }));
    },

    zones: () => listZones(db),
    pauses: () => listPauses(db),
    pause: (scope: Scope, body: PauseChange, by: By) => afterwards(pauseScope(db, scope, body, by)),
    resume: (scope: Scope, by: By) => afterwards(resumeScope(db, scope, by)),

    flags: () => listFlags(db),
    async setFlag(name: Flag, enabled: boolean, by: By) {
      await setFlag(db, name, enabled, by);
      return listFlags(db);
    },
    circuits: () => readCircuits(deps),
  };
}
export type OperationsService = ReturnType<typeof createOperationsService>;
