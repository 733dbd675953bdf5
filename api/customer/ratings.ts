import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { OrderRating, RateOrder } from '../../contracts/ratings.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const params = z.object({ id: id('order') });
const customer = { tags: ['Customer'], ...secured };

const rate = createRoute({
  method: 'put',
  path: '/v1/orders/{id}/rating',
  summary: 'Rate restaurant and partner of a delivered order, 1 to 5 stars',
  description: 'May be changed for 7 days after delivery; each order counts once in the averages.',
  ...customer,
  request: { params, ...body(RateOrder) },
  responses: { 200: json(OrderRating, 'What stands now'), ...problems },
});
const read = createRoute({
  method: 'get',
  path: '/v1/orders/{id}/rating',
  summary: 'What you thought of a delivered order',
  ...customer,
  request: { params },
  responses: { 200: json(OrderRating, 'What stands now'), ...problems },
});

export const ratingRoutes = ({ ratings }: Deps) =>
  createRouter()
    .openapi(rate, async (c) =>
      c.json(await ratings.rate(c.req.valid('param').id, c.get('principal').id, c.req.valid('json')), 200),
    )
    .openapi(read, async (c) =>
      c.json(await ratings.read(c.req.valid('param').id, c.get('principal').id), 200),
    );
