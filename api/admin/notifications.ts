import { createRoute } from '@hono/zod-openapi';
import {
  Notification,
  NotificationPage,
  NotificationQuery,
  NumberId,
} from '../../contracts/notifications.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const operator = { tags: ['Admin'], ...secured };

const list = createRoute({
  method: 'get',
  path: '/v1/admin/notifications',
  summary: 'What people were told, or were not: by status, person or order, newest first',
  ...operator,
  request: { query: NotificationQuery },
  responses: { 200: json(NotificationPage, 'A page'), ...problems },
});
const resend = createRoute({
  method: 'post',
  path: '/v1/admin/notifications/{id}/resend',
  summary: 'Send one again that failed, came too late, or is uncertain',
  description: 'After mending what was wrong, such as the address. One that was sent is not sent twice.',
  ...operator,
  request: { params: NumberId },
  responses: { 200: json(Notification, 'It is on its way again'), ...problems },
});

export const adminNotificationRoutes = ({ notifications }: Deps) =>
  createRouter()
    .openapi(list, async (c) => c.json(await notifications.list(c.req.valid('query')), 200))
    .openapi(resend, async (c) =>
      c.json(await notifications.resend(c.req.valid('param').id, c.get('principal').id), 200),
    );
