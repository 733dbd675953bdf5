import { createRoute } from '@hono/zod-openapi';
import { Recommendations, RecommendQuery } from '../../contracts/restaurants.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const recommendations = createRoute({
  method: 'get',
  path: '/v1/recommendations',
  tags: ['Customer'],
  summary: 'What you may want now, and why',
  ...secured,
  request: { query: RecommendQuery },
  responses: {
    200: json(Recommendations, 'Restaurants that are open now, each with its reason'),
    ...problems,
  },
});

export const recommendationRoutes = ({ search }: Deps) =>
  createRouter().openapi(recommendations, async (c) =>
    c.json(await search.recommend(c.get('principal').id, c.req.valid('query')), 200),
  );
