import type { Db } from '../../adapters/postgres/index.ts';
import type { Metrics } from '../../adapters/telemetry/metrics.ts';
import { STUCK_STATES } from '../../domain/order/stuck.ts';
import { listStuck } from './stuck.ts';

/** Lets metrics say how orders are, from the books, with each scrape. Every process that does says the same. */
export function measureOrders(metrics: Metrics, db: Db, acceptWithinSeconds: number): void {
  metrics.gauge('tiffin_orders_under_way', 'Orders that have not ended, by status', ['status'], async () => {
    const rows = await db
      .selectFrom('orders')
      .select(({ fn }) => ['status', fn.countAll<number>().as('orders')])
      .where('status', 'not in', ['DELIVERED', 'REJECTED', 'CANCELLED'])
      .groupBy('status')
      .execute();
    return rows.map(({ status, orders }) => [{ status }, orders]);
  });
  metrics.gauge('tiffin_orders_stuck', 'Orders that somebody should look at, by why', ['stuck'], async () => {
    const { data } = await listStuck(db, { limit: 100_000 }, acceptWithinSeconds);
    return STUCK_STATES.map((stuck) => [{ stuck }, data.filter((order) => order.stuck === stuck).length]);
  });
  metrics.gauge(
    'tiffin_payment_differences',
    'Open differences between a provider and the books',
    [],
    async () => {
      const { open } = await db
        .selectFrom('payment_differences')
        .select(({ fn }) => fn.countAll<number>().as('open'))
        .where('resolved_at', 'is', null)
        .executeTakeFirstOrThrow();
      return [[{}, open]];
    },
  );
}
