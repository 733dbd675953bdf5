import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';

const AT_ONCE = 500;
/** A message that is so much overdue has lost its workflow, which is started anew. */
const OVERDUE_MINUTES = 3;
/** How long the log is kept. */
const KEEP_DAYS = 30;
const FORGOTTEN_AT_ONCE = 5_000;

type Tell = (endpointId: string) => Promise<void>;
type Claimed = { id: string; endpoint_id: string };

/**
 * Tells the workflows of these messages' endpoints. Whom it could not tell is told again with the next call.
 * @throws the first error, when all is done
 */
async function tellAll(db: Db, claimed: Claimed[], tell: Tell): Promise<number> {
  const endpoints = [...new Set(claimed.map((message) => message.endpoint_id))];
  const results = await Promise.allSettled(endpoints.map(tell));
  const failed = new Set(endpoints.filter((_, index) => results[index]?.status === 'rejected'));
  if (failed.size === 0) return claimed.length;
  const untold = claimed.filter((message) => failed.has(message.endpoint_id)).map(({ id }) => id);
  await sql`update webhook_messages set told_at = null where id = any(${untold}::text[])`.execute(db);
  throw (results.find((result) => result.status === 'rejected') as PromiseRejectedResult).reason;
}

/**
 * Hands messages to the workflows of their endpoints that none has heard of. They are marked before that, and nothing is locked
 * while Temporal is asked; who dies in between leaves them to `tellOfOverdue`.
 * @param tell starts or wakes the workflow of an endpoint
 * @returns how many messages there were
 */
export async function tellOfMessages(db: Db, tell: Tell): Promise<number> {
  const { rows } = await sql<Claimed>`
    update webhook_messages set told_at = now() where id in (
      select id from webhook_messages where status = 'PENDING' and told_at is null
        order by seq limit ${AT_ONCE} for update skip locked)
    returning id, endpoint_id`.execute(db);
  return tellAll(db, rows, tell);
}

/** The same for those that are long overdue: the workflow that had heard of them is lost. */
export async function tellOfOverdue(db: Db, tell: Tell): Promise<number> {
  const { rows } = await sql<Claimed>`
    update webhook_messages set told_at = now() where id in (
      select m.id from webhook_messages m join webhook_endpoints e on e.id = m.endpoint_id
        where m.status = 'PENDING' and m.told_at is not null and e.disabled is null
          and m.due_at < now() - make_interval(mins => ${OVERDUE_MINUTES})
          and greatest(m.told_at, e.resting_until) < now() - make_interval(mins => ${OVERDUE_MINUTES})
        order by m.due_at limit ${AT_ONCE} for update of m skip locked)
    returning id, endpoint_id`.execute(db);
  return tellAll(db, rows, tell);
}

/** Forgets messages of a month ago, and their tries. */
export async function forgetMessages(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      delete from webhook_messages where id in (
        select id from webhook_messages where created_at < now() - make_interval(days => ${KEEP_DAYS})
          order by created_at limit ${FORGOTTEN_AT_ONCE})
      returning 1`.execute(db);
    if (rows.length < FORGOTTEN_AT_ONCE) return;
  }
}
