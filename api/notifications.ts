import { createRoute } from '@hono/zod-openapi';
import {
  NewPushSubscription,
  NotificationPreferences,
  NumberId,
  PushSubscription,
  PushSubscriptions,
} from '../contracts/notifications.ts';
import type { Deps } from './env.ts';
import { body, createRouter, json, problems, secured } from './route.ts';

const own = { tags: ['Notifications'], ...secured };

const readPreferences = createRoute({
  method: 'get',
  path: '/v1/user/notification-preferences',
  summary: 'In which language, by which channels and when you are told of things',
  ...own,
  responses: { 200: json(NotificationPreferences, 'Yours, or what applies to who has none'), ...problems },
});
const writePreferences = createRoute({
  method: 'put',
  path: '/v1/user/notification-preferences',
  summary: 'Decide it, as a whole',
  ...own,
  request: body(NotificationPreferences),
  responses: { 200: json(NotificationPreferences, 'Yours now'), ...problems },
});
const listSubscriptions = createRoute({
  method: 'get',
  path: '/v1/user/push-subscriptions',
  summary: 'The browsers that get your push messages, and the key to subscribe another with',
  ...own,
  responses: { 200: json(PushSubscriptions, 'Oldest first'), ...problems },
});
const subscribe = createRoute({
  method: 'post',
  path: '/v1/user/push-subscriptions',
  summary: 'Send push messages to this browser, too',
  description:
    'Sent again, it is the same subscription. A browser belongs to whoever subscribed there last; of more than ten, the oldest goes.',
  ...own,
  request: body(NewPushSubscription),
  responses: { 201: json(PushSubscription, 'It gets your messages from now on'), ...problems },
});
const unsubscribe = createRoute({
  method: 'delete',
  path: '/v1/user/push-subscriptions/{id}',
  summary: 'Send nothing more to a browser, such as after logging out there',
  ...own,
  request: { params: NumberId },
  responses: { 204: { description: 'It gets nothing more' }, ...problems },
});

/** Everybody decides for themselves what they are told: customers, kitchens, partners and operators. */
export const notificationRoutes = ({ notifications }: Deps) =>
  createRouter()
    .openapi(readPreferences, async (c) =>
      c.json(await notifications.readPreferences(c.get('principal').id), 200),
    )
    .openapi(writePreferences, async (c) =>
      c.json(await notifications.writePreferences(c.get('principal').id, c.req.valid('json')), 200),
    )
    .openapi(listSubscriptions, async (c) => {
      const data = await notifications.listSubscriptions(c.get('principal').id);
      return c.json({ publicKey: notifications.pushKey, data }, 200);
    })
    .openapi(subscribe, async (c) =>
      c.json(await notifications.addSubscription(c.get('principal').id, c.req.valid('json')), 201),
    )
    .openapi(unsubscribe, async (c) => {
      await notifications.removeSubscription(c.get('principal').id, c.req.valid('param').id);
      return c.body(null, 204);
    });
