import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { LateFailure } from '../../domain/notification/sending.ts';

/**
 * Notes that a notification did not arrive though somebody had taken it, which operators see and may send again. Said again, or of
 * a sending that was not the last one, it changes nothing. Word may come before whoever sends has closed the row, or where nobody
 * knew whether it was sent.
 * @returns the channel of a notification that has failed by it
 */
export async function failLate(db: Db, failure: LateFailure | undefined): Promise<string | undefined> {
  if (!failure) return undefined;
  const { channel, sending, error } = failure;
  const { numUpdatedRows } = await db
    .updateTable('notifications')
    .set({ status: 'FAILED', error, lease_until: null })
    .where('id', '=', sending.id)
    .where('channel', '=', channel)
    // To the millisecond, as the name of a sending has it.
    .where(sql<Date>`date_trunc('milliseconds', expires_at)`, '=', sending.expiresAt)
    .where('status', 'in', ['SENDING', 'SENT', 'UNCERTAIN'])
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? channel : undefined;
}
