import { pino } from 'pino';
import { openPostgres } from '../adapters/postgres/index.ts';
import { type Config, readConfig } from '../config.ts';
import { isMain, untilStopped } from '../process.ts';
import { createNotificationService } from '../services/notification/index.ts';
import { consume } from './consume.ts';

/** Tells people of their orders: Kafka `orders` and `deliveries` → notifications. */
export async function startNotifier(config: Config) {
  const log = pino({ level: config.logLevel, name: 'notifier' });
  const { db, close } = openPostgres(config.postgres);
  const notifications = createNotificationService({ db });
  const consumer = await consume(config, {
    db,
    log,
    consumer: {
      name: 'notifier',
      topics: ['orders', 'deliveries'],
      async handle(events) {
        for (const event of events) await notifications.sendPush(event);
      },
    },
  });
  return {
    async close() {
      await consumer.close();
      await close();
    },
  };
}

if (isMain(import.meta.url)) await untilStopped(startNotifier(readConfig()));
