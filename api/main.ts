import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { WebSocketServer } from 'ws';
import { openElasticsearch } from '../adapters/elasticsearch/index.ts';
import { folderImages } from '../adapters/images/folder.ts';
import { s3Images } from '../adapters/images/s3.ts';
import { createReadLateFailures } from '../adapters/notifications/late-failures.ts';
import { createReadWebhook } from '../adapters/payments/webhook.ts';
import { openPostgres, openReports } from '../adapters/postgres/index.ts';
import { openRedis, openSubscriber, redisKeys } from '../adapters/redis/index.ts';
import { openOptionalRedis } from '../adapters/redis/optional.ts';
import type { Telemetry } from '../adapters/telemetry/tracing.ts';
import { openPayloadCipher } from '../adapters/temporal/codec.ts';
import { openTemporal } from '../adapters/temporal/index.ts';
import { createCodecEndpoint } from '../adapters/temporal/payload-cipher.mjs';
import { openTravel } from '../adapters/travel/choose.ts';
import { createNetworks } from '../adapters/webhooks/networks.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { readEndedLogins } from '../services/auth/ended-logins.ts';
import { createEndings } from '../services/auth/endings.ts';
import { createAuthService } from '../services/auth/index.ts';
import { createPasswordPool } from '../services/auth/passwords.ts';
import { createServiceKeys } from '../services/auth/service-keys.ts';
import { createSessions } from '../services/auth/sessions.ts';
import { createStaff } from '../services/auth/staff.ts';
import { createTokens } from '../services/auth/tokens.ts';
import { createHashCache } from '../services/cache.ts';
import { createDeadLetterService } from '../services/dead-letters.ts';
import { createGeofence } from '../services/delivery/geofence.ts';
import { createDeliveryService } from '../services/delivery/index.ts';
import { createLocations } from '../services/delivery/locations.ts';
import { createImageService } from '../services/image/index.ts';
import { createNotificationService } from '../services/notification/index.ts';
import { createCircuitBoard } from '../services/operations/circuits.ts';
import { createFlags } from '../services/operations/flags.ts';
import { createOperationsService } from '../services/operations/index.ts';
import { createActiveOrders } from '../services/order/active-orders.ts';
import { createOrderService, getStatus } from '../services/order/index.ts';
import { readOutboxLag } from '../services/outbox.ts';
import { createPartnerService } from '../services/partner/index.ts';
import { createTracking } from '../services/partner/tracking.ts';
import { createPayouts } from '../services/payment/index.ts';
import { readDifferences } from '../services/payment/read-differences.ts';
import { readLedger } from '../services/payment/read-ledger.ts';
import { createDemand } from '../services/pricing/demand.ts';
import { createPricingService } from '../services/pricing/index.ts';
import { createRateLimit } from '../services/rate-limit/index.ts';
import { createRatingService } from '../services/rating/index.ts';
import { createTickets } from '../services/realtime/tickets.ts';
import { createReportService } from '../services/reports/index.ts';
import { createForget } from '../services/restaurant/forget.ts';
import { createRestaurantService } from '../services/restaurant/index.ts';
import { imageUrlAt } from '../services/restaurant/listing.ts';
import { createSearchCells } from '../services/search/cells.ts';
import { createElasticsearchEngine } from '../services/search/elasticsearch.ts';
import { createSearchService } from '../services/search/index.ts';
import { createPostgresEngine } from '../services/search/postgres.ts';
import { createWebhookService } from '../services/webhook/index.ts';
import { createWebhookSecrets, loadWebhookKeys } from '../services/webhook/secrets.ts';
import { FOUND_BY_NAMES } from '../workflows/messages.ts';
import { type AppDeps, createApp } from './app.ts';
import { answerClientError } from './client-error.ts';
import { closeServer } from './close-server.ts';
import { createMoneyCommands } from './money-commands.ts';
import { createObserve, observed } from './observed.ts';
import { createOrderCommands } from './order-commands.ts';
import { createPages, interceptedBy } from './pages.ts';
import { createHub } from './realtime/hub.ts';
import { createLocationIntake } from './realtime/location-intake.ts';
import { createOpenSockets } from './realtime/open-sockets.ts';
import { createPulse } from './realtime/pulse.ts';
import { createReindexing } from './reindexing.ts';
import { withUpgradeRefusals } from './upgrade.ts';
import { createWorkflowStates } from './workflow-states.ts';

