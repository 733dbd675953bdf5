import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id, PageQuery } from '../../contracts/common.ts';
import { DeliveryPage, DropOut, Proof } from '../../contracts/deliveries.ts';
import { Failure, OrderState } from '../../contracts/orders.ts';
import type { Deps } from '../env.ts';
import { only } from '../middleware/authenticate.ts';
import { body, createRouter, IdempotencyHeader, json, problems, secured } from '../route.ts';

const partner = { tags: ['Partner'], ...secured, middleware: only('partner') };
const delivery = z.object({ id: id('delivery') });
const offer = z.object({ id: id('offer') });
const done = { 204: { description: 'Done' }, ...problems };

const list = createRoute({
  method: 'get',
  path: '/v1/deliveries',
  summary: 'Your deliveries, newest first',
  ...partner,
  request: { query: PageQuery },
  responses: { 200: json(DeliveryPage, 'A page'), ...problems },
});
const accept = createRoute({
  method: 'post',
  path: '/v1/deliveries/offers/{id}/accept',
  summary: 'Take an offered delivery; the same as the frame offer.accept',
  ...partner,
  request: { params: offer },
  responses: done,
});
const decline = createRoute({
  method: 'post',
  path: '/v1/deliveries/offers/{id}/decline',
  summary: 'Let an offer go',
  ...partner,
  request: { params: offer },
  responses: done,
});
const arrival = <const Path extends string>(path: Path, summary: string) =>
  createRoute({
    method: 'post',
    path: `/v1/deliveries/{id}/${path}`,
    summary,
    ...partner,
    request: { params: delivery },
    responses: done,
  });
const step = <const Path extends string>(path: Path, summary: string) =>
  createRoute({
    method: 'post',
    path: `/v1/deliveries/{id}/${path}`,
    summary,
    ...partner,
    request: { params: delivery, headers: IdempotencyHeader },
    responses: { 200: json(OrderState, 'Where the order stands now'), ...problems },
  });

const atRestaurant = arrival('arrive-at-restaurant', 'You are at the restaurant');
const atCustomer = arrival('arrive-at-customer', 'You are at the door');
const pickUp = step('pick-up', 'You have the food');
const deliver = createRoute({
  method: 'post',
  path: '/v1/deliveries/{id}/deliver',
  summary: 'The customer has the food',
  description:
    'Needs a body only when the customer asked for it: their `pin`, or the reference of a `photo` of the food at the door. A wrong ' +
    'PIN is 422 `pin-wrong`; after five, `pin-locked`, and an operator helps.',
  ...partner,
  request: {
    params: delivery,
    headers: IdempotencyHeader,
    body: { required: false, content: { 'application/json': { schema: Proof } } },
  },
  responses: { 200: json(OrderState, 'Where the order stands now'), ...problems },
});
const returned = arrival('return', 'You brought the food of a failed delivery back to the restaurant');
const fail = createRoute({
  method: 'post',
  path: '/v1/deliveries/{id}/fail',
  summary: 'The food cannot be handed over; ends the order, the cause decides what the customer gets back',
  ...partner,
  request: { params: delivery, headers: IdempotencyHeader, ...body(Failure) },
  responses: { 200: json(OrderState, 'CANCELLED'), ...problems },
});
const dropOut = createRoute({
  method: 'post',
  path: '/v1/deliveries/{id}/drop-out',
  summary: 'Give a delivery back before you have the food; another partner is looked for at once',
  description:
    'You are not asked for it again. It counts against your completion rate, but not for an accident, your vehicle, a closed ' +
    'restaurant or a long wait.',
  ...partner,
  request: { params: delivery, headers: IdempotencyHeader, ...body(DropOut) },
  responses: done,
});

export const deliveryRoutes = ({ deliveries, commands }: Deps) => {
  const answer = async (partnerId: string, offerId: string, acceptIt: boolean) => {
    const searches = await deliveries.searchesOfOffer(offerId, partnerId);
    await commands.answerOffer(searches, { partnerId, accept: acceptIt });
  };
  const move = (orderId: string, partnerId: string, action: 'pickUp' | 'deliver', key?: string) =>
    commands.move(orderId, action, { actor: 'partner', actorId: partnerId }, key);
  return createRouter()
    .openapi(list, async (c) => {
      const { limit, starting_after: after } = c.req.valid('query');
      return c.json(await deliveries.listDeliveries(c.get('principal').id, { limit, after }), 200);
    })
    .openapi(accept, async (c) => {
      await answer(c.get('principal').id, c.req.valid('param').id, true);
      return c.body(null, 204);
    })
    .openapi(decline, async (c) => {
      await answer(c.get('principal').id, c.req.valid('param').id, false);
      return c.body(null, 204);
    })
    .openapi(atRestaurant, async (c) => {
      await deliveries.report(c.req.valid('param').id, c.get('principal').id, 'arriveAtRestaurant');
      return c.body(null, 204);
    })
    .openapi(atCustomer, async (c) => {
      await deliveries.report(c.req.valid('param').id, c.get('principal').id, 'arriveAtCustomer');
      return c.body(null, 204);
    })
    .openapi(returned, async (c) => {
      await deliveries.report(c.req.valid('param').id, c.get('principal').id, 'return');
      return c.body(null, 204);
    })
    .openapi(dropOut, async (c) => {
      const { id: partnerId } = c.get('principal');
      const { reason: code, note } = c.req.valid('json');
      const orderId = await deliveries.orderOfFormerDelivery(c.req.valid('param').id, partnerId);
      const change = { partnerId, code, ...(note !== undefined && { reason: note }) };
      await commands.changePartner(orderId, 'dropOut', change, c.req.valid('header')['idempotency-key']);
      return c.body(null, 204);
    })
    .openapi(fail, async (c) => {
      const { id: partnerId } = c.get('principal');
      const { cause, note } = c.req.valid('json');
      const orderId = await deliveries.orderOfDelivery(c.req.valid('param').id, partnerId);
      const by = {
        actor: 'partner' as const,
        actorId: partnerId,
        cause,
        ...(note !== undefined && { reason: note }),
      };
      return c.json(await commands.move(orderId, 'fail', by, c.req.valid('header')['idempotency-key']), 200);
    })
    .openapi(pickUp, async (c) => {
      const { id: partnerId } = c.get('principal');
      const orderId = await deliveries.orderOfDelivery(c.req.valid('param').id, partnerId);
      const key = c.req.valid('header')['idempotency-key'];
      return c.json(await move(orderId, partnerId, 'pickUp', key), 200);
    })
    .openapi(deliver, async (c) => {
      const { id: partnerId } = c.get('principal');
      // Before the order's workflow hears of it: its history is no place for a PIN.
      const orderId = await deliveries.prove(c.req.valid('param').id, partnerId, c.req.valid('json'));
      const key = c.req.valid('header')['idempotency-key'];
      return c.json(await move(orderId, partnerId, 'deliver', key), 200);
    });
};
