import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { OperatorActionName } from '../../contracts/operations.ts';
import { DomainError } from '../../domain/errors.ts';
import { veiledKey } from '../ids.ts';

/** Who does something, why, and under which Idempotency-Key. */
export type By = { actorId: string; reason?: string | undefined; key?: string | undefined };

export type AuditEntry = {
  actorId: string | undefined;
  action: OperatorActionName;
  subject: string;
  reason?: string | undefined;
  before?: unknown;
  after?: unknown;
  /** What a repetition is known by. */
  once?: { key: string; requestHash: string } | undefined;
};

/** What comes without an actor was said with the CLI or the UI. */
const BY_HAND = 'by hand in Temporal';
const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** Writes what an operator did, in the transaction that does it. One that was made before must not come here again. */
export async function recordAction(tx: Tx | Db, entry: AuditEntry): Promise<void> {
  const { actorId = BY_HAND, action, subject, reason, before, after, once } = entry;
  await tx
    .insertInto('operator_actions')
    .values({
      actor_id: actorId,
      action,
      subject,
      reason: reason ?? null,
      before: json(before),
      after: json(after),
      key: once?.key ?? null,
      request_hash: once?.requestHash ?? null,
    })
    .execute();
}

const hash = (request: unknown) => createHash('sha256').update(JSON.stringify(request)).digest('base64url');

/**
 * Does something once for each actor and key, with its entry in the log in the same transaction. Repeated, it changes nothing
 * and returns what the first time brought about. Two at once wait for each other on the actor's key.
 * @param act makes the change and says what there was and what there is now
 * @returns what there is now
 * @throws DomainError `idempotency-key-reused` when the key was used for something else
 */
export async function actOnce<After>(
  db: Db,
  { actorId, reason, key }: By,
  done: { action: OperatorActionName; subject: string; request: unknown },
  act: (tx: Tx) => Promise<{ before: unknown; after: After }>,
): Promise<{ after: After; isRepeated: boolean }> {
  const { action, subject } = done;
  const requestHash = hash([action, subject, done.request, reason]);
  const veiled = key === undefined ? undefined : veiledKey(actorId, key);
  return db.transaction().execute(async (tx) => {
    const earlier = veiled === undefined ? undefined : await earlierUnder(tx, actorId, veiled);
    if (earlier) {
      if (earlier.request_hash === requestHash) return { after: earlier.after as After, isRepeated: true };
      throw new DomainError(
        'idempotency-key-reused',
        'This Idempotency-Key was used for another action. Use a new key.',
      );
    }
    const { before, after } = await act(tx);
    const once = veiled === undefined ? undefined : { key: veiled, requestHash };
    await recordAction(tx, { actorId, action, subject, reason, before, after, once });
    return { after, isRepeated: false };
  });
}

async function earlierUnder(tx: Tx, actorId: string, key: string) {
  // Of two requests under one key the second waits here, and finds the first one's entry.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`operator:${actorId}:${key}`}, 0))`.execute(tx);
  return tx
    .selectFrom('operator_actions')
    .select(['request_hash', 'after'])
    .where('actor_id', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirst();
}
