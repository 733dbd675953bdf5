import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { Menu, Restaurant, SearchQuery, SearchResult } from '../../contracts/restaurants.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, publicProblems } from '../route.ts';

const params = z.object({ id: id('restaurant') });

const search = createRoute({
  method: 'get',
  path: '/v1/search',
  tags: ['Customer'],
  summary: 'Restaurants around a place that are open now',
  request: { query: SearchQuery },
  responses: { 200: json(SearchResult, 'By relevance, then distance'), ...publicProblems },
});
const restaurant = createRoute({
  method: 'get',
  path: '/v1/restaurants/{id}',
  tags: ['Customer'],
  summary: 'One restaurant',
  request: { params },
  responses: { 200: json(Restaurant, 'The restaurant'), ...publicProblems },
});
const menu = createRoute({
  method: 'get',
  path: '/v1/restaurants/{id}/menu',
  tags: ['Customer'],
  summary: 'Its menu',
  request: { params },
  responses: { 200: json(Menu, 'Items in menu order'), ...publicProblems },
});

/** Browsing needs no account. */
export const restaurantRoutes = ({ restaurants, search: searchService }: Deps) =>
  createRouter()
    .openapi(search, async (c) => c.json(await searchService.search(c.req.valid('query'), new Date()), 200))
    .openapi(restaurant, async (c) =>
      c.json(await restaurants.getRestaurant(c.req.valid('param').id, new Date()), 200),
    )
    .openapi(menu, async (c) => c.json(await restaurants.getMenu(c.req.valid('param').id), 200));
