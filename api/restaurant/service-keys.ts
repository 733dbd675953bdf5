import { createRoute } from '@hono/zod-openapi';
import { MadeServiceKey, NewServiceKey, ServiceKeyId, ServiceKeyList } from '../../contracts/auth.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';
import { ownRestaurant } from './restaurant.ts';

const common = { tags: ['Restaurant'], ...secured };

const list = createRoute({
  ...common,
  method: 'get',
  path: '/v1/restaurant/keys',
  summary: 'The keys of programs that work for you, newest first',
  responses: { 200: json(ServiceKeyList, 'All that are not revoked'), ...problems },
});
const make = createRoute({
  ...common,
  method: 'post',
  path: '/v1/restaurant/keys',
  summary: 'Make a key for a program, such as a till',
  description:
    'It may do what its scopes say, and is sent like an access token: `Authorization: Bearer tfk_…`.',
  request: body(NewServiceKey),
  responses: { 201: json(MadeServiceKey, 'Keep `key` now: it is not shown again'), ...problems },
});
const revoke = createRoute({
  ...common,
  method: 'delete',
  path: '/v1/restaurant/keys/{id}',
  summary: 'Revoke a key, at once',
  request: { params: ServiceKeyId },
  responses: { 204: { description: 'It is no good any more' }, ...problems },
});

export const serviceKeyRoutes = ({ serviceKeys }: Deps) =>
  createRouter()
    .openapi(list, async (c) => c.json(await serviceKeys.list(ownRestaurant(c)), 200))
    .openapi(make, async (c) => {
      const made = await serviceKeys.make(ownRestaurant(c), c.get('principal').id, c.req.valid('json'));
      c.header('Cache-Control', 'no-store');
      return c.json(made, 201);
    })
    .openapi(revoke, async (c) => {
      await serviceKeys.revoke(ownRestaurant(c), c.req.valid('param').id);
      return c.body(null, 204);
    });
