import { sql } from 'kysely';
import { pino } from 'pino';
import { openPostgres } from '../adapters/postgres/index.ts';
import { type Config, readConfig } from '../config.ts';
import { isMain, runProcess } from '../process.ts';
import { createNotificationService } from '../services/notification/index.ts';
import { consume } from './consume.ts';

/** Tells people of their orders: Kafka `orders` and `deliveries` → notifications. */
export async function startNotifier(config: Config) {
  const log = pino({ level: config.logLevel, name: 'notifier' });
  const { db, close } = openPostgres(config.postgres);
  const notifications = createNotificationService({ db });
  const topics = ['orders', 'deliveries'] as const;
  const consumers = await Promise.all(
    topics.map((topic) =>
      consume(config, {
        topic,
        groupId: `notifier-${topic}`,
        log,
        async handle(events) {
          for (const event of events) await notifications.sendPush(event);
        },
      }),
    ),
  );
  return {
    checks: { postgres: () => sql`select 1`.execute(db) },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.disconnect()));
      await close();
    },
  };
}

if (isMain(import.meta.url)) await runProcess('notifier', readConfig(), startNotifier);
