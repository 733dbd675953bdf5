import { z } from 'zod';
import { id, PageQuery, page, storable } from './common.ts';
import { DeliveryUpdate, OrderChangeUpdate, OrderNews } from './realtime.ts';

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data });

/** What is sent to an endpoint: what the restaurant's sockets get, in the envelope of Standard Webhooks. */
export const WEBHOOK_EVENTS = {
  'order.placed': event('order.placed', OrderNews),
  'order.updated': event('order.updated', OrderNews),
  'order.change': event('order.change', OrderChangeUpdate),
  'delivery.updated': event('delivery.updated', DeliveryUpdate),
  /** Only when somebody asks for it. */
  'endpoint.test': event('endpoint.test', z.object({ endpointId: z.string() })),
} as const;
export type WebhookEvent = z.infer<(typeof WEBHOOK_EVENTS)[keyof typeof WEBHOOK_EVENTS]>;

/** What an endpoint can ask for. */
export const WEBHOOK_TYPES = ['order.placed', 'order.updated', 'order.change', 'delivery.updated'] as const;
export const WebhookType = z.enum(WEBHOOK_TYPES).meta({ id: 'WebhookType' });
export type WebhookType = z.infer<typeof WebhookType>;

/** Whether a text is the address of a program; services/webhook/addresses.ts says which of them are sent to. */
function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}
const Url = z
  .string()
  .max(500)
  .refine(isWebhookUrl, {
    error: 'must be an address like https://till.example.com/tiffin, without a login and a #',
    abort: true,
  })
  // As it is sent to: without blanks around it, and with nothing in it that cannot be stored.
  .overwrite((text) => new URL(text).href)
  .meta({
    pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/?=&%-]*)?$',
    example: 'https://till.example.com/tiffin',
  });
const Events = z
  .array(WebhookType)
  .min(1)
  .max(WEBHOOK_TYPES.length)
  .refine((types) => new Set(types).size === types.length, 'names a type twice')
  .meta({ uniqueItems: true });
const Description = storable(200);

export const WebhookEndpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(WebhookType),
    description: z.string(),
    enabled: z.boolean(),
    disabledBecause: z
      .enum(['by-you', 'gone', 'failing'])
      .nullable()
      .meta({ description: 'gone: it answered 410; failing: nothing got through for days' }),
    failingSince: z.string().nullable().meta({ description: 'Since when nothing has got through' }),
    previousSecretUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until then each message is signed with the secret before, too' }),
    createdAt: z.string(),
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
export const WebhookEndpointList = page(WebhookEndpoint).meta({ id: 'WebhookEndpointList' });

export const MadeWebhookEndpoint = WebhookEndpoint.extend({
  secret: z.string().meta({ description: '`whsec_…`: check signatures with it. Shown now and never again' }),
}).meta({ id: 'MadeWebhookEndpoint' });
export type MadeWebhookEndpoint = z.infer<typeof MadeWebhookEndpoint>;

export const NewWebhookEndpoint = z
  .strictObject({
    url: Url,
    events: Events.optional().meta({ description: 'Without it, all' }),
    description: Description.optional(),
  })
  .meta({ id: 'NewWebhookEndpoint' });
export type NewWebhookEndpoint = z.infer<typeof NewWebhookEndpoint>;

export const WebhookEndpointChange = z
  .strictObject({
    url: Url.optional(),
    events: Events.optional(),
    description: Description.optional(),
    enabled: z.boolean().optional().meta({
      description:
        'While it is off, what happens is not kept. What waited before is sent when it is on again',
    }),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .meta({ id: 'WebhookEndpointChange', minProperties: 1 });
export type WebhookEndpointChange = z.infer<typeof WebhookEndpointChange>;

const WebhookStatus = z.enum(['PENDING', 'DELIVERED', 'FAILED']);
export const WebhookMessage = z
  .object({
    id: z.string().meta({ description: 'The `webhook-id` of each of its tries' }),
    type: z.string(),
    status: WebhookStatus,
    attempts: z.int(),
    nextAttemptAt: z.string().nullable(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'WebhookMessage' });
export type WebhookMessage = z.infer<typeof WebhookMessage>;
export const WebhookMessagePage = page(WebhookMessage).meta({ id: 'WebhookMessagePage' });
export const WebhookMessageQuery = PageQuery.extend({ status: WebhookStatus.optional() });
export type WebhookMessageQuery = z.infer<typeof WebhookMessageQuery>;

export const WebhookAttempt = z
  .object({
    number: z.int(),
    at: z.string(),
    durationMs: z.int(),
    status: z.int().nullable().meta({ description: 'What the endpoint answered' }),
    answer: z.string().nullable().meta({ description: 'The beginning of its answer' }),
    error: z.string().nullable().meta({ description: 'Why there is no answer' }),
  })
  .meta({ id: 'WebhookAttempt' });
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;
export const WebhookMessageFile = WebhookMessage.extend({
  body: z.string().meta({ description: 'As it was signed and sent' }),
  tries: z.array(WebhookAttempt).meta({ description: 'The last 50' }),
}).meta({ id: 'WebhookMessageFile' });
export type WebhookMessageFile = z.infer<typeof WebhookMessageFile>;

export const WebhookReplay = z
  .strictObject({
    since: z.iso
      .datetime({ offset: true })
      .meta({ description: 'What has failed and was written since then is sent again' }),
  })
  .meta({ id: 'WebhookReplay' });
export const WebhookReplayed = z
  .object({ messages: z.int().meta({ description: 'So many are on their way again' }) })
  .meta({ id: 'WebhookReplayed' });

export const WebhookId = z.object({ id: id('webhook') });
export const WebhookMessageId = z.object({ id: id('webhook'), message: id('webhookMessage') });
