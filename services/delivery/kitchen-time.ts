import type { Tx } from '../../adapters/postgres/index.ts';
import { predictPreparation } from '../../domain/dispatch/preparation.ts';
import { preparationMinutes } from '../../domain/restaurant/availability.ts';

/** Orders of the last two weeks tell how fast a kitchen is; so many of them, the latest. */
const RECENT = 20;
const RECENT_DAYS = 14;

export type Kitchen = {
  id: string;
  preparation_minutes: number;
  busy_extra_minutes: number;
  busy_until: Date | null;
};

/** How long an order that a kitchen accepts now will take it, in minutes. One query. */
export async function expectedPreparation(tx: Tx, kitchen: Kitchen, now: Date): Promise<number> {
  const rows = await tx
    .selectFrom('orders')
    .innerJoin('order_transitions as accepted', (join) =>
      join.onRef('accepted.order_id', '=', 'orders.id').on('accepted.to_status', '=', 'CONFIRMED'),
    )
    .innerJoin('order_transitions as ready', (join) =>
      join.onRef('ready.order_id', '=', 'orders.id').on('ready.to_status', '=', 'READY'),
    )
    .select(['accepted.at as accepted_at', 'ready.at as ready_at'])
    .where('orders.restaurant_id', '=', kitchen.id)
    .where('orders.placed_at', '>', new Date(now.getTime() - RECENT_DAYS * 24 * 60 * 60_000))
    .orderBy('orders.placed_at', 'desc')
    .limit(RECENT)
    .execute();
  return predictPreparation({
    toldMinutes: preparationMinutes(
      {
        preparationMinutes: kitchen.preparation_minutes,
        busyExtraMinutes: kitchen.busy_extra_minutes,
        busyUntil: kitchen.busy_until,
      },
      now,
    ),
    recentMinutes: rows.map(
      ({ accepted_at, ready_at }) => (ready_at.getTime() - accepted_at.getTime()) / 60_000,
    ),
  });
}
