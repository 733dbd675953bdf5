import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Config } from '../../config.ts';
import type { DB } from './schema.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

const { Pool, types } = pg;

/** Counts, sums of cents and row numbers stay far below 2^53; anything else would be a bug worth stopping for. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}

/** The server gives up before the client does, so that a client's time-out is rarely an unknown outcome. */
function openPool(
  connectionString: string,
  max: number,
  { settings = [], statementMs = 8_000 }: { settings?: string[]; statementMs?: number } = {},
) {
  const pool = new Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    // No compiling: every query touches a few rows, and one whose cost is guessed too high would take 100 ms longer.
    options: [
      `statement_timeout=${statementMs}`,
      'idle_in_transaction_session_timeout=15000',
      'jit=off',
      ...settings,
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
    query_timeout: statementMs + 2_000,
    types: {
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? parseBigint : types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks (a failover, a restart) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The pool listens only while a connection is idle; one that breaks in use fails its query, which is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export type Postgres = { db: Db; reads: Db; close(): Promise<void> };

/**
 * Opens the pools: `db` for writes and decisions, `reads` for answers that may lag a moment.
 * Connections are made on first use; a wrong address shows as an error of the first query.
 * @param settings PostgreSQL's own, such as `enable_seqscan=off`, for all connections
 */
export function openPostgres(config: Config['postgres'], settings: string[] = []): Postgres {
  const connect = (url: string) =>
    new Kysely<DB>({ dialect: new PostgresDialect({ pool: openPool(url, config.poolSize, { settings }) }) });
  const db = connect(config.url);
  const reads = config.readUrl === config.url ? db : connect(config.readUrl);
  return {
    db,
    reads,
    async close() {
      await db.destroy();
      if (reads !== db) await reads.destroy();
    },
  };
}

/** As many reports at once as leave the rest of the database alone. */
const REPORT_CONNECTIONS = 2;

/** Opens the pool for reports: apart from the others, slow, and never used to decide. */
export function openReports(config: Config['postgres']): { reports: Db; close(): Promise<void> } {
  const pool = openPool(config.reportsUrl, REPORT_CONNECTIONS, { statementMs: config.reportsSeconds * 1000 });
  const reports = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { reports, close: () => reports.destroy() };
}

/** Calls `onNotify` for each NOTIFY on `channel` over a connection of its own, and again after it had to reconnect. */
export function listen(config: Config['postgres'], channel: string, onNotify: () => void) {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const retry = () => {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, 500);
  };
  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: config.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = fresh;
    fresh.on('error', retry);
    fresh.on('end', retry);
    fresh.on('notification', onNotify);
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      onNotify();
    } catch {
      await fresh.end().catch(() => {});
      retry();
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
