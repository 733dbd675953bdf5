import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { Menu, Restaurant, SearchQuery, SearchResult } from '../../contracts/restaurants.ts';
import type { Page } from '../../services/restaurant/index.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, publicProblems } from '../route.ts';

const params = z.object({ id: id('restaurant') });
const unchanged = { 304: { description: 'As you have it: `If-None-Match` names its `ETag`' } };

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
  responses: { 200: json(Restaurant, 'The restaurant'), ...unchanged, ...publicProblems },
});
const menu = createRoute({
  method: 'get',
  path: '/v1/restaurants/{id}/menu',
  tags: ['Customer'],
  summary: 'Its menu',
  request: { params },
  responses: { 200: json(Menu, 'Items in menu order'), ...unchanged, ...publicProblems },
});

/** Sends a cached answer as it is, or 304 to who has it already. Clients may keep it, and ask each time whether it is good. */
function send(c: Context, { json: text, etag }: Page): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
  const known = c.req.header('If-None-Match')?.split(',') ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'Content-Type': 'application/json' });
}

/** Browsing needs no account. */
export const restaurantRoutes = ({ restaurants, search: searchService }: Deps) =>
  createRouter()
    .openapi(search, async (c) => c.json(await searchService.search(c.req.valid('query'), new Date()), 200))
    .openapi(restaurant, async (c) => send(c, await restaurants.getRestaurant(c.req.valid('param').id)))
    .openapi(menu, async (c) => send(c, await restaurants.getMenu(c.req.valid('param').id)));
