import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Deps } from './env.ts';
import { createRouter, problems } from './route.ts';

const receive = createRoute({
  method: 'post',
  path: '/v1/webhooks/{provider}',
  tags: ['Operations'],
  summary: 'For payment providers: news of a payment',
  description:
    'The signature is checked, and then only the payment’s id is used: the provider is asked what happened. Answered once the ' +
    'work is safely queued; an event that comes twice is done once.',
  security: [{ stripeSignature: [] }],
  request: {
    params: z.object({ provider: z.enum(['stripe']) }),
    body: { required: true, content: { 'application/json': { schema: z.looseObject({}) } } },
  },
  responses: { 204: { description: 'Received' }, ...problems },
});

export const webhookRoutes = ({ readWebhook, money }: Deps) =>
  createRouter().openapi(receive, async (c) => {
    // The signature covers the bytes as they came.
    const body = await c.req.text();
    const news = readWebhook(c.req.valid('param').provider, body, c.req.header('Stripe-Signature') ?? '');
    if (news) await money.compare(news);
    return c.body(null, 204);
  });
