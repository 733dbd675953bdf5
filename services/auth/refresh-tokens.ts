import { createHash, createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../adapters/postgres/index.ts';

/** An answer may be lost on its way, so whoever asks again so soon gets the same one. */
const GRACE_SECONDS = 10;

/** Told apart from access tokens and service keys at sight, also by programs that look for leaked secrets. */
const PREFIX = 'tfr_';
const BYTES = 32;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** What follows a token: neither the token alone nor the salt in the database alone leads to it. */
const successorOf = (token: string, salt: Buffer) =>
  PREFIX + createHmac('sha256', token).update(salt).digest('base64url');

/** The first refresh token of a session. */
export async function issueRefreshToken(tx: Tx, sessionId: string): Promise<string> {
  const token = PREFIX + randomBytes(BYTES).toString('base64url');
  await tx
    .insertInto('refresh_tokens')
    .values({ hash: hashOf(token), session_id: sessionId })
    .execute();
  return token;
}

/** `reused`: it was used before, and not just now, so somebody else may have it. */
export type Exchanged =
  | { outcome: 'unknown' }
  | { outcome: 'reused'; sessionId: string }
  | { outcome: 'exchanged'; sessionId: string; next: string };

/** Exchanges a refresh token for its successor. Callers with the same token take turns; within the grace all get the same one. */
export async function exchangeRefreshToken(tx: Tx, token: string): Promise<Exchanged> {
  const row = await tx
    .selectFrom('refresh_tokens')
    .select([
      'session_id',
      'salt',
      sql<boolean>`used_at > clock_timestamp() - make_interval(secs => ${GRACE_SECONDS})`.as('justUsed'),
    ])
    .where('hash', '=', hashOf(token))
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { outcome: 'unknown' };
  const { session_id: sessionId } = row;

  if (row.salt) {
    const next = successorOf(token, row.salt);
    const successor = await tx
      .selectFrom('refresh_tokens')
      .select('used_at')
      .where('hash', '=', hashOf(next))
      .executeTakeFirst();
    // Whoever has used the successor has had the answer, and has no reason to come again with this.
    if (!row.justUsed || successor?.used_at) return { outcome: 'reused', sessionId };
    return { outcome: 'exchanged', sessionId, next };
  }

  const salt = randomBytes(BYTES);
  const next = successorOf(token, salt);
  await tx
    .updateTable('refresh_tokens')
    .set({ used_at: sql<Date>`clock_timestamp()`, salt })
    .where('hash', '=', hashOf(token))
    .execute();
  await tx
    .insertInto('refresh_tokens')
    .values({ hash: hashOf(next), session_id: sessionId })
    .execute();
  return { outcome: 'exchanged', sessionId, next };
}
