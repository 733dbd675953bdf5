import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { SetTip, TipState } from '../../contracts/orders.ts';
import type { Deps } from '../env.ts';
import { viewer } from '../orders.ts';
import { body, createRouter, json, problems, RequiredIdempotencyHeader, secured } from '../route.ts';

const setTip = createRoute({
  method: 'put',
  path: '/v1/orders/{id}/tip',
  tags: ['Customer'],
  summary: 'Change the tip, up to 24 hours after delivery',
  description:
    'A higher tip is charged at once and needs a `paymentToken`; a lower one goes back to where it came from.',
  ...secured,
  request: { params: z.object({ id: id('order') }), headers: RequiredIdempotencyHeader, ...body(SetTip) },
  responses: { 200: json(TipState, 'The tip as it stands now'), ...problems },
});

export const tipRoutes = ({ orders, money }: Deps) =>
  createRouter().openapi(setTip, async (c) => {
    const { id: orderId } = c.req.valid('param');
    const wanted = c.req.valid('json');
    await orders.assertVisible(orderId, viewer(c));
    const paidMinor = await money.setTip(orderId, c.req.valid('header')['idempotency-key'], wanted);
    return c.json({ orderId, tipMinor: wanted.tipMinor, paidMinor }, 200);
  });
