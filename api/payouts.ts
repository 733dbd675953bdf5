import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { id } from '../contracts/common.ts';
import { PayoutPage, PayoutQuery, PayoutRun, RunPayouts, Statement } from '../contracts/payouts.ts';
import type { PayoutViewer } from '../services/payment/index.ts';
import type { Deps, Env } from './env.ts';
import { body, createRouter, json, problems, RequiredIdempotencyHeader, secured } from './route.ts';

/** Operators see every payout, restaurants and partners their own. */
function viewerOf(c: Context<Env>): PayoutViewer {
  const { role, id: ownId, restaurantId } = c.get('principal');
  if (role === 'admin') return {};
  return { payeeId: role === 'restaurant' ? (restaurantId ?? '') : ownId };
}

const shared = { tags: ['Payouts'], ...secured };
const params = z.object({ id: id('payout') });
const file = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string().meta({ format: 'binary' }) } },
});

const list = createRoute({
  method: 'get',
  path: '/v1/payouts',
  summary: 'What you were paid, the last week first',
  description:
    'Made each Monday morning for the week before. What you owe more than you are owed is carried into the next.',
  ...shared,
  request: { query: PayoutQuery },
  responses: { 200: json(PayoutPage, 'A page'), ...problems },
});
const read = createRoute({
  method: 'get',
  path: '/v1/payouts/{id}',
  summary: 'One payout with every booking that it pays',
  ...shared,
  request: { params },
  responses: { 200: json(Statement, 'The lines sum to the amount'), ...problems },
});
const csv = createRoute({
  method: 'get',
  path: '/v1/payouts/{id}/statement.csv',
  summary: 'The statement for a spreadsheet',
  ...shared,
  request: { params },
  responses: { 200: file('text/csv', 'UTF-8, amounts as 12.50'), ...problems },
});
const pdf = createRoute({
  method: 'get',
  path: '/v1/payouts/{id}/statement.pdf',
  summary: 'The statement to print or keep',
  ...shared,
  request: { params },
  responses: { 200: file('application/pdf', 'A4'), ...problems },
});
const run = createRoute({
  method: 'post',
  path: '/v1/admin/payouts',
  tags: ['Admin'],
  summary: 'Make the payouts of last week now, such as after some could not be made',
  description: 'Whoever was paid is not paid again. Runs after the one under way, if there is one.',
  ...secured,
  request: { headers: RequiredIdempotencyHeader, ...body(RunPayouts) },
  responses: { 202: json(PayoutRun, 'It is asked for'), ...problems },
});

export const payoutRoutes = ({ payouts, money, operations }: Deps) =>
  createRouter()
    .openapi(list, async (c) => {
      const { limit, starting_after: after, payee_id: payeeId } = c.req.valid('query');
      const viewer = { payeeId, ...viewerOf(c) };
      return c.json(await payouts.list(viewer, { limit, after }), 200);
    })
    .openapi(read, async (c) => c.json(await payouts.statement(c.req.valid('param').id, viewerOf(c)), 200))
    .openapi(csv, async (c) => {
      const { id: payoutId } = c.req.valid('param');
      const text = await payouts.statementCsv(payoutId, viewerOf(c));
      c.header('Content-Disposition', `attachment; filename="${payoutId}.csv"`);
      return c.body(text, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
    })
    .openapi(pdf, async (c) => {
      const { id: payoutId } = c.req.valid('param');
      const bytes = await payouts.statementPdf(payoutId, viewerOf(c));
      c.header('Content-Disposition', `attachment; filename="${payoutId}.pdf"`);
      return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/pdf' });
    })
    .openapi(run, async (c) => {
      const by = {
        actorId: c.get('principal').id,
        key: c.req.valid('header')['idempotency-key'],
        ...c.req.valid('json'),
      };
      // Asked for again it is not written down again; that it runs again does nothing.
      await operations.recordOnce(by, 'pay-out', 'payouts');
      return c.json(await money.runPayouts(), 202);
    });