/** Partners who have gone silent lie in the geo keys this long at most; searches do not find them meanwhile. */
const SWEEP_MS = 10_000;

/** Requests under way have so long to finish when the process stops. */
const REQUESTS_MS = 5_000;

/** Builds and starts the API process: HTTP and WebSockets on one port. */
export async function startApi(config: Config, telemetry?: Telemetry) {
  const log = createLog('api', config.logLevel);
  const { db, reads, close: closePostgres } = openPostgres(config.postgres);
  const { reports, close: closeReports } = openReports(config.postgres);
  const redis = openRedis(config.redis);
  const subscriber = openSubscriber(config.redis);
  const keys = redisKeys(config.redis.prefix);
  const quick = openOptionalRedis(config.redis);
  const elasticsearch = openElasticsearch(config.elasticsearch);
  const temporal = await openTemporal(config.temporal, {
    foundBy: FOUND_BY_NAMES,
    traced: telemetry?.tracing !== undefined,
  });
  const { client } = temporal;

  const flags = createFlags(db);
  const circuits = createCircuitBoard({ redis, keys, process: 'api' });
  if (telemetry) circuits.measure(telemetry.metrics);

  const tokens = await createTokens(config.auth, config.environment);
  const pool = createPasswordPool(config.auth.passwordPool);
  const endings = createEndings({ redis: quick, keys });
  const sessions = createSessions({ db, redis: quick, keys, tokens, endings, days: config.auth.sessionDays });
  const serviceKeys = createServiceKeys({ db, endings });
  const openSockets = createOpenSockets(config.sockets.perLogin);
  endings.onEnded(openSockets.endLogins);
  subscriber.on('message', (channel: string, message: string) => {
    if (channel === keys.loginsEnded) endings.heard(message);
  });
  // Until it succeeds, endings of other processes are noticed a second later, and by sockets with the next check.
  subscriber.subscribe(keys.loginsEnded).catch((error) => log.warn({ err: error }, 'endings are not heard'));
  const endedLogins = (loginIds: readonly string[]) => readEndedLogins(db, loginIds);
  const checkingLogins = setInterval(() => {
    endedLogins(openSockets.loginIds())
      .then(openSockets.endLogins)
      .catch((error) => log.warn({ err: error }, 'logins of open sockets were not checked'));
  }, config.sockets.checkSeconds * 1_000);
  const hub = createHub({ redis, subscriber, keys });
  const orders = createOrderService({ db });
  const active = createActiveOrders({ redis, keys });
  const money = createMoneyCommands({ temporal: client });
  const commands = createOrderCommands({ temporal: client, orders, rules: config.rules });
  const locations = createLocations({ redis, keys });
  const deliveries = createDeliveryService({
    db,
    geofence: createGeofence({ locations, ...config.geofence }),
    tariff: config.tariff,
  });
  const travel = openTravel(config.travel, (error) => log.warn({ err: error }, 'no travel times from OSRM'));
  const tracking = createTracking({ db, redis, keys, locations, travel: travel.time });
  const intake = createLocationIntake(
    (reports) => Promise.all([locations.update(reports), tracking.reported(reports)]),
    (error) => log.warn({ err: error }, 'positions were lost'),
  );
  const sweeping = setInterval(() => {
    locations.sweep().catch((error) => log.warn({ err: error }, 'positions were not tidied up'));
  }, SWEEP_MS);

  const cache = createHashCache({ redis, keys });
  const forget = createForget({ redis, keys, cache });
  const folder = folderImages(config.images.folder);
  const imageUrl = imageUrlAt(config.cdnBaseUrl);
  const restaurants = createRestaurantService({
    db,
    reads,
    keys,
    cache,
    forget,
    imageUrl,
    tariff: config.tariff,
  });

  const checks = {
    postgres: () => sql`select 1`.execute(db),
    redis: () => redis.ping(),
    temporal: () => client.withDeadline(Date.now() + 1_000, () => client.workflowService.getSystemInfo({})),
    // Not `ping`: the local server has no such address.
    elasticsearch: () =>
      elasticsearch.indices.exists(
        { index: `${config.elasticsearch.prefix}restaurants` },
        { requestTimeout: 1_000, maxRetries: 0 },
      ),
  };

  const deps: AppDeps = {
    auth: createAuthService({ db, pool, sessions }),
    tokens,
    sessions,
    serviceKeys,
    staff: createStaff({ db, pool, sessions }),
    rateLimit: createRateLimit({ redis: quick, keys, factor: config.http.rateLimitFactor }),
    trustedProxies: config.http.trustedProxies,
    corsOrigins: config.http.corsOrigins,
    payloads: createCodecEndpoint(openPayloadCipher(config.temporal)),
    tickets: createTickets({ redis, keys }),
    orders,
    orderStatus: (orderId, viewer) => getStatus({ db, active }, orderId, viewer),
    readLedger: (orderId) => readLedger(db, orderId),
    readDifferences: () => readDifferences(db),
    readWebhook: createReadWebhook({ secret: config.payments.webhookSecret }),
    money,
    pricing: createPricingService({
      db,
      tariff: config.tariff,
      demand: createDemand({ db, redis, keys }),
      flags,
    }),
    restaurants,
    search: createSearchService({
      elasticsearch: createElasticsearchEngine({ elasticsearch, reads, prefix: config.elasticsearch.prefix }),
      postgres: createPostgresEngine({ reads }),
      reads,
      redis,
      keys,
      cells: createSearchCells({ redis, keys }),
      getRestaurant: restaurants.getRestaurant,
      imageUrl,
      onFallback: (error) => log.warn({ err: error }, 'searching without Elasticsearch'),
      flags,
      onBreaker: (breaker) => circuits.watch('search', breaker),
    }),
    images: createImageService({
      ...(config.images.s3 ? { store: s3Images(config.images.s3) } : { store: folder, folder }),
      imageUrl,
    }),
    reindexing: createReindexing({ temporal: client }),
    deliveries,
    locations,
    partners: createPartnerService({ db, redis, keys, locations, tariff: config.tariff }),
    tracking,
    ratings: createRatingService({ db, forget }),
    operations: createOperationsService({
      db,
      redis,
      keys,
      forget,
      acceptWithinSeconds: config.rules.acceptWithinSeconds,
    }),
    payouts: createPayouts({ db, timeZone: config.payments.payoutTimeZone }),
    reports: createReportService({ reports, currency: config.tariff.currency }),
    workflowState: createWorkflowStates({ temporal: client }),
    commands,
    notifications: createNotificationService({
      db,
      pushKey: config.notifications.push?.publicKey,
      read: createReadLateFailures(config.notifications),
      count: telemetry?.metrics.notifications(),
    }),
    webhooks: createWebhookService({
      db,
      secrets: createWebhookSecrets(loadWebhookKeys(config.webhooks, config.environment)),
      networks: createNetworks(config.webhooks.allowedNetworks),
    }),
    deadLetters: createDeadLetterService({ db }),
    readOutboxLag: () => readOutboxLag(db),
    showsInbox: config.environment !== 'production',
    hub,
    openSockets,
    readEndedLogins: endedLogins,
    intake,
    checks,
    log,
  };
  const app = createApp(deps);
  const observe = createObserve(telemetry);
  const pages = createPages(deps, observe);

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const pulse = createPulse(sockets);
  // @hono/node-server declares a narrower socket than the one of ws that it is made for.
  const websocket = {
    server: sockets as unknown as NonNullable<Parameters<typeof serve>[0]['websocket']>['server'],
  };
  const { host: hostname, port } = config.http;
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve(
      {
        fetch: withUpgradeRefusals(observed(app.fetch, observe)),
        hostname,
        port,
        websocket,
        createServer: interceptedBy(pages),
      },
      () => resolve(started),
    );
    started.on('error', reject);
    started.on('clientError', answerClientError);
  });
  const address = server.address();
  const url = `http://${hostname}:${typeof address === 'object' && address ? address.port : port}`;
  log.info({ url }, 'listening');

  return {
    url,
    checks,
    async close() {
      const drainMs = config.drainSeconds * 1_000;
      // Whoever has a connection takes the next request elsewhere; nobody new is sent here, now that `/ready` says no.
      server.prependListener('request', (_request, response: ServerResponse) => {
        response.setHeader('Connection', 'close');
      });
      await Promise.all([sleep(drainMs), openSockets.drain(drainMs)]);
      await closeServer(server as Server, REQUESTS_MS);
      pulse.close();
      hub.close();
      intake.close();
      clearInterval(sweeping);
      clearInterval(checkingLogins);
      await circuits.close();
      await Promise.all([closePostgres(), closeReports(), temporal.close(), elasticsearch.close()]);
      redis.disconnect();
      quick.close();
      subscriber.disconnect();
    },
  };
}

if (isMain(import.meta.url)) await runProcess('api', readConfig(), startApi);
