import { createRoute } from '@hono/zod-openapi';
import { Report, ReportQuery } from '../../contracts/reports.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const report = createRoute({
  method: 'get',
  path: '/v1/admin/reports/orders',
  tags: ['Admin'],
  summary: 'Orders, money, acceptance, times and cancellations, by restaurant, partner, zone, day or hour',
  description: 'Of the orders placed on those days. May be some seconds behind.',
  ...secured,
  request: { query: ReportQuery },
  responses: { 200: json(Report, 'The figures'), ...problems },
});

export const adminReportRoutes = ({ reports }: Deps) =>
  createRouter().openapi(report, async (c) => c.json(await reports.report(c.req.valid('query')), 200));
