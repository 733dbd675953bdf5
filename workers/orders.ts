import { NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { createDispatchActivities } from '../activities/dispatch.ts';
import { createMoneyActivities } from '../activities/money.ts';
import { createOrderActivities } from '../activities/orders.ts';
import { createPayoutActivities } from '../activities/payouts.ts';
import { createPaymentProviders } from '../adapters/payments/index.ts';
import { openPostgres } from '../adapters/postgres/index.ts';
import { openRedis, openSubscriber, redisKeys } from '../adapters/redis/index.ts';
import type { Telemetry } from '../adapters/telemetry/tracing.ts';
import { dataConverter } from '../adapters/temporal/codec.ts';
import { isRunning, openTemporal, temporalConnection } from '../adapters/temporal/index.ts';
import { openTravel } from '../adapters/travel/choose.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { createDispatchService } from '../services/delivery/dispatch.ts';
import { createGeofence } from '../services/delivery/geofence.ts';
import { createLocations } from '../services/delivery/locations.ts';
import { createCircuitBoard } from '../services/operations/circuits.ts';
import { createFlags } from '../services/operations/flags.ts';
import { measureOrders } from '../services/operations/measure.ts';
import { createOrderChanges } from '../services/order/change-order.ts';
import { createOrderService } from '../services/order/index.ts';
import { createPaymentService, createPayouts } from '../services/payment/index.ts';
import { createProviders } from '../services/payment/providers.ts';
import { createSweep } from '../services/payment/sweep.ts';
import { createDemand } from '../services/pricing/demand.ts';
import { createPricingService } from '../services/pricing/index.ts';
import { createPush } from '../services/realtime/push.ts';
import { FOUND_BY_NAMES, tipIdOf } from '../workflows/messages.ts';
import { installRuntime } from './runtime.ts';
import { ensurePaymentSweep, ensurePayouts } from './schedules.ts';
import { tracedWorker } from './traced-worker.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** Longer than any payment is under way, and longer than a day that nobody swept. */
const SWEEP = { graceSeconds: 15 * 60, windowHours: 26 };

/** The Temporal worker: runs the workflows and their activities on the task queues it is told to serve. */
export async function startOrderWorker(config: Config, telemetry?: Telemetry) {
  const log = createLog('orders', config.logLevel);
  const { db, close: closePostgres } = openPostgres(config.postgres);
  const redis = openRedis(config.redis);
  const subscriber = openSubscriber(config.redis);
  const keys = redisKeys(config.redis.prefix);
  const { maxActiveDeliveries } = config;

  const pricing = createPricingService({
    db,
    tariff: config.tariff,
    demand: createDemand({ db, redis, keys }),
    flags: createFlags(db),
  });
  const circuits = createCircuitBoard({ redis, keys, process: 'orders' });
  if (telemetry) {
    circuits.measure(telemetry.metrics);
    measureOrders(telemetry.metrics, db, config.rules.acceptWithinSeconds);
  }
  const providers = createPaymentProviders(config.payments, db, (provider, breaker) =>
    circuits.watch(`payment:${provider}`, breaker),
  );
  const payments = createPaymentService({ db, providers, tariff: config.tariff });
  const temporal = await openTemporal(config.temporal, { foundBy: FOUND_BY_NAMES });
  const sweep = createSweep({
    db,
    providers: createProviders(providers),
    payments,
    isCaredFor: ({ orderId, tipKey }) =>
      isRunning(temporal.client, tipKey === undefined ? orderId : tipIdOf(orderId, tipKey)),
    ...SWEEP,
  });
  const dispatch = createDispatchService({
    db,
    redis,
    keys,
    push: await createPush({ redis, subscriber, keys }),
    tariff: config.tariff,
    travel: openTravel(config.travel, (error) => log.warn({ err: error }, 'no travel times from OSRM')),
    offerSeconds: config.rules.dispatch.offerSeconds,
    reachKm: Math.max(...config.rules.dispatch.radiiKm),
    maxActiveDeliveries,
  });
  const activities = {
    ...createMoneyActivities({ payments, sweep }),
    ...createPayoutActivities({ payouts: createPayouts({ db, timeZone: config.payments.payoutTimeZone }) }),
    ...createOrderActivities({
      orders: createOrderService({
        db,
        geofence: createGeofence({ locations: createLocations({ redis, keys }), ...config.geofence }),
      }),
      changes: createOrderChanges({ db, pricing, tariff: config.tariff }),
      payments,
      pricing,
    }),
    ...createDispatchActivities({ dispatch }),
  };

  const connection = await NativeConnection.connect(temporalConnection(config.temporal));
  const tracing = telemetry?.tracing;
  const bundle = await workflowBundle({ traced: tracing !== undefined });
  const workers = await Promise.all(
    config.temporal.taskQueues.map((taskQueue) =>
      Worker.create({
        connection,
        namespace: config.temporal.namespace,
        taskQueue,
        workflowBundle: bundle,
        dataConverter: dataConverter(config.temporal),
        activities,
        ...(tracing && tracedWorker(tracing)),
        // Work under way gets this long to finish when the process is told to stop.
        shutdownGraceTime: '10s',
        maxCachedWorkflows: 1000,
        // Each delivery that is planned holds one while it waits, which costs next to nothing.
        maxConcurrentActivityTaskExecutions: 2_000,
      }),
    ),
  );
  await ensurePaymentSweep(temporal.client, config.payments.sweepMinutes);
  await ensurePayouts(temporal.client, config.payments.payoutTimeZone);
  const running = Promise.all(workers.map((worker) => worker.run()));
  running.catch((error) => {
    log.fatal({ err: error }, 'the worker stopped by itself');
    process.exit(1);
  });
  log.info({ taskQueues: config.temporal.taskQueues }, 'polling');

  return {
    checks: {
      postgres: () => sql`select 1`.execute(db),
      redis: () => redis.ping(),
      temporal: () =>
        temporal.client.withDeadline(Date.now() + 1_000, () =>
          temporal.client.workflowService.getSystemInfo({}),
        ),
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      dispatch.stopWaiting();
      await running;
      await Promise.all([connection.close(), temporal.close()]);
      await circuits.close();
      await closePostgres();
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}

if (isMain(import.meta.url)) {
  const config = readConfig();
  installRuntime(config);
  await runProcess('orders', config, startOrderWorker);
}
