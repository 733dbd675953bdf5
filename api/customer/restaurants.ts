import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import {
  FilterCounts,
  FilterQuery,
  ItemSearchQuery,
  ItemSearchResult,
  Menu,
  Restaurant,
  SearchQuery,
  SearchResult,
  Suggestions,
  SuggestQuery,
} from '../../contracts/restaurants.ts';
import type { Page } from '../../services/restaurant/index.ts';
import type { Deps } from '../env.ts';
import { cachedJson } from '../etag.ts';
import { pageAnswer } from '../pages.ts';
import { createRouter, json, open, paramsOf, problems } from '../route.ts';

const params = z.object({ id: id('restaurant') });
const unchanged = { 304: { description: 'As you have it: `If-None-Match` names its `ETag`' } };

const search = createRoute({
  method: 'get',
  path: '/v1/search',
  tags: ['Customer'],
  summary: 'Restaurants around a place that are open now',
  description:
    'Open is judged at this minute, in the restaurant’s own time. `degraded` says that the search index is away, and that these were found less exactly.',
  ...open,
  request: { query: SearchQuery },
  responses: { 200: json(SearchResult, 'By relevance, then distance'), ...problems },
});
const searchItems = createRoute({
  method: 'get',
  path: '/v1/search/items',
  tags: ['Customer'],
  summary: 'Dishes that can be had now, with their restaurants',
  ...open,
  request: { query: ItemSearchQuery },
  responses: {
    200: json(ItemSearchResult, 'Restaurants by their best dish, then distance'),
    ...problems,
  },
});
const filters = createRoute({
  method: 'get',
  path: '/v1/search/filters',
  tags: ['Customer'],
  summary: 'How many restaurants each filter would leave',
  ...open,
  request: { query: FilterQuery },
  responses: { 200: json(FilterCounts, 'Counts, the most frequent first'), ...problems },
});
const suggest = createRoute({
  method: 'get',
  path: '/v1/search/suggestions',
  tags: ['Customer'],
  summary: 'What somebody may be about to type',
  ...open,
  request: { query: SuggestQuery },
  responses: { 200: json(Suggestions, 'A few of each kind'), ...problems },
});
const restaurant = createRoute({
  method: 'get',
  path: '/v1/restaurants/{id}',
  tags: ['Customer'],
  summary: 'One restaurant',
  description:
    'Keep it with its `ETag` and ask with `If-None-Match`: as long as it is the same, the answer is 304 without a body.',
  ...open,
  request: { params },
  responses: { 200: cachedJson(Restaurant, 'The restaurant'), ...unchanged, ...problems },
});
const menu = createRoute({
  method: 'get',
  path: '/v1/restaurants/{id}/menu',
  tags: ['Customer'],
  summary: 'Its menu',
  description:
    '`available` says what can be had at this minute. Keep it with its `ETag` and ask with `If-None-Match`, as for the restaurant.',
  ...open,
  request: { params },
  responses: { 200: cachedJson(Menu, 'Items in menu order'), ...unchanged, ...problems },
});

/** Browsing needs no account. */
export function restaurantRoutes({ restaurants, search: searchService }: Deps) {
  const router = createRouter()
    .openapi(search, async (c) => c.json(await searchService.search(c.req.valid('query')), 200))
    .openapi(searchItems, async (c) => c.json(await searchService.searchItems(c.req.valid('query')), 200))
    .openapi(filters, async (c) => c.json(await searchService.filter(c.req.valid('query')), 200))
    .openapi(suggest, async (c) => c.json(await searchService.suggest(c.req.valid('query')), 200));

  /** A route whose answers come from the cache. Most of its requests never come here: `api/pages.ts` answers them. */
  const cached = (route: typeof restaurant | typeof menu, read: (id: string) => Promise<Page>) => {
    router.openAPIRegistry.registerPath(route);
    router.get(route.getRoutingPath(), async (c) => {
      const page = await read(paramsOf(c, params).id);
      const { body, ...init } = pageAnswer(page, c.req.header('If-None-Match'));
      return new Response(body, init);
    });
  };
  cached(restaurant, (id) => restaurants.getRestaurant(id));
  cached(menu, (id) => restaurants.getMenu(id));
  return router;
}
