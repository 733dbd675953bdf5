import type { Db } from '../../adapters/postgres/index.ts';
import { within } from '../../adapters/within.ts';
import type { FeatureFlag } from '../../contracts/operations.ts';
import { FLAG_NAMES, FLAGS, type Flag, type Flags } from '../../domain/flags.ts';
import { actOnce, type By } from './audit.ts';

/** A switch takes effect everywhere within this time. */
const LIVE_MS = 2_000;
/** Nobody waits longer than this for a database that is away: what was known last counts then. */
const PATIENCE_MS = 300;

/** The flags as this process reads them: once in two seconds at most, and as they were when the database is away. */
export function createFlags(db: Db): Flags {
  let off = new Set<string>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    try {
      const rows = await db.selectFrom('feature_flags').select('name').where('enabled', '=', false).execute();
      off = new Set(rows.map(({ name }) => name));
    } catch {
      // As it was; the request that asked will meet the same outage where it matters.
    } finally {
      readAt = performance.now();
      reading = undefined;
    }
  }

  return {
    async isOn(flag: Flag): Promise<boolean> {
      if (performance.now() - readAt > LIVE_MS) {
        reading ??= refresh();
        await within(PATIENCE_MS, reading, 'not read').catch(() => {});
      }
      return !off.has(flag);
    },
  };
}

/** Every flag, also those that nobody ever touched. */
export async function listFlags(db: Db): Promise<FeatureFlag[]> {
  const rows = await db.selectFrom('feature_flags').selectAll().execute();
  return FLAG_NAMES.map((name) => {
    const row = rows.find((candidate) => candidate.name === name);
    return {
      name,
      enabled: row?.enabled ?? true,
      description: FLAGS[name],
      changedBy: row?.actor_id ?? null,
      changedAt: row?.changed_at.toISOString() ?? null,
    };
  });
}

/** Switches a flag on or off. @throws DomainError `idempotency-key-reused` */
export async function setFlag(db: Db, name: Flag, enabled: boolean, by: By): Promise<void> {
  await actOnce(db, by, { action: 'set-flag', subject: `flag:${name}`, request: { enabled } }, async (tx) => {
    const former = await tx
      .selectFrom('feature_flags')
      .select('enabled')
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst();
    const row = { enabled, actor_id: by.actorId, changed_at: new Date() };
    await tx
      .insertInto('feature_flags')
      .values({ name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
    return { before: { enabled: former?.enabled ?? true }, after: { enabled } };
  });
}
