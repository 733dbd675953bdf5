import { sql } from 'kysely';
import type { Db, Tx } from '../adapters/postgres/index.ts';
import { currentTrace } from '../adapters/telemetry/tracing.ts';
import type { OutboxLag } from '../contracts/dead-letters.ts';
import type { NewEvent, Topic } from '../contracts/events.ts';

/**
 * Writes an event in the transaction of the change it tells of. The relay brings it to Kafka and to the sockets of
 * `recipients` (ids of customers, restaurants, partners); a crash after commit loses neither.
 */
export async function publish<T extends Topic>(
  tx: Tx,
  topic: T,
  event: NewEvent<T>,
  recipients: string[] = [],
) {
  const { id, aggregateId, type, data } = event;
  await tx
    .insertInto('outbox')
    .values({
      event_id: id,
      topic,
      aggregate_id: aggregateId,
      type,
      data: JSON.stringify(data),
      recipients,
      // Nobody's socket: the relay need not look at it a second time.
      realtime_at: recipients.length === 0 ? new Date() : null,
      trace: currentTrace(),
    })
    .execute();
}

/**
 * How far behind the relay is, for each of its sinks: events that were committed and not yet sent, and since when the oldest of
 * them waits. Counting stops at 100,000.
 */
export async function readOutboxLag(db: Db): Promise<OutboxLag> {
  const lagOf = async (mark: 'kafka_at' | 'realtime_at') => {
    const { rows } = await sql<{ waiting: number; oldest: number | null }>`
      select count(*)::int as waiting,
             extract(epoch from clock_timestamp() - min(occurred_at))::double precision as oldest
        from (select occurred_at from outbox where ${sql.ref(mark)} is null limit 100000) as unsent`.execute(
      db,
    );
    const { waiting = 0, oldest } = rows[0] ?? {};
    return { waiting, oldestSeconds: Math.max(0, oldest ?? 0) };
  };
  const [kafka, realtime] = await Promise.all([lagOf('kafka_at'), lagOf('realtime_at')]);
  return { kafka, realtime };
}

/** How long events are kept after they were sent: longer than anybody looks for what became of one. */
const KEEP_DAYS = 14;
const FORGOTTEN_AT_ONCE = 5_000;

/**
 * Deletes events that were sent two weeks ago, from the oldest on. What waits stays, and so does what a dead letter tells of that
 * may be replayed: the relay sends it from here.
 * @returns how many
 */
export async function forgetSent(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from outbox where id in (
      select id from (
        select id, event_id, occurred_at, kafka_at, realtime_at from outbox order by id limit ${FORGOTTEN_AT_ONCE}) oldest
      where occurred_at < now() - make_interval(days => ${KEEP_DAYS})
        and kafka_at is not null and realtime_at is not null
        and not exists (select from dead_letters letter
          where letter.event_id = oldest.event_id and letter.status in ('OPEN', 'REPLAYING')))
    returning id`.execute(db);
  return rows.length;
}
