import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import { Ledger } from '../../contracts/orders.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const ledger = createRoute({
  method: 'get',
  path: '/v1/admin/orders/{id}/ledger',
  tags: ['Admin'],
  summary: "An order's ledger entries",
  ...secured,
  request: { params: z.object({ id: id('order') }) },
  responses: { 200: json(Ledger, 'Oldest first; each transaction sums to zero'), ...problems },
});

export const adminOrderRoutes = ({ orders, readLedger }: Deps) =>
  createRouter().openapi(ledger, async (c) => {
    const orderId = c.req.valid('param').id;
    await orders.assertVisible(orderId, { role: 'admin' });
    return c.json(await readLedger(orderId), 200);
  });
