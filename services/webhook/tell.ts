import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';

const AT_ONCE = 1_000;
/** A message that is so much overdue has lost its workflow, which is started anew. */
const OVERDUE_MINUTES = 3;
/** How long the log is kept. */
const KEEP_DAYS = 30;
const FORGOTTEN_AT_ONCE = 10_000;

/**
 * Hands messages to the workflows of their endpoints: those that no workflow has heard of, and those that are long overdue.
 * @param tell starts or wakes the workflow of an endpoint; while it fails, nobody counts as told
 * @returns how many messages there were
 */
export const tellOfMessages = (db: Db, tell: (endpointId: string) => Promise<void>): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ endpoint_id: string }>`
      update webhook_messages set told_at = now() where id in (
        select m.id from webhook_messages m join webhook_endpoints e on e.id = m.endpoint_id
          where m.status = 'PENDING' and e.disabled is null
            and (m.told_at is null or greatest(m.told_at, m.due_at) < now() - make_interval(mins => ${OVERDUE_MINUTES}))
          order by m.seq limit ${AT_ONCE} for update of m skip locked)
      returning endpoint_id`.execute(tx);
    await Promise.all([...new Set(rows.map((row) => row.endpoint_id))].map(tell));
    return rows.length;
  });

/** Forgets messages that ended a month ago, and their tries. */
export async function forgetMessages(db: Db): Promise<void> {
  await sql`delete from webhook_messages where id in (
    select id from webhook_messages where status <> 'PENDING'
      and created_at < now() - make_interval(days => ${KEEP_DAYS}) limit ${FORGOTTEN_AT_ONCE})`.execute(db);
}
