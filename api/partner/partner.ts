import { createRoute } from '@hono/zod-openapi';
import { ShiftChange, ShiftState } from '../../contracts/partners.ts';
import type { Deps } from '../env.ts';
import { only } from '../middleware/authenticate.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const partner = { tags: ['Partner'], ...secured, middleware: only('partner') };

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

export const partnerRoutes = ({ partners }: Deps) =>
  createRouter()
    .openapi(readShift, async (c) => c.json(await partners.readShift(c.get('principal').id), 200))
    .openapi(setShift, async (c) =>
      c.json(await partners.setShift(c.get('principal').id, c.req.valid('json').status), 200),
    );
