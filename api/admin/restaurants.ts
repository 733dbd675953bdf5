import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { Promotion } from '../../contracts/restaurants.ts';
import type { Deps } from '../env.ts';
import { only } from '../middleware/authenticate.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const promotion = createRoute({
  method: 'put',
  path: '/v1/admin/restaurants/{id}/promotion',
  tags: ['Admin'],
  summary: 'Say how far a restaurant is shown before its equals',
  ...secured,
  middleware: only('admin'),
  request: { params: z.object({ id: id('restaurant') }), ...body(Promotion) },
  responses: { 200: json(Promotion, 'As it is now'), ...problems },
});

export const adminRestaurantRoutes = ({ restaurants }: Deps) =>
  createRouter().openapi(promotion, async (c) =>
    c.json(await restaurants.promote(c.req.valid('param').id, c.req.valid('json')), 200),
  );
