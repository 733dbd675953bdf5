import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Next } from 'hono';
import type { Logger } from 'pino';
import { adminDeliveryRoutes } from './admin/deliveries.ts';
import { adminEventRoutes } from './admin/events.ts';
import { adminNotificationRoutes } from './admin/notifications.ts';
import { adminOperationRoutes } from './admin/operations.ts';
import { adminOrderRoutes } from './admin/orders.ts';
import { adminPayloadRoutes } from './admin/payloads.ts';
import { adminPaymentRoutes } from './admin/payments.ts';
import { adminReportRoutes } from './admin/reports.ts';
import { adminRestaurantRoutes } from './admin/restaurants.ts';
import { authRoutes, publicAuthRoutes } from './auth.ts';
import { changeRoutes } from './changes.ts';
import { customerOrderRoutes } from './customer/orders.ts';
import { ratingRoutes } from './customer/ratings.ts';
import { recommendationRoutes } from './customer/recommendations.ts';
import { restaurantRoutes } from './customer/restaurants.ts';
import { tipRoutes } from './customer/tip.ts';
import { inboxRoutes } from './dev/inbox.ts';
import { addDocs } from './docs.ts';
import type { Deps, Env } from './env.ts';
import { createErrorAnswers } from './error-answers.ts';
import { healthRoutes } from './health.ts';
import { onlyKnownRoutes, unknownRoute } from './known-routes.ts';
import { answerHeaders } from './middleware/answer-headers.ts';
import { asksBeforehand, createCors, preflightResponse } from './middleware/cors.ts';
import { createGuard } from './middleware/guard.ts';
import { createCheckQuery } from './middleware/known-query.ts';
import { limitBody } from './middleware/limit-body.ts';
import { notificationRoutes } from './notifications.ts';
import { logRequest } from './observed.ts';
import { orderRoutes } from './orders.ts';
import { deliveryRoutes } from './partner/deliveries.ts';
import { partnerRoutes } from './partner/partner.ts';
import { payoutRoutes } from './payouts.ts';
import { checkPolicy } from './policy.ts';
import { problemAnswer, respond } from './problem.ts';
import { type SocketDeps, socketRoutes, socketsOnlyAtRealtime } from './realtime/socket.ts';
import { imageRoutes, publicImageRoutes } from './restaurant/images.ts';
import { menuRoutes } from './restaurant/menu.ts';
import { restaurantOrderRoutes } from './restaurant/orders.ts';
import { restaurantRatingRoutes } from './restaurant/ratings.ts';
import { ownRestaurantRoutes } from './restaurant/restaurant.ts';
import { serviceKeyRoutes } from './restaurant/service-keys.ts';
import { staffRoutes } from './restaurant/staff.ts';
import { restaurantWebhookRoutes } from './restaurant/webhooks.ts';
import { createSectionRouter } from './section-router.ts';
import { webhookRoutes } from './webhooks.ts';

async function logged(c: Context<Env>, next: Next, log: Logger): Promise<void> {
  const startedAt = performance.now();
  await next();
  const { method, path } = c.req;
  logRequest(log, { requestId: c.get('requestId'), method, path, status: c.res.status, startedAt });
}

export type AppDeps = Deps & SocketDeps & { log: Logger };

/** The whole HTTP surface. Who may call what stands in `policy.ts`. @throws Error when a route has no row there */
export function createApp(deps: AppDeps) {
  // Not strict: an address with a slash at its end is the one without.
  const app = new OpenAPIHono<Env>({ strict: false, router: createSectionRouter() });

  const onlyKnown = onlyKnownRoutes(app);
  const cors = createCors(deps.corsOrigins);
  const guard = createGuard(deps, createCheckQuery(app));
  // One step instead of five: each costs a request some promises.
  app.use((c, next) => {
    c.set('requestId', answerHeaders(c));
    if (cors(c) && asksBeforehand(c)) return Promise.resolve(preflightResponse(c));
    socketsOnlyAtRealtime(c);
    onlyKnown(c);
    const guarded = () => guard(c, next);
    return limitBody(c, deps.log.isLevelEnabled('debug') ? () => logged(c, guarded, deps.log) : guarded);
  });

  const answerTo = createErrorAnswers(deps.log);
  app.onError((error, c) => respond(c, answerTo(error, { path: c.req.path, requestId: c.get('requestId') })));

  // For what the router reads differently from `onlyKnownRoutes`.
  app.notFound((c) => respond(c, problemAnswer(unknownRoute(), c.req.path)));

  addDocs(app);

  app.route('/', healthRoutes(deps));
  app.route('/', publicAuthRoutes(deps));
  app.route('/', restaurantRoutes(deps));
  app.route('/', publicImageRoutes(deps));
  app.route('/', socketRoutes(deps));
  app.route('/', webhookRoutes(deps));
  if (deps.showsInbox) app.route('/', inboxRoutes(deps));
  app.route('/', authRoutes(deps));
  app.route('/', notificationRoutes(deps));
  app.route('/', customerOrderRoutes(deps));
  app.route('/', recommendationRoutes(deps));
  app.route('/', ratingRoutes(deps));
  app.route('/', orderRoutes(deps));
  app.route('/', restaurantOrderRoutes(deps));
  app.route('/', ownRestaurantRoutes(deps));
  app.route('/', staffRoutes(deps));
  app.route('/', serviceKeyRoutes(deps));
  app.route('/', restaurantWebhookRoutes(deps));
  app.route('/', menuRoutes(deps));
  app.route('/', changeRoutes(deps));
  app.route('/', restaurantRatingRoutes(deps));
  app.route('/', imageRoutes(deps));
  app.route('/', deliveryRoutes(deps));
  app.route('/', partnerRoutes(deps));
  app.route('/', tipRoutes(deps));
  app.route('/', adminOrderRoutes(deps));
  app.route('/', adminPaymentRoutes(deps));
  app.route('/', adminDeliveryRoutes(deps));
  app.route('/', adminRestaurantRoutes(deps));
  app.route('/', adminEventRoutes(deps));
  app.route('/', adminNotificationRoutes(deps));
  app.route('/', adminOperationRoutes(deps));
  app.route('/', adminReportRoutes(deps));
  app.route('/', adminPayloadRoutes(deps));
  app.route('/', payoutRoutes(deps));
  checkPolicy(app.routes);
  return app;
}
