import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { PaymentDifferences, Refund, RefundOrder } from '../../contracts/orders.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, RequiredIdempotencyHeader, secured } from '../route.ts';

const refund = createRoute({
  method: 'post',
  path: '/v1/admin/orders/{id}/refunds',
  tags: ['Admin'],
  summary: 'Give money of a charged order back, all or part',
  description:
    'Before an order is charged, cancel it instead. Sent again with the same key and body, nothing more is given back.',
  ...secured,
  request: {
    params: z.object({ id: id('order') }),
    headers: RequiredIdempotencyHeader,
    ...body(RefundOrder),
  },
  responses: { 201: json(Refund, 'What goes back to the card'), ...problems },
});
const differences = createRoute({
  method: 'get',
  path: '/v1/admin/payments/differences',
  tags: ['Admin'],
  summary: 'Where a provider’s books and ours differ, newest first',
  description:
    'Found by the sweep (`payment-sweep` in Temporal) and by webhooks. `orphan-hold` was closed at once.',
  ...secured,
  responses: { 200: json(PaymentDifferences, 'The last hundred, open ones first'), ...problems },
});

export const adminPaymentRoutes = ({ orders, money, readDifferences }: Deps) =>
  createRouter()
    .openapi(refund, async (c) => {
      const { id: orderId } = c.req.valid('param');
      const { parts, paidBy, reason, again } = c.req.valid('json');
      await orders.assertVisible(orderId, { role: 'admin' });
      const refundedMinor = await money.refund(orderId, {
        key: c.req.valid('header')['idempotency-key'],
        parts: parts ?? 'all',
        paidBy,
        reason,
        askedBy: c.get('principal').id,
        ...(again && { again }),
      });
      return c.json({ orderId, refundedMinor }, 201);
    })
    .openapi(differences, async (c) => c.json({ data: await readDifferences() }, 200));
