import { createRoute } from '@hono/zod-openapi';
import { PageQuery } from '../../contracts/common.ts';
import {
  DeliveryEarningsPage,
  Earnings,
  EarningsQuery,
  PartnerProfile,
  ShiftChange,
  ShiftState,
} from '../../contracts/partners.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const partner = { tags: ['Partner'], ...secured };

const readShift = createRoute({
  method: 'get',
  path: '/v1/partner/shift',
  summary: 'Your shift, and whether offers reach you',
  ...partner,
  responses: { 200: json(ShiftState, 'Where it stands'), ...problems },
});
const setShift = createRoute({
  method: 'put',
  path: '/v1/partner/shift',
  summary: 'Begin, pause or end your shift; the same as the frame shift',
  description: 'What you carry goes on. An offer that is open stays open.',
  ...partner,
  request: body(ShiftChange),
  responses: { 200: json(ShiftState, 'Where it stands now'), ...problems },
});
const profile = createRoute({
  method: 'get',
  path: '/v1/partner',
  summary: 'Who you are to the dispatcher: rating and rates, from facts',
  ...partner,
  responses: { 200: json(PartnerProfile, 'Your profile'), ...problems },
});
const earnings = createRoute({
  method: 'get',
  path: '/v1/earnings',
  summary: 'What you have earned, by day or week of your time zone',
  ...partner,
  request: { query: EarningsQuery },
  responses: { 200: json(Earnings, 'Sums of the ledger, oldest first'), ...problems },
});
const deliveryEarnings = createRoute({
  method: 'get',
  path: '/v1/earnings/deliveries',
  summary: 'What each delivery has brought, newest first',
  ...partner,
  request: { query: PageQuery },
  responses: { 200: json(DeliveryEarningsPage, 'A page'), ...problems },
});

export const partnerRoutes = ({ partners }: Deps) =>
  createRouter()
    .openapi(profile, async (c) => c.json(await partners.readProfile(c.get('principal').id), 200))
    .openapi(earnings, async (c) =>
      c.json(await partners.readEarnings(c.get('principal').id, c.req.valid('query')), 200),
    )
    .openapi(deliveryEarnings, async (c) => {
      const { limit, starting_after: after } = c.req.valid('query');
      return c.json(await partners.listDeliveryEarnings(c.get('principal').id, { limit, after }), 200);
    })
    .openapi(readShift, async (c) => c.json(await partners.readShift(c.get('principal').id), 200))
    .openapi(setShift, async (c) =>
      c.json(await partners.setShift(c.get('principal').id, c.req.valid('json').status), 200),
    );
