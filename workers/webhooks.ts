import { NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { createWebhookActivities } from '../activities/webhooks.ts';
import { listen, openPostgres } from '../adapters/postgres/index.ts';
import { dataConverter } from '../adapters/temporal/codec.ts';
import { openTemporal, temporalConnection } from '../adapters/temporal/index.ts';
import { createNetworks } from '../adapters/webhooks/networks.ts';
import { createPost } from '../adapters/webhooks/post.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { writeMessages } from '../services/webhook/messages.ts';
import { createWebhookSecrets, loadWebhookKeys } from '../services/webhook/secrets.ts';
import { createWebhookSender } from '../services/webhook/send.ts';
import { forgetMessages, tellOfMessages, tellOfOverdue } from '../services/webhook/tell.ts';
import { newMessages, TASK_QUEUES, webhookQueueIdOf } from '../workflows/messages.ts';
import { consume } from './consume.ts';
import { runLoop } from './loop.ts';
import { installRuntime } from './runtime.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** How long an endpoint may take to answer. */
const ANSWER_WITHIN_MS = 15_000;
const OVERDUE_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * Tells restaurants' programs of what happens: Kafka → rows of `webhook_messages` → the workflow of each endpoint, which sends
 * them. An endpoint that is slow or away holds nobody else up.
 */
export async function startWebhooks(config: Config) {
  const log = createLog('webhooks', config.logLevel);
  const { retrySeconds, allowedNetworks } = config.webhooks;
  const secrets = createWebhookSecrets(loadWebhookKeys(config.webhooks, config.environment));
  const { db, close } = openPostgres(config.postgres);
  const post = createPost({ networks: createNetworks(allowedNetworks), timeoutMs: ANSWER_WITHIN_MS });
  const sender = createWebhookSender({ db, post, secrets, retrySeconds, log });
  const temporal = await openTemporal(config.temporal);
  const consumer = await consume(config, {
    db,
    log,
    consumer: {
      name: 'webhooks',
      topics: ['orders', 'deliveries'],
      async handle(events, tx) {
        await writeMessages(tx, events);
      },
    },
  });
  const tell = async (endpointId: string) => {
    await temporal.client.workflow.signalWithStart('WebhookWorkflow', {
      workflowId: webhookQueueIdOf(endpointId),
      taskQueue: TASK_QUEUES.webhooks,
      args: [endpointId],
      signal: newMessages,
      staticSummary: 'Sends webhooks to one endpoint',
    });
  };
  const waits = (error: unknown) => log.warn({ err: error }, 'webhooks wait');
  const telling = runLoop(() => tellOfMessages(db, tell), waits);
  const listener = listen(config.postgres, 'webhooks', telling.wake);
  const lookingAfter = setInterval(() => {
    tellOfOverdue(db, tell).catch(waits);
  }, OVERDUE_EVERY_MS);
  const forget = () =>
    forgetMessages(db).catch((error) => log.warn({ err: error }, 'old webhooks were not forgotten'));
  const forgetting = setInterval(forget, FORGET_EVERY_MS);
  void forget();
  const stopping = new AbortController();
  const connection = await NativeConnection.connect(temporalConnection(config.temporal));
  const queues = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUES.webhooks,
    workflowBundle: await workflowBundle(),
    dataConverter: dataConverter(config.temporal),
    activities: createWebhookActivities({ sender, stopping: stopping.signal }),
    // A try that is under way comes to its end, and is not made again elsewhere.
    shutdownGraceTime: ANSWER_WITHIN_MS + 5_000,
    maxConcurrentActivityTaskExecutions: 200,
  });
  const sending = queues.run();
  sending.catch((error) => {
    log.fatal({ err: error }, 'the worker stopped by itself');
    process.exit(1);
  });
  return {
    checks: {
      postgres: () => sql`select 1`.execute(db),
      temporal: () =>
        temporal.client.withDeadline(Date.now() + 1_000, () =>
          temporal.client.workflowService.getSystemInfo({}),
        ),
    },
    async close() {
      clearInterval(forgetting);
      clearInterval(lookingAfter);
      await consumer.close();
      await listener.close();
      await telling.close();
      stopping.abort();
      queues.shutdown();
      await sending;
      await Promise.all([connection.close(), temporal.close()]);
      await close();
    },
  };
}

if (isMain(import.meta.url)) {
  const config = readConfig();
  installRuntime(config);
  await runProcess('webhooks', config, startWebhooks);
}
