import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { id, PageQuery } from '../contracts/common.ts';
import { Order, OrderPage, OrderState, OrderStatusView, Reason } from '../contracts/orders.ts';
import type { Actor } from '../domain/order/machine.ts';
import type { Principal } from '../services/auth/tokens.ts';
import type { Viewer } from '../services/order/index.ts';
import type { Deps, Env } from './env.ts';
import { body, createRouter, IdempotencyHeader, json, problems, secured } from './route.ts';

/** Which orders a caller sees. */
export function viewer(c: Context<Env>): Viewer {
  const { role, id, restaurantId } = c.get('principal');
  return role === 'restaurant' ? { role, restaurantId: restaurantId ?? '' } : { role, id };
}

/** The part a caller plays in the order machine. */
const actorOf = ({ role }: Principal): Actor => (role === 'admin' ? 'operator' : role);

const params = z.object({ id: id('order') });

const list = createRoute({
  method: 'get',
  path: '/v1/orders',
  tags: ['Orders'],
  summary: 'Your orders, newest first',
  description:
    'Customers see what they ordered, restaurants what was ordered from them, partners what they carry.',
  ...secured,
  request: { query: PageQuery },
  responses: { 200: json(OrderPage, 'A page'), ...problems },
});
const read = createRoute({
  method: 'get',
  path: '/v1/orders/{id}',
  tags: ['Orders'],
  summary: 'One order with price, payment, delivery and timeline',
  description:
    'The PIN for the door is shown to the customer only, who did what with the delivery to operators only.',
  ...secured,
  request: { params },
  responses: { 200: json(Order, 'The order'), ...problems },
});
const status = createRoute({
  method: 'get',
  path: '/v1/orders/{id}/status',
  tags: ['Orders'],
  summary: 'Where an order stands, for those who ask often',
  description:
    'Cheap, and a few milliseconds behind `/v1/orders/{id}`. Better still: listen on the WebSocket.',
  ...secured,
  request: { params },
  responses: { 200: json(OrderStatusView, 'Where it stands'), ...problems },
});
const cancel = createRoute({
  method: 'post',
  path: '/v1/orders/{id}/cancel',
  tags: ['Orders'],
  summary: 'Cancel an order',
  description:
    'A customer gets everything back until the kitchen starts, less for food that is cooked already, and cannot cancel after the pick-up; when restaurants or operators cancel, everything goes back.',
  ...secured,
  request: { params, headers: IdempotencyHeader, ...body(Reason) },
  responses: {
    200: json(OrderState, 'Cancelled; what is refunded depends on how far the kitchen was'),
    ...problems,
  },
});

/** What every role may do with the orders it sees. */
export const orderRoutes = ({ orders, orderStatus, commands, tracking }: Deps) =>
  createRouter()
    .openapi(list, async (c) => {
      const { limit, starting_after: after } = c.req.valid('query');
      return c.json(await orders.listOrders(viewer(c), { limit, after }), 200);
    })
    .openapi(read, async (c) => {
      const order = await orders.getOrder(c.req.valid('param').id, viewer(c));
      return c.json({ ...order, eta: await tracking.etaOf(order) }, 200);
    })
    .openapi(status, async (c) => c.json(await orderStatus(c.req.valid('param').id, viewer(c)), 200))
    .openapi(cancel, async (c) => {
      const { id: orderId } = c.req.valid('param');
      await orders.assertVisible(orderId, viewer(c));
      const principal = c.get('principal');
      const by = { actor: actorOf(principal), actorId: principal.id, reason: c.req.valid('json').reason };
      return c.json(
        await commands.move(orderId, 'cancel', by, c.req.valid('header')['idempotency-key']),
        200,
      );
    });
