import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import {
  Assign,
  DeliveryFile,
  DeliveryQueueQuery,
  Unassign,
  WatchedDeliveryPage,
} from '../../contracts/deliveries.ts';
import { Reason } from '../../contracts/orders.ts';
import type { ChangeOfPartner } from '../../workflows/messages.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, IdempotencyHeader, json, problems, secured } from '../route.ts';

const operator = { tags: ['Admin'], ...secured };
const params = z.object({ id: id('delivery') });

const list = createRoute({
  method: 'get',
  path: '/v1/admin/deliveries',
  summary: 'Deliveries that wait for a hand, have nobody, or are under way',
  ...operator,
  request: { query: DeliveryQueueQuery },
  responses: {
    200: json(WatchedDeliveryPage, 'Those that have lost a partner first, then the oldest'),
    ...problems,
  },
});
const read = createRoute({
  method: 'get',
  path: '/v1/admin/deliveries/{id}',
  summary: 'One delivery with its history and its offers, and why each went to whom',
  ...operator,
  request: { params },
  responses: { 200: json(DeliveryFile, 'The delivery'), ...problems },
});
const assign = createRoute({
  method: 'post',
  path: '/v1/admin/deliveries/{id}/assign',
  summary: 'Give a delivery to a partner by hand, also when it is somebody else’s',
  description:
    'A live offer is withdrawn and the search ends. Somebody who has it loses it only when `insteadOf` names them; after the ' +
    'pick-up that is a hand-over of the food. No partner gets more deliveries than one may carry, and none who is not ONLINE ' +
    'unless you say so (`evenIfOffShift`).',
  ...operator,
  request: { params, headers: IdempotencyHeader, ...body(Assign) },
  responses: { 200: json(DeliveryFile, 'The delivery, assigned'), ...problems },
});
const unassign = createRoute({
  method: 'post',
  path: '/v1/admin/deliveries/{id}/unassign',
  summary: 'Take a delivery from its partner before the pick-up; another is looked for at once',
  ...operator,
  request: { params, headers: IdempotencyHeader, ...body(Unassign) },
  responses: { 200: json(DeliveryFile, 'The delivery, searched for again'), ...problems },
});

const waive = createRoute({
  method: 'post',
  path: '/v1/admin/deliveries/{id}/waive-proof',
  summary: 'Let a delivery be made without PIN or picture',
  ...operator,
  request: { params, ...body(Reason) },
  responses: { 200: json(DeliveryFile, 'The delivery'), ...problems },
});

export const adminDeliveryRoutes = ({ deliveries, commands }: Deps) => {
  const change = async (
    deliveryId: string,
    kind: 'assign' | 'unassign',
    by: ChangeOfPartner,
    key: string | undefined,
  ) => {
    await commands.changePartner(await deliveries.orderOfAnyDelivery(deliveryId), kind, by, key);
    return deliveries.readFile(deliveryId);
  };
  return createRouter()
    .openapi(list, async (c) => {
      const { queue, limit, starting_after: after } = c.req.valid('query');
      return c.json(await deliveries.watch(queue, { limit, after }), 200);
    })
    .openapi(read, async (c) => c.json(await deliveries.readFile(c.req.valid('param').id), 200))
    .openapi(assign, async (c) => {
      const { insteadOf, evenIfOffShift, ...wanted } = c.req.valid('json');
      const by = {
        ...wanted,
        actorId: c.get('principal').id,
        ...(insteadOf && { insteadOf }),
        ...(evenIfOffShift && { evenIfOffShift }),
      };
      const key = c.req.valid('header')['idempotency-key'];
      return c.json(await change(c.req.valid('param').id, 'assign', by, key), 200);
    })
    .openapi(waive, async (c) => {
      const { id: deliveryId } = c.req.valid('param');
      const by = { actorId: c.get('principal').id, reason: c.req.valid('json').reason };
      await deliveries.waiveProof(await deliveries.orderOfAnyDelivery(deliveryId), by);
      return c.json(await deliveries.readFile(deliveryId), 200);
    })
    .openapi(unassign, async (c) => {
      const by = { ...c.req.valid('json'), actorId: c.get('principal').id };
      const key = c.req.valid('header')['idempotency-key'];
      return c.json(await change(c.req.valid('param').id, 'unassign', by, key), 200);
    });
};
