import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import {
  ActionQuery,
  Because,
  Circuits,
  FeatureFlags,
  FlagChange,
  FlagName,
  OperatorActionPage,
  OperatorPauses,
  OrderStory,
  PauseChange,
  PauseState,
  StuckOrders,
  StuckQuery,
  ZoneId,
  Zones,
} from '../../contracts/operations.ts';
import type { Deps } from '../env.ts';
import {
  body,
  createRouter,
  IdempotencyHeader,
  json,
  problems,
  RequiredIdempotencyHeader,
  secured,
} from '../route.ts';

const operator = { tags: ['Admin'], ...secured };
const restaurant = z.object({ id: id('restaurant') });
const zone = z.object({ id: ZoneId });

const stuck = createRoute({
  method: 'get',
  path: '/v1/admin/orders/stuck',
  summary: 'Orders that stand still: how long, why, and what to do next',
  description: 'From the books alone, so it also works while Temporal is away. Longest first.',
  ...operator,
  request: { query: StuckQuery },
  responses: { 200: json(StuckOrders, 'Those that somebody should look at'), ...problems },
});
const story = createRoute({
  method: 'get',
  path: '/v1/admin/orders/{id}/story',
  summary: 'Everything that happened to an order: moves, offers and their scores, payments, operators’ hands',
  ...operator,
  request: { params: z.object({ id: id('order') }) },
  responses: { 200: json(OrderStory, 'Oldest first, and what its workflow is doing now'), ...problems },
});
const actions = createRoute({
  method: 'get',
  path: '/v1/admin/actions',
  summary: 'The audit log: what operators did, when and why, newest first',
  description: 'Each entry is written in the transaction of what it tells of.',
  ...operator,
  request: { query: ActionQuery },
  responses: {
    200: json(OperatorActionPage, 'A page; the next with `before` = the last entry’s id'),
    ...problems,
  },
});

const zones = createRoute({
  method: 'get',
  path: '/v1/admin/zones',
  summary: 'The zones that have restaurants, and what goes on there',
  ...operator,
  responses: { 200: json(Zones, 'Busiest first'), ...problems },
});
const pauses = createRoute({
  method: 'get',
  path: '/v1/admin/pauses',
  summary: 'What operators have paused',
  ...operator,
  responses: { 200: json(OperatorPauses, 'Those that count now'), ...problems },
});
const ABOUT_PAUSES =
  'New orders are refused and the restaurants are not found; orders under way go on. A restaurant cannot end it itself.';
const pauseZone = createRoute({
  method: 'post',
  path: '/v1/admin/zones/{id}/pause',
  summary: 'Stop a zone from taking orders for a while',
  description: ABOUT_PAUSES,
  ...operator,
  request: { params: zone, headers: RequiredIdempotencyHeader, ...body(PauseChange) },
  responses: { 200: json(PauseState, 'Paused'), ...problems },
});
const resumeZone = createRoute({
  method: 'post',
  path: '/v1/admin/zones/{id}/resume',
  summary: 'Let a zone take orders again',
  ...operator,
  request: { params: zone, headers: RequiredIdempotencyHeader, ...body(Because) },
  responses: { 200: json(PauseState, 'No longer paused'), ...problems },
});
const pauseRestaurant = createRoute({
  method: 'post',
  path: '/v1/admin/restaurants/{id}/pause',
  summary: 'Stop a restaurant from taking orders for a while',
  description: ABOUT_PAUSES,
  ...operator,
  request: { params: restaurant, headers: RequiredIdempotencyHeader, ...body(PauseChange) },
  responses: { 200: json(PauseState, 'Paused'), ...problems },
});
const resumeRestaurant = createRoute({
  method: 'post',
  path: '/v1/admin/restaurants/{id}/resume',
  summary: 'Let a restaurant take orders again, as far as its zone and itself do',
  ...operator,
  request: { params: restaurant, headers: RequiredIdempotencyHeader, ...body(Because) },
  responses: { 200: json(PauseState, 'No longer paused by operators'), ...problems },
});

const flags = createRoute({
  method: 'get',
  path: '/v1/admin/flags',
  summary: 'What can be switched off while the system runs',
  ...operator,
  responses: { 200: json(FeatureFlags, 'Each with what it means'), ...problems },
});
const setFlag = createRoute({
  method: 'put',
  path: '/v1/admin/flags/{name}',
  summary: 'Switch something off or on; every process follows within two seconds',
  ...operator,
  request: { params: z.object({ name: FlagName }), headers: IdempotencyHeader, ...body(FlagChange) },
  responses: { 200: json(FeatureFlags, 'As they are now'), ...problems },
});
const circuits = createRoute({
  method: 'get',
  path: '/v1/admin/circuits',
  summary: 'Circuit breakers of every process: payment providers, search',
  ...operator,
  responses: { 200: json(Circuits, 'Open ones first'), ...problems },
});

export const adminOperationRoutes = ({ operations, workflowState }: Deps) => {
  const key = 'idempotency-key';
  return createRouter()
    .openapi(stuck, async (c) => c.json(await operations.stuck(c.req.valid('query')), 200))
    .openapi(story, async (c) => {
      const { id: orderId } = c.req.valid('param');
      const [known, workflow] = await Promise.all([operations.story(orderId), workflowState(orderId)]);
      return c.json({ ...known, workflow }, 200);
    })
    .openapi(actions, async (c) => c.json(await operations.actions(c.req.valid('query')), 200))
    .openapi(zones, async (c) => c.json({ data: await operations.zones() }, 200))
    .openapi(pauses, async (c) => c.json({ data: await operations.pauses() }, 200))
    .openapi(pauseZone, async (c) => {
      const scope = { kind: 'zone', id: c.req.valid('param').id } as const;
      const by = { actorId: c.get('principal').id, key: c.req.valid('header')[key] };
      return c.json(await operations.pause(scope, c.req.valid('json'), by), 200);
    })
    .openapi(resumeZone, async (c) => {
      const scope = { kind: 'zone', id: c.req.valid('param').id } as const;
      const by = { actorId: c.get('principal').id, key: c.req.valid('header')[key], ...c.req.valid('json') };
      return c.json(await operations.resume(scope, by), 200);
    })
    .openapi(pauseRestaurant, async (c) => {
      const scope = { kind: 'restaurant', id: c.req.valid('param').id } as const;
      const by = { actorId: c.get('principal').id, key: c.req.valid('header')[key] };
      return c.json(await operations.pause(scope, c.req.valid('json'), by), 200);
    })
    .openapi(resumeRestaurant, async (c) => {
      const scope = { kind: 'restaurant', id: c.req.valid('param').id } as const;
      const by = { actorId: c.get('principal').id, key: c.req.valid('header')[key], ...c.req.valid('json') };
      return c.json(await operations.resume(scope, by), 200);
    })
    .openapi(flags, async (c) => c.json({ data: await operations.flags() }, 200))
    .openapi(setFlag, async (c) => {
      const { enabled, reason } = c.req.valid('json');
      const by = { actorId: c.get('principal').id, reason, key: c.req.valid('header')[key] };
      return c.json({ data: await operations.setFlag(c.req.valid('param').name, enabled, by) }, 200);
    })
    .openapi(circuits, async (c) => c.json({ data: await operations.circuits() }, 200));
};
