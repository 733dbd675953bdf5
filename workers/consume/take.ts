import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { isOutage } from '../../api/outage.ts';
import type { EventOf, Topic } from '../../contracts/events.ts';

/** What a consumer is: all else, repetitions, retries, dead letters and rebalances, is `consume`'s. */
export type Consumer<T extends Topic> = {
  /** Its group in Kafka; other processes of the same name share its work. */
  name: string;
  topics: readonly T[];
  /**
   * Takes new events, in order per aggregate, in one transaction with the note that they were taken. What it writes through `tx`
   * happens once; what it does elsewhere must bear a repetition.
   */
  handle(events: EventOf<T>[], tx: Tx): Promise<void>;
};

/** Thrown by a handler for what no second try will mend: the event becomes a dead letter at once. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless';
}

/** Names of the search engine's errors when it cannot be reached. */
const SEARCH_AWAY = new Set(['ConnectionError', 'TimeoutError', 'NoLivingConnectionsError']);
const BUSY = new Set([429, 502, 503, 504]);

/** Whether an error says that a server is away: then every event would fail, and all wait instead. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    isOutage(error) ||
    SEARCH_AWAY.has(error.name) ||
    BUSY.has((error as { statusCode?: number }).statusCode ?? 0)
  );
}

export type Failed<E> = { event: E; error: Error };

/** A handler may wait for a slow server; PostgreSQL would end the transaction after 15 s. */
const HANDLE_WITHIN_MS = 120_000;

/**
 * Lets a consumer take those of the events that it has not taken before. When several cannot be taken together, each is tried by
 * itself. @returns those that failed, each with its error
 * @throws what says that a server is away
 */
export async function take<T extends Topic>(
  db: Db,
  consumer: Consumer<T>,
  events: EventOf<T>[],
  log: Logger,
): Promise<Failed<EventOf<T>>[]> {
  const { name, handle } = consumer;
  const attempt = () =>
    db.transaction().execute(async (tx) => {
      await sql`select set_config('idle_in_transaction_session_timeout', ${String(HANDLE_WITHIN_MS)}, true)`.execute(
        tx,
      );
      const ids = [...new Set(events.map(({ id }) => id))];
      // Who takes the same event at the same time waits here until the other has committed or given up.
      const { rows } = await sql<{ event_id: string }>`
        insert into consumed_events (consumer, event_id)
          select ${name}, id from unnest(${ids}::text[]) id order by id
          on conflict do nothing returning event_id`.execute(tx);
      const fresh = new Set(rows.map((row) => row.event_id));
      const first = events.filter(({ id }) => fresh.delete(id));
      if (first.length > 0) await handle(first, tx);
    });

  if (events.length === 0) return [];
  try {
    await attempt();
    return [];
  } catch (error) {
    if (isAway(error)) throw error;
    if (events.length === 1) {
      const [event] = events as [EventOf<T>];
      log.warn({ err: error, consumer: name, eventId: event.id }, 'an event could not be taken');
      return [{ event, error: error as Error }];
    }
  }
  const failed: Failed<EventOf<T>>[] = [];
  for (const event of events) failed.push(...(await take(db, consumer, [event], log)));
  return failed;
}
