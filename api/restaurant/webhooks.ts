import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  MadeWebhookEndpoint,
  NewWebhookEndpoint,
  WEBHOOK_EVENTS,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointList,
  WebhookId,
  WebhookMessage,
  WebhookMessageFile,
  WebhookMessageId,
  WebhookMessagePage,
  WebhookMessageQuery,
  WebhookReplay,
  WebhookReplayed,
} from '../../contracts/webhooks.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';
import { ownRestaurant } from './restaurant.ts';

const common = { tags: ['Webhooks'], ...secured };
const PATH = '/v1/restaurant/webhooks';

const list = createRoute({
  ...common,
  method: 'get',
  path: PATH,
  summary: 'Your webhook endpoints, newest first',
  responses: { 200: json(WebhookEndpointList, 'All of them'), ...problems },
});
const make = createRoute({
  ...common,
  method: 'post',
  path: PATH,
  summary: 'Have your program told of what happens',
  description:
    'Messages follow Standard Webhooks. Send a test next, and look into the log what became of it.',
  request: body(NewWebhookEndpoint),
  responses: { 201: json(MadeWebhookEndpoint, 'Keep `secret` now: it is not shown again'), ...problems },
});
const change = createRoute({
  ...common,
  method: 'patch',
  path: `${PATH}/{id}`,
  summary: 'Change an endpoint, or switch it off and on',
  request: { params: WebhookId, ...body(WebhookEndpointChange) },
  responses: { 200: json(WebhookEndpoint, 'Changed'), ...problems },
});
const remove = createRoute({
  ...common,
  method: 'delete',
  path: `${PATH}/{id}`,
  summary: 'Delete an endpoint, with what waits for it and its log',
  request: { params: WebhookId },
  responses: { 204: { description: 'It is sent nothing any more' }, ...problems },
});
const rotateSecret = createRoute({
  ...common,
  method: 'post',
  path: `${PATH}/{id}/rotate-secret`,
  summary: 'Make a new secret; the one before signs, too, for a day',
  request: { params: WebhookId },
  responses: { 200: json(MadeWebhookEndpoint, 'Keep `secret` now: it is not shown again'), ...problems },
});
const test = createRoute({
  ...common,
  method: 'post',
  path: `${PATH}/{id}/test`,
  summary: 'Send a message that tells of nothing',
  request: { params: WebhookId },
  responses: { 202: json(WebhookMessage, 'It is on its way; the log says what became of it'), ...problems },
});
const messages = createRoute({
  ...common,
  method: 'get',
  path: `${PATH}/{id}/messages`,
  summary: 'What was sent there in the last 30 days, newest first',
  request: { params: WebhookId, query: WebhookMessageQuery },
  responses: { 200: json(WebhookMessagePage, 'A page'), ...problems },
});
const message = createRoute({
  ...common,
  method: 'get',
  path: `${PATH}/{id}/messages/{message}`,
  summary: 'One message, and what each try was answered',
  request: { params: WebhookMessageId },
  responses: { 200: json(WebhookMessageFile, 'The message'), ...problems },
});
const replay = createRoute({
  ...common,
  method: 'post',
  path: `${PATH}/{id}/messages/{message}/replay`,
  summary: 'Send a message again, at once',
  description: 'The same bytes under the same `webhook-id`, so that your program knows a repetition.',
  request: { params: WebhookMessageId },
  responses: { 202: json(WebhookMessage, 'It is on its way'), ...problems },
});
const replaySince = createRoute({
  ...common,
  method: 'post',
  path: `${PATH}/{id}/replay`,
  summary: 'Send again what has failed',
  request: { params: WebhookId, ...body(WebhookReplay) },
  responses: { 202: json(WebhookReplayed, 'On their way'), ...problems },
});

/** What comes with each message, as Standard Webhooks wants it. */
const Headers = z.object({
  'webhook-id': z.string().meta({ description: 'Stays the same when a message is sent again' }),
  'webhook-timestamp': z
    .string()
    .meta({ description: 'Seconds since 1970; refuse what is older than five minutes' }),
  'webhook-signature': z.string().meta({
    description:
      '`v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; two, after a rotation, with a space between',
  }),
});

const SUMMARIES: Record<keyof typeof WEBHOOK_EVENTS, string> = {
  'order.placed': 'An order waits for an answer',
  'order.updated': 'An order has moved',
  'order.change': 'A change of items was proposed, approved, refused or withdrawn',
  'delivery.updated': 'Something happened to the delivery of an order',
  'endpoint.test': 'A test that you asked for',
};

export function restaurantWebhookRoutes({ webhooks }: Deps) {
  const router = createRouter()
    .openapi(list, async (c) => c.json(await webhooks.endpoints.list(ownRestaurant(c)), 200))
    .openapi(make, async (c) => {
      const made = await webhooks.endpoints.make(
        ownRestaurant(c),
        c.get('principal').id,
        c.req.valid('json'),
      );
      c.header('Cache-Control', 'no-store');
      return c.json(made, 201);
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await webhooks.endpoints.change(ownRestaurant(c), id, c.req.valid('json')), 200);
    })
    .openapi(remove, async (c) => {
      await webhooks.endpoints.remove(ownRestaurant(c), c.req.valid('param').id);
      return c.body(null, 204);
    })
    .openapi(rotateSecret, async (c) => {
      const made = await webhooks.endpoints.rotateSecret(ownRestaurant(c), c.req.valid('param').id);
      c.header('Cache-Control', 'no-store');
      return c.json(made, 200);
    })
    .openapi(test, async (c) =>
      c.json(await webhooks.messages.test(ownRestaurant(c), c.req.valid('param').id), 202),
    )
    .openapi(messages, async (c) =>
      c.json(
        await webhooks.messages.list(ownRestaurant(c), c.req.valid('param').id, c.req.valid('query')),
        200,
      ),
    )
    .openapi(message, async (c) => {
      const { id, message: messageId } = c.req.valid('param');
      return c.json(await webhooks.messages.read(ownRestaurant(c), id, messageId), 200);
    })
    .openapi(replay, async (c) => {
      const { id, message: messageId } = c.req.valid('param');
      return c.json(await webhooks.messages.replay(ownRestaurant(c), id, messageId), 202);
    })
    .openapi(replaySince, async (c) => {
      const since = new Date(c.req.valid('json').since);
      return c.json(
        await webhooks.messages.replaySince(ownRestaurant(c), c.req.valid('param').id, since),
        202,
      );
    });
  for (const [type, schema] of Object.entries(WEBHOOK_EVENTS)) {
    router.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: type,
      tags: ['Webhooks'],
      security: [],
      summary: SUMMARIES[type as keyof typeof WEBHOOK_EVENTS],
      description:
        'It may come more than once, and later than what happened after it: `seq` and the times in `data` say what is newer.',
      request: { headers: Headers, ...body(schema) },
      responses: { 200: { description: 'Any 2xx within 15 s: it has arrived. 410: send nothing any more' } },
    });
  }
  return router;
}
