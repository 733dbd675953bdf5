import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { MailBounce } from '../contracts/notifications.ts';
import type { Deps } from './env.ts';
import { body, createRouter, problems } from './route.ts';

const operations = { tags: ['Operations'] };
const received = { 204: { description: 'Received' }, ...problems };

const payment = createRoute({
  method: 'post',
  path: '/v1/webhooks/{provider}',
  ...operations,
  summary: 'For payment providers: news of a payment',
  description:
    'The signature is checked, and then only the payment’s id is used: the provider is asked what happened. Answered once the ' +
    'work is safely queued; an event that comes twice is done once.',
  security: [{ stripeSignature: [] }],
  request: {
    params: z.object({ provider: z.enum(['stripe']) }),
    body: { required: true, content: { 'application/json': { schema: z.looseObject({}) } } },
  },
  responses: received,
});
const sms = createRoute({
  method: 'post',
  path: '/v1/webhooks/twilio',
  ...operations,
  summary: 'For Twilio: what became of an SMS',
  description:
    'Each SMS is sent with this as its `StatusCallback`. `failed` and `undelivered` make its notification FAILED; everything else, ' +
    'repetitions and word of unknown ones change nothing.',
  security: [{ twilioSignature: [] }],
  request: {
    query: z.object({ sending: z.string().optional().meta({ description: 'Names the SMS' }) }),
    // No schema of zod: it is parsed once, where its signature is checked, and Twilio adds fields without notice.
    body: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object',
            properties: {
              MessageStatus: { type: 'string', example: 'undelivered' },
              ErrorCode: { type: 'string', example: '30005' },
            },
          } as const,
        },
      },
    },
  },
  responses: received,
});
const mail = createRoute({
  method: 'post',
  path: '/v1/webhooks/mail-bounces',
  ...operations,
  summary: 'For mail servers: an e-mail that came back',
  description:
    'What a delivery status notification (RFC 3464) says of one recipient. `failed` makes the notification FAILED; everything else, ' +
    'repetitions and word of unknown ones change nothing.',
  security: [{ mailBouncesSecret: [] }],
  request: body(MailBounce),
  responses: received,
});

export const webhookRoutes = ({ readWebhook, money, notifications }: Deps) =>
  createRouter()
    .openapi(sms, async (c) => {
      // The signature covers the address and the fields as they came.
      const { search } = new URL(c.req.url);
      await notifications.hearTwilio(search, await c.req.text(), c.req.header('X-Twilio-Signature') ?? '');
      return c.body(null, 204);
    })
    .openapi(mail, async (c) => {
      await notifications.hearMail(c.req.header('X-Webhook-Secret') ?? '', c.req.valid('json'));
      return c.body(null, 204);
    })
    // After those that are written out.
    .openapi(payment, async (c) => {
      // The signature covers the bytes as they came.
      const text = await c.req.text();
      const news = readWebhook(c.req.valid('param').provider, text, c.req.header('Stripe-Signature') ?? '');
      if (news) await money.compare(news);
      return c.body(null, 204);
    });
