import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { Basket, Order, PlaceOrder, Quote } from '../../contracts/orders.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, RequiredIdempotencyHeader, secured } from '../route.ts';

const quote = createRoute({
  method: 'post',
  path: '/v1/quotes',
  tags: ['Customer'],
  summary: 'What a basket costs; the price holds for 15 minutes',
  description:
    'Nothing is ordered and no card is asked. An order of the `quoteId` within its time costs this, whatever the menu says by then.',
  ...secured,
  request: body(Basket),
  responses: { 201: json(Quote, 'The price, part by part'), ...problems },
});
const place = createRoute({
  method: 'post',
  path: '/v1/orders',
  tags: ['Customer'],
  summary: 'Place an order, of a basket or of a quote',
  description:
    'Needs an `Idempotency-Key`: sent again with the same body it answers the same; with another body 422 ' +
    '`idempotency-key-reused`. The card is authorised, and charged on delivery.',
  ...secured,
  request: { ...body(PlaceOrder), headers: RequiredIdempotencyHeader },
  responses: {
    201: {
      ...json(Order, 'The order: PLACED, or SCHEDULED with `deliverAt`'),
      headers: z.object({
        Location: z.string().meta({ description: 'Of the order', example: '/v1/orders/ord_…' }),
      }),
    },
    ...problems,
  },
});

export const customerOrderRoutes = ({ commands, orders, pricing, tracking }: Deps) =>
  createRouter()
    .openapi(quote, async (c) =>
      c.json(await pricing.createQuote(c.get('principal').id, c.req.valid('json'), new Date()), 201),
    )
    .openapi(place, async (c) => {
      const key = c.req.valid('header')['idempotency-key'];
      const { id } = c.get('principal');
      const { orderId } = await commands.place(id, key, c.req.valid('json'));
      c.header('Location', `/v1/orders/${orderId}`);
      const order = await orders.getOrder(orderId, { role: 'customer', id });
      return c.json({ ...order, eta: await tracking.etaOf(order) }, 201);
    });
