import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { OrderState, Reason } from '../../contracts/orders.ts';
import type { MoveAction } from '../../workflows/messages.ts';
import type { Deps } from '../env.ts';
import { viewer } from '../orders.ts';
import { body, createRouter, IdempotencyHeader, json, problems, secured } from '../route.ts';

const params = z.object({ id: id('order') });

const move = <const Path extends string>(path: Path, summary: string, description: string) =>
  createRoute({
    method: 'post',
    path: `/v1/orders/{id}/${path}`,
    tags: ['Restaurant'],
    summary,
    description,
    ...secured,
    request: { params, headers: IdempotencyHeader },
    responses: { 200: json(OrderState, 'Where the order stands now'), ...problems },
  });

const accept = move(
  'accept',
  'Accept an order',
  'From PLACED. An order that nobody answers is rejected by itself after some minutes, and the customer pays nothing.',
);
const prepare = move(
  'prepare',
  'Start cooking; the search for a delivery partner begins',
  'From CONFIRMED. From now on a customer who cancels gets less back.',
);
const ready = move(
  'ready',
  'The food can be fetched',
  'From PREPARING, and not while a change of items waits for the customer: 409 `change-pending`.',
);
const reject = createRoute({
  method: 'post',
  path: '/v1/orders/{id}/reject',
  tags: ['Restaurant'],
  summary: 'Turn an order down; the customer is not charged',
  ...secured,
  request: { params, headers: IdempotencyHeader, ...body(Reason) },
  responses: { 200: json(OrderState, 'Where the order stands now'), ...problems },
});

export const restaurantOrderRoutes = ({ orders, commands }: Deps) => {
  const make = async (
    c: Parameters<typeof viewer>[0],
    orderId: string,
    action: MoveAction,
    reason?: string,
  ) => {
    await orders.assertVisible(orderId, viewer(c));
    const { id: actorId } = c.get('principal');
    const by = { actor: 'restaurant' as const, actorId, ...(reason !== undefined && { reason }) };
    return commands.move(orderId, action, by, c.req.header('Idempotency-Key'));
  };
  return createRouter()
    .openapi(accept, async (c) => c.json(await make(c, c.req.valid('param').id, 'accept'), 200))
    .openapi(prepare, async (c) => c.json(await make(c, c.req.valid('param').id, 'prepare'), 200))
    .openapi(ready, async (c) => c.json(await make(c, c.req.valid('param').id, 'ready'), 200))
    .openapi(reject, async (c) =>
      c.json(await make(c, c.req.valid('param').id, 'reject', c.req.valid('json').reason), 200),
    );
};
