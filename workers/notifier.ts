import { sql } from 'kysely';
import { INBOX, openChannels } from '../adapters/notifications/index.ts';
import { listen, openPostgres } from '../adapters/postgres/index.ts';
import type { Telemetry } from '../adapters/telemetry/tracing.ts';
import { type Config, readConfig } from '../config.ts';
import { MissingVariable } from '../domain/notification/templates.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { createSender, NEWS_TOPICS, planNotifications } from '../services/notification/index.ts';
import { consume, Hopeless } from './consume.ts';
import { runLoop } from './loop.ts';

/** Tells people of what concerns them: Kafka → rows of `notifications` → push, SMS, e-mail. */
export async function startNotifier(config: Config, telemetry?: Telemetry) {
  const log = createLog('notifier', config.logLevel);
  const { db, close } = openPostgres(config.postgres);
  const channels = openChannels(config.notifications);
  if (config.environment === 'production') {
    for (const channel of ['push', 'sms', 'email'] as const) {
      if (channels[channel].provider === INBOX)
        log.warn({ channel }, 'is not set up: these notifications reach nobody (docs/settings.md)');
    }
  }
  const consumer = await consume(config, {
    db,
    log,
    consumer: {
      name: 'notifier',
      topics: NEWS_TOPICS,
      async handle(events, tx) {
        for (const event of events) {
          await planNotifications(tx, event, config.rules.acceptWithinSeconds).catch((error) => {
            // Until somebody mends the template, which `replay` then makes good.
            throw error instanceof MissingVariable ? new Hopeless(error.message) : error;
          });
        }
      },
    },
  });
  const count = telemetry?.metrics.notifications();
  const sender = createSender({ db, channels, log, count });
  const sending = runLoop(sender.sendDue, (error) => log.warn({ err: error }, 'notifications wait'));
  const listener = listen(config.postgres, 'notifications', sending.wake);
  return {
    checks: { postgres: () => sql`select 1`.execute(db) },
    async close() {
      await consumer.close();
      await listener.close();
      await sending.close();
      channels.close();
      await close();
    },
  };
}

if (isMain(import.meta.url)) await runProcess('notifier', readConfig(), startNotifier);
