import { z } from 'zod';
import { CHANNELS, LOCALES } from '../domain/notification/templates.ts';
import { isTimeZone } from '../domain/opening-hours.ts';
import { id, queryNumber } from './common.ts';

const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:30')
  .meta({ example: '22:00' });

export const NotificationPreferences = z
  .strictObject({
    locale: z.enum(LOCALES).meta({ description: 'The language of all texts' }),
    channels: z.strictObject({ push: z.boolean(), sms: z.boolean(), email: z.boolean() }).meta({
      description:
        'SMS is only for what is urgent and did not get through as push. With all off, nothing is sent, whatever happens',
    }),
    quietHours: z
      .strictObject({ from: Clock, to: Clock })
      .refine(({ from, to }) => from !== to, 'must end at another time than they begin')
      .nullable()
      .meta({ description: 'Push and SMS that can wait come afterwards; what is urgent goes through' }),
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki')
      .meta({ description: 'By whose clock the quiet hours are meant' }),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

/** The push services of the browsers there are. We send requests there, so nobody may name another server. */
const PUSH_SERVICES = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'web.push.apple.com',
  'notify.windows.com',
];

function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username } = new URL(endpoint);
  const known = PUSH_SERVICES.some((service) => hostname === service || hostname.endsWith(`.${service}`));
  return protocol === 'https:' && port === '' && username === '' && known;
}

const base64url = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, 'base64url').length === bytes && /^[\w-]+=*$/.test(text), {
    error: `must be ${bytes} bytes in base64url`,
  });

export const NewPushSubscription = z
  .strictObject({
    endpoint: z
      .url({ abort: true })
      .max(1_000)
      .refine(isPushService, {
        error: 'must be an address of a browser’s push service (Google, Mozilla, Apple or Microsoft)',
        abort: true,
      })
      // Without what cannot be stored.
      .overwrite((endpoint) => new URL(endpoint).href),
    expirationTime: z.number().nullish(),
    keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
  })
  .meta({
    id: 'NewPushSubscription',
    description: 'What `pushManager.subscribe({userVisibleOnly: true, applicationServerKey})` gives, as JSON',
  });
export type NewPushSubscription = z.infer<typeof NewPushSubscription>;

export const PushSubscription = z
  .object({
    id: z.int(),
    service: z.string().meta({ description: 'Whose push service it is' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'PushSubscription' });
export type PushSubscription = z.infer<typeof PushSubscription>;

export const PushSubscriptions = z
  .object({
    publicKey: z.string().nullable().meta({
      description:
        'The `applicationServerKey`; null on a server whose push messages go to the development inbox',
    }),
    data: z.array(PushSubscription),
  })
  .meta({ id: 'PushSubscriptions' });

export const NumberId = z.object({ id: queryNumber(1, Number.MAX_SAFE_INTEGER, 'integer') });

export const NOTIFICATION_STATUSES = ['QUEUED', 'SENDING', 'SENT', 'FAILED', 'EXPIRED', 'UNCERTAIN'] as const;
const Status = z.enum(NOTIFICATION_STATUSES).meta({
  description:
    'FAILED: the address bounces, at once or later, or all tries failed. EXPIRED: it would have come too late. UNCERTAIN: an SMS that may or may not have been sent',
});

export const Notification = z
  .object({
    id: z.int(),
    eventId: z.string(),
    orderId: z.string().nullable(),
    userId: z.string(),
    channel: z.enum(CHANNELS),
    template: z.string(),
    locale: z.string(),
    title: z.string(),
    text: z.string(),
    urgent: z.boolean(),
    status: Status,
    attempts: z.int(),
    provider: z.string().nullable(),
    sentTo: z.string().nullable(),
    error: z
      .string()
      .nullable()
      .meta({ description: 'Why it was not sent, or did not arrive, the last time' }),
    createdAt: z.iso.datetime(),
    sendAfter: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const NotificationQuery = z.object({
  status: Status.optional(),
  userId: z
    .string()
    .regex(/^[a-z]{3}_[0-9a-z]{26}$/, 'must be the id of a person')
    .optional(),
  orderId: id('order').optional(),
  limit: queryNumber(1, 100, 'integer').default(20),
  starting_after: queryNumber(1, Number.MAX_SAFE_INTEGER, 'integer')
    .optional()
    .meta({ description: 'Id of the last element of the page before' }),
});
export type NotificationQuery = z.infer<typeof NotificationQuery>;
export const NotificationPage = z
  .object({ data: z.array(Notification), has_more: z.boolean() })
  .meta({ id: 'NotificationPage' });

/** One recipient's part of a delivery status notification (RFC 3464), and the address that this came to. */
export const MailBounce = z
  .strictObject({
    recipient: z.string().min(1).max(320).meta({
      description: 'The address that the report came to, which names the e-mail',
      example: 'bounces+123-mdx0k2a1@mail.example.com',
    }),
    action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']).meta({
      description:
        'Only `failed` changes something: whoever had the e-mail has given up, whatever `status` says',
    }),
    status: z
      .string()
      .regex(/^[245]\.\d{1,3}\.\d{1,3}$/, 'must be a status such as 5.1.1')
      .meta({ example: '5.1.1', description: 'RFC 3463' }),
    diagnostic: z.string().max(10_000).optional().meta({
      description: 'What the mail server said; its beginning is kept, without e-mail addresses',
      example: '550 5.1.1 No such mailbox',
    }),
  })
  .meta({ id: 'MailBounce' });
export type MailBounce = z.infer<typeof MailBounce>;
