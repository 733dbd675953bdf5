import { createRoute } from '@hono/zod-openapi';
import { PageQuery } from '../../contracts/common.ts';
import { RatingPage } from '../../contracts/ratings.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/restaurant/ratings',
  tags: ['Restaurant'],
  summary: 'What customers thought of your orders, newest first',
  ...secured,
  request: { query: PageQuery },
  responses: {
    200: json(RatingPage, 'A page; starting_after is the order of the last one'),
    ...problems,
  },
});

export const restaurantRatingRoutes = ({ ratings }: Deps) =>
  createRouter().openapi(list, async (c) => {
    const { limit, starting_after: after } = c.req.valid('query');
    const { restaurantId = '' } = c.get('principal');
    return c.json(await ratings.listOf(restaurantId, { limit, after }), 200);
  });
