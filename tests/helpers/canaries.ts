import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { openElasticsearch } from '../../adapters/elasticsearch/index.ts';
import { openKafka } from '../../adapters/kafka/index.ts';
import { openRedis } from '../../adapters/redis/index.ts';
import type { Config } from '../../config.ts';

/**
 * Something that is nowhere else in the world: what kind of data it is, and how it may be written. `whole`: what is too short to be
 * looked for within a text, but may be all of one.
 */
export type Canary = { kind: string; needles: string[]; whole?: string };
/** Where a canary was found. Of a Redis key and the like `place` is the whole of it. */
export type Hit = { store: string; place: string; kind: string; near: string };

/** The base64 of a text wherever it stands in a longer one: its first and last characters depend on what is around it. */
const inBase64 = (text: string) =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.from(`${'x'.repeat(before)}${text}`).toString('base64');
    return encoded.replace(/=+$/, '').slice(before === 0 ? 0 : 4, -2);
  });

export const canary = (kind: string, ...texts: string[]): Canary => ({
  kind,
  needles: texts.flatMap((text) => [text, ...inBase64(text), Buffer.from(text).toString('hex')]),
});

/** Every canary that is in some bytes. */
function hitsIn(store: string, place: string, where: Buffer | string, canaries: Canary[]): Hit[] {
  const bytes = typeof where === 'string' ? Buffer.from(where) : where;
  return canaries.flatMap(({ kind, needles, whole }) => {
    const found = needles.map((needle) => bytes.indexOf(needle)).find((index) => index >= 0);
    const at = found ?? (where === whole ? 0 : undefined);
    if (at === undefined) return [];
    const near = bytes.subarray(Math.max(0, at - 60), at + 120).toString('latin1');
    return [{ store, place, kind, near: near.replaceAll(/[^\x20-\x7e]+/g, '·') }];
  });
}

const CHUNK = 16 * 1024 * 1024;
/** Longer than any needle. */
const OVERLAP = 4_096;

/** Searches a file from a byte on. */
export function searchFile(store: string, place: string, path: string, canaries: Canary[], from = 0): Hit[] {
  if (!existsSync(path)) return [];
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK);
  const found = new Map<string, Hit>();
  try {
    for (let at = from; at < statSync(path).size; at += CHUNK - OVERLAP) {
      const length = readSync(file, chunk, 0, CHUNK, at);
      for (const hit of hitsIn(store, place, chunk.subarray(0, length), canaries)) found.set(hit.kind, hit);
    }
  } finally {
    closeSync(file);
  }
  return [...found.values()];
}

const asBytes = (value: unknown): Buffer | string => {
  if (Buffer.isBuffer(value)) return value;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
};

/** Every column of every table, in every schema of the database. */
// biome-ignore lint/suspicious/noExplicitAny: whatever there is
export async function searchPostgres(db: Kysely<any>, canaries: Canary[]): Promise<Hit[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(
    db,
  );
  const hits: Hit[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(`${schema}.${name}`)}`.execute(db);
    const table = schema === 'public' ? name : `${schema}.${name}`;
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        hits.push(...hitsIn('PostgreSQL', `${table}.${column}`, asBytes(value), canaries));
  }
  return hits;
}

/** Writes down every command that Redis is given from now on, so that what lives for a moment is seen, too. */
export async function watchRedis(config: Config['redis']) {
  const redis = openRedis(config);
  if (redis.isCluster) throw new Error('This looks at one server.');
  const monitor = await (redis as unknown as { monitor(): Promise<NodeJS.EventEmitter> }).monitor();
  const commands: string[][] = [];
  monitor.on('monitor', (_time: string, command: string[]) => {
    if (command.some((part) => part.startsWith(config.prefix))) commands.push(command);
  });
  return {
    /** A key, or a channel, with what was done to it. */
    search: (canaries: Canary[]): Hit[] =>
      commands.flatMap((command) => {
        const key = command.find((part) => part.startsWith(config.prefix))?.slice(config.prefix.length) ?? '';
        return hitsIn('Redis', key, command.join(' '), canaries);
      }),
    close() {
      (monitor as unknown as { disconnect(): void }).disconnect();
      redis.disconnect();
    },
  };
}

/** Every message of every topic of the installation, with keys and headers. */
export async function searchKafka(config: Config['kafka'], canaries: Canary[]): Promise<Hit[]> {
  const kafka = openKafka(config, 'canaries');
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(config.prefix));
  let left = 0;
  for (const topic of topics)
    for (const { high, low } of await admin.fetchTopicOffsets(topic)) left += Number(high) - Number(low);
  await admin.disconnect();
  const hits: Hit[] = [];
  const consumer = kafka.consumer({ groupId: `${config.prefix}canaries-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    if (left === 0) return resolve();
    const late = setTimeout(() => reject(new Error(`${left} messages of Kafka did not come`)), 30_000);
    void consumer.run({
      eachMessage: async ({ topic, message }) => {
        const { key, value, headers } = message;
        const parts = [key, value, ...Object.entries(headers ?? {}).flat()].map(String);
        hits.push(...hitsIn('Kafka', topic.slice(config.prefix.length), parts.join(' '), canaries));
        left -= 1;
        if (left > 0) return;
        clearTimeout(late);
        resolve();
      },
    });
  });
  await consumer.disconnect();
  return hits;
}

/** Every document of every index of the installation. */
export async function searchElasticsearch(
  config: Config['elasticsearch'],
  canaries: Canary[],
): Promise<Hit[]> {
  const elasticsearch = openElasticsearch(config);
  const index = `${config.prefix}*`;
  await elasticsearch.indices.refresh({ index });
  const hits: Hit[] = [];
  for await (const { body } of elasticsearch.helpers.scrollSearch({ index, size: 1_000 }))
    for (const { _index, ...document } of body.hits.hits)
      hits.push(
        ...hitsIn('Elasticsearch', _index.slice(config.prefix.length), JSON.stringify(document), canaries),
      );
  await elasticsearch.close();
  return hits;
}
