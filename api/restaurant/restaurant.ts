import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Busy, Pause, RestaurantChange, RestaurantProfile } from '../../contracts/restaurants.ts';
import type { Deps, Env } from '../env.ts';
import { IfMatchHeader, seenVersion, tagged, taggedJson } from '../etag.ts';
import { body, createRouter, problems, secured } from '../route.ts';

const common = { tags: ['Restaurant'], ...secured };
const responses = { 200: taggedJson(RestaurantProfile, 'The restaurant, with its `ETag`'), ...problems };

const read = createRoute({
  ...common,
  method: 'get',
  path: '/v1/restaurant',
  summary: 'Your restaurant as you set it up',
  responses,
});
const change = createRoute({
  ...common,
  method: 'patch',
  path: '/v1/restaurant',
  summary: 'Change what your restaurant says of itself',
  description:
    'Read it, then send what changes with its `ETag` in `If-Match`; 412 says that somebody else was faster: read it again.',
  request: { headers: IfMatchHeader, ...body(RestaurantChange) },
  responses,
});
const pause = createRoute({
  ...common,
  method: 'put',
  path: '/v1/restaurant/pause',
  summary: 'Take no orders for a while',
  description: 'It ends by itself. Orders that are placed already go on.',
  request: body(Pause),
  responses,
});
const resume = createRoute({
  ...common,
  method: 'delete',
  path: '/v1/restaurant/pause',
  summary: 'Take orders again',
  responses,
});
const busy = createRoute({
  ...common,
  method: 'put',
  path: '/v1/restaurant/busy',
  summary: 'Take longer for a while, or no longer so',
  request: body(Busy),
  responses,
});

/** Whose restaurant a member of its staff speaks for. */
export const ownRestaurant = (c: Context<Env>): string => c.get('principal').restaurantId ?? '';

export const ownRestaurantRoutes = ({ restaurants }: Deps) =>
  createRouter()
    .openapi(read, async (c) => c.json(tagged(c, await restaurants.getProfile(ownRestaurant(c))), 200))
    .openapi(change, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const changed = await restaurants.updateRestaurant(ownRestaurant(c), c.req.valid('json'), seen);
      return c.json(tagged(c, changed), 200);
    })
    .openapi(pause, async (c) =>
      c.json(tagged(c, await restaurants.pause(ownRestaurant(c), c.req.valid('json'))), 200),
    )
    .openapi(resume, async (c) => c.json(tagged(c, await restaurants.resume(ownRestaurant(c))), 200))
    .openapi(busy, async (c) =>
      c.json(tagged(c, await restaurants.setBusy(ownRestaurant(c), c.req.valid('json'))), 200),
    );
