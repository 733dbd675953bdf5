import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { within } from '../../adapters/within.ts';
import { RELAY, setAside } from '../../services/dead-letters.ts';

/**
 * The most that is sent at once. A lane's lock is held meanwhile. Each batch costs five round trips to PostgreSQL, which are a
 * fifth of the work with 500 at once (`npm run bench -- relay`).
 */
export const BATCH = 1_000;
/** Below the 15 s after which PostgreSQL ends an idle transaction, so that whoever hangs loses the lane. */
const SEND_WITHIN_MS = 10_000;

/** An event that waits. */
export type OutboxRow = {
  id: number;
  event_id: string;
  topic: string;
  aggregate_id: string;
  type: string;
  /** The event as it is on the wire: JSON, as PostgreSQL writes it. Parsing it only to write it again would cost as much as sending it. */
  body: string;
  recipients: string[];
  /** The `traceparent` of who wrote it. */
  trace: string | null;
};

/** What became of a batch: all before the last of these was sent or refused; what is in neither is still to be sent. */
export type Outcome = { sent: OutboxRow[]; refused: { row: OutboxRow; reason: string }[] };

/** Where events go. `send` keeps their order and rejects when the other side is away. */
export type Sink = {
  name: 'kafka' | 'realtime';
  send(rows: OutboxRow[]): Promise<Outcome>;
  close(): Promise<void>;
};

const MARK = { kafka: 'kafka_at', realtime: 'realtime_at' } as const;

/** `OutboxRow.body`, with the keys of every event in `contracts/events.ts`. */
const BODY = sql`'{"id":' || to_json(event_id) || ',"aggregateId":' || to_json(aggregate_id)
  || ',"occurredAt":"' || to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","type":' || to_json(type) || ',"data":' || data || '}'`;

/**
 * How the relay wants PostgreSQL to be. Its queries read a queue from its head, along its own index; statistics of an hour ago say
 * nothing about that, and lead the planner to scan everything that was ever sent. And marks need not wait for the disk: one that is
 * lost when PostgreSQL crashes costs a repetition, not an event.
 */
export const QUEUE_SETTINGS = ['enable_bitmapscan=off', 'enable_seqscan=off', 'synchronous_commit=off'];

/** What the index of a sink is ordered by, for the events of a lane. */
const PLACE = sql`(o.lane::bigint << 48 | o.id)`;
const inLane = (lane: RawBuilder<unknown>) =>
  sql`${PLACE} >= ${lane}::bigint << 48 and ${PLACE} < (${lane} + 1)::bigint << 48`;

/** Locks the free lane whose oldest event has waited longest. */
async function claimLane(tx: Tx, sink: Sink): Promise<number | undefined> {
  const { rows } = await sql<{ lane: number }>`
    select l.lane from outbox_lanes l
      cross join lateral (
        select o.id from outbox o
          where ${inLane(sql`l.lane`)} and o.${sql.ref(MARK[sink.name])} is null
          order by ${PLACE} limit 1
      ) oldest
      where l.sink = ${sink.name}
      order by oldest.id limit 1
      for update of l skip locked`.execute(tx);
  return rows[0]?.lane;
}

async function readLane(tx: Tx, sink: Sink, lane: number): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select id, event_id, topic, aggregate_id, type, ${BODY} as body, recipients, trace from outbox o
      where ${inLane(sql`${lane}::int`)} and o.${sql.ref(MARK[sink.name])} is null
      order by ${PLACE} limit ${BATCH}`.execute(tx);
  return rows;
}

/**
 * Takes the oldest unsent events of one lane, sends them in order and marks them, all while the lane is locked. Several
 * processes may do so at once: each has other lanes, and whoever dies leaves its lane and all marks as they were, so that
 * the next one begins where the dead one did. An event may so be sent twice, but never before an earlier one of its order.
 * @returns how many events were done with; 0 when nothing waits in a lane that is free
 */
export function relayLane(db: Db, sink: Sink): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const lane = await claimLane(tx, sink);
    if (lane === undefined) return 0;
    // A statement of its own: it must see what was marked before the lane was ours.
    const rows = await readLane(tx, sink, lane);
    if (rows.length === 0) return 0;
    const { sent, refused } = await within(SEND_WITHIN_MS, sink.send(rows), 'not sent');
    for (const { row, reason } of refused) {
      await setAside(tx, {
        consumer: RELAY[sink.name],
        eventId: row.event_id,
        topic: row.topic,
        body: row.body,
        error: reason,
      });
    }
    const done = [...sent, ...refused.map(({ row }) => row)].map(({ id }) => id);
    await sql`update outbox set ${sql.ref(MARK[sink.name])} = clock_timestamp() where id = any(${done}::bigint[])`.execute(
      tx,
    );
    return done.length;
  });
}
