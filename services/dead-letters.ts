import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../adapters/postgres/index.ts';
import type { DeadLetters } from '../adapters/postgres/schema.ts';
import type { DeadLetter, DeadLetterQuery } from '../contracts/dead-letters.ts';
import { DomainError } from '../domain/errors.ts';
import { recordAction } from './operations/audit.ts';
import { toPage } from './page.ts';

/** The relay's own names among the consumers. */
export const RELAY = { kafka: 'relay-kafka', realtime: 'relay-realtime' } as const;

const SHOWN = 10_000;

/**
 * Keeps what cannot be taken until somebody decides. A letter that comes back after a replay is the same one, open again.
 * @param letter `body` as it was on the wire
 */
export async function setAside(
  tx: Db | Tx,
  letter: { consumer: string; eventId: string; topic: string; body: string; error: string },
): Promise<void> {
  const { consumer, eventId, topic, error } = letter;
  await tx
    .insertInto('dead_letters')
    .values({
      consumer,
      event_id: eventId,
      topic,
      // PostgreSQL cannot store NUL, and nothing that is an event has one.
      body: letter.body.replaceAll('\0', ''),
      error: error.replaceAll('\0', ''),
    })
    .onConflict((conflict) =>
      conflict.columns(['consumer', 'event_id']).doUpdateSet((eb) => ({
        status: 'OPEN',
        error: eb.ref('excluded.error'),
        failures: sql<number>`dead_letters.failures + 1`,
        failed_at: sql<Date>`now()`,
      })),
    )
    .execute();
}

const show = (row: Selectable<DeadLetters>): DeadLetter => ({
  id: row.id,
  consumer: row.consumer,
  eventId: row.event_id,
  topic: row.topic,
  body: row.body.slice(0, SHOWN),
  error: row.error,
  status: row.status as DeadLetter['status'],
  failures: row.failures,
  failedAt: row.failed_at.toISOString(),
  touchedBy: row.touched_by,
  touchedAt: row.touched_at?.toISOString() ?? null,
  note: row.note,
});

/** Letters are tried again by whoever could not take them: the relay finds its events unsent, a consumer looks for its letters. */
async function replay(
  db: Db,
  by: string,
  which: { id: number } | { consumer: string },
): Promise<Selectable<DeadLetters>[]> {
  return db.transaction().execute(async (tx) => {
    const letters = await tx
      .updateTable('dead_letters')
      .set({ status: 'REPLAYING', touched_by: by, touched_at: new Date() })
      .where('status', '=', 'OPEN')
      .where((eb) => eb.and(which))
      .returningAll()
      .execute();
    for (const [sink, mark] of [
      ['kafka', 'kafka_at'],
      ['realtime', 'realtime_at'],
    ] as const) {
      const mine = letters.filter(({ consumer }) => consumer === RELAY[sink]);
      if (mine.length === 0) continue;
      await tx
        .updateTable('outbox')
        .set({ [mark]: null })
        .where(
          'event_id',
          'in',
          mine.map((letter) => letter.event_id),
        )
        .execute();
      // If it is refused again, it comes back as open.
      await tx
        .updateTable('dead_letters')
        .set({ status: 'REPLAYED' })
        .where(
          'id',
          'in',
          mine.map((letter) => letter.id),
        )
        .execute();
      await sql`select pg_notify('outbox', '')`.execute(tx);
    }
    if (letters.length > 0) {
      await recordAction(tx, {
        actorId: by,
        action: 'replay-dead-letters',
        subject: 'id' in which ? `dead-letter:${which.id}` : `consumer:${which.consumer}`,
        after: { replaying: letters.length },
      });
    }
    return letters;
  });
}

/** What operators do with events that could not be taken. Every action may be repeated. */
export function createDeadLetterService({ db }: { db: Db }) {
  async function read(id: number): Promise<DeadLetter> {
    const row = await db.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row)
      throw new DomainError(
        'not-found',
        'There is no such dead letter. GET /v1/admin/dead-letters lists them.',
      );
    return show(row);
  }

  return {
    read,

    /** Newest first. */
    async list({ status, consumer, limit, starting_after: after }: DeadLetterQuery) {
      const rows = await db
        .selectFrom('dead_letters')
        .selectAll()
        .where('status', '=', status)
        .$if(consumer !== undefined, (query) => query.where('consumer', '=', consumer as string))
        .$if(after !== undefined, (query) => query.where('id', '<', after as number))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(rows, limit, show);
    },

    /** Has an open letter tried again; one that is not open stays as it is. @throws DomainError `not-found` */
    async replay(id: number, by: string): Promise<DeadLetter> {
      await replay(db, by, { id });
      return read(id);
    },

    /** Has all open letters of a consumer tried again. @returns how many */
    async replayAll(consumer: string, by: string): Promise<number> {
      return (await replay(db, by, { consumer })).length;
    },

    /** Closes an open letter for good. @throws DomainError `not-found`, `dead-letter-closed` when it went through meanwhile */
    async discard(id: number, by: string, reason: string): Promise<DeadLetter> {
      await db.transaction().execute(async (tx) => {
        const discarded = await tx
          .updateTable('dead_letters')
          .set({ status: 'DISCARDED', touched_by: by, touched_at: new Date(), note: reason })
          .where('id', '=', id)
          .where('status', '=', 'OPEN')
          .returning('id')
          .executeTakeFirst();
        if (!discarded) return;
        const subject = `dead-letter:${id}`;
        await recordAction(tx, { actorId: by, action: 'discard-dead-letter', subject, reason });
      });
      const letter = await read(id);
      if (letter.status !== 'DISCARDED')
        throw new DomainError(
          'dead-letter-closed',
          'It was replayed meanwhile. Look at it again before you decide.',
        );
      return letter;
    },
  };
}
export type DeadLetterService = ReturnType<typeof createDeadLetterService>;
