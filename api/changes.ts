import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id, queryNumber } from '../contracts/common.ts';
import { ChangeState, ProposeChange } from '../contracts/orders.ts';
import type { ChangeVerdict } from '../domain/order/change.ts';
import type { Deps } from './env.ts';
import { viewer } from './orders.ts';
import { body, createRouter, IdempotencyHeader, json, problems, secured } from './route.ts';

const order = z.object({ id: id('order') });
const change = z.object({ id: id('order'), number: queryNumber(1, 1_000, 'integer') });

const propose = createRoute({
  method: 'post',
  path: '/v1/orders/{id}/changes',
  tags: ['Restaurant'],
  summary: 'Leave items out or offer others instead; the customer is asked',
  description:
    'Between CONFIRMED and READY. The order is priced anew, and never costs more than was held. Without an answer within ' +
    'five minutes what is only left out counts as approved, a substitute as refused.',
  ...secured,
  request: { params: order, headers: IdempotencyHeader, ...body(ProposeChange) },
  responses: { 201: json(ChangeState, 'The customer has been asked'), ...problems },
});

const verdict = <const Path extends string>(path: Path, role: 'customer' | 'restaurant', summary: string) =>
  createRoute({
    method: 'post',
    path: `/v1/orders/{id}/changes/{number}/${path}`,
    tags: [role === 'customer' ? 'Customer' : 'Restaurant'],
    summary,
    ...secured,
    request: { params: change },
    responses: { 200: json(ChangeState, 'What became of the change'), ...problems },
  });
const approve = verdict('approve', 'customer', 'Agree to a change; you pay the new price');
const refuse = verdict('refuse', 'customer', 'Refuse a change; the order stays as it was');
const withdraw = verdict('withdraw', 'restaurant', 'Take a change back that was not answered yet');

/** Changes of an order's items: the restaurant asks, the customer answers. */
export const changeRoutes = ({ orders, commands }: Deps) => {
  const answer = async (
    c: Parameters<typeof viewer>[0],
    params: { id: string; number: number },
    said: ChangeVerdict,
    actor: 'customer' | 'restaurant',
  ) => {
    await orders.assertVisible(params.id, viewer(c));
    return commands.answerChange(params.id, { number: params.number, verdict: said, actor });
  };
  return createRouter()
    .openapi(propose, async (c) => {
      const { id: orderId } = c.req.valid('param');
      await orders.assertVisible(orderId, viewer(c));
      const wish = { ...c.req.valid('json'), actorId: c.get('principal').id };
      return c.json(
        await commands.proposeChange(orderId, wish, c.req.valid('header')['idempotency-key']),
        201,
      );
    })
    .openapi(approve, async (c) => c.json(await answer(c, c.req.valid('param'), 'APPROVED', 'customer'), 200))
    .openapi(refuse, async (c) => c.json(await answer(c, c.req.valid('param'), 'REFUSED', 'customer'), 200))
    .openapi(withdraw, async (c) =>
      c.json(await answer(c, c.req.valid('param'), 'WITHDRAWN', 'restaurant'), 200),
    );
};
