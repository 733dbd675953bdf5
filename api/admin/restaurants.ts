import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { Promotion, Reindexing } from '../../contracts/restaurants.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const promotion = createRoute({
  method: 'put',
  path: '/v1/admin/restaurants/{id}/promotion',
  tags: ['Admin'],
  summary: 'Say how far a restaurant is shown before its equals',
  ...secured,
  request: { params: z.object({ id: id('restaurant') }), ...body(Promotion) },
  responses: { 200: json(Promotion, 'As it is now'), ...problems },
});

const reindex = createRoute({
  method: 'post',
  path: '/v1/admin/search/reindex',
  tags: ['Admin'],
  summary: 'Build the search index anew, beside the one that is read',
  ...secured,
  responses: { 202: json(Reindexing, 'It is under way'), ...problems },
});
const reindexing = createRoute({
  method: 'get',
  path: '/v1/admin/search/reindex',
  tags: ['Admin'],
  summary: 'How far the last rebuild of the search index is',
  ...secured,
  responses: { 200: json(Reindexing, 'Its state'), ...problems },
});

export const adminRestaurantRoutes = ({ restaurants, reindexing: rebuild, operations }: Deps) =>
  createRouter()
    .openapi(promotion, async (c) =>
      c.json(
        await restaurants.promote(c.req.valid('param').id, c.req.valid('json'), c.get('principal').id),
        200,
      ),
    )
    .openapi(reindex, async (c) => {
      // Before it begins: there is no transaction of ours in it.
      await operations.record({
        actorId: c.get('principal').id,
        action: 'rebuild-search',
        subject: 'search',
      });
      return c.json(await rebuild.start(), 202);
    })
    .openapi(reindexing, async (c) => c.json(await rebuild.read(), 200));
