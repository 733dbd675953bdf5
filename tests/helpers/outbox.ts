import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';

/** Invented orders: nobody's but the test's that made them. */
export const inventOrders = (count: number) => {
  const run = randomUUID().slice(0, 8);
  return Array.from({ length: count }, (_, index) => `ord_test_${run}_${index}`);
};

/** An event as `publish` would write it, of an invented order: it concerns nobody. */
export const paymentEvent = (orderId: string, seq: number, data: Record<string, unknown> = {}) => ({
  event_id: `${orderId}:${seq}`,
  topic: 'payments',
  aggregate_id: orderId,
  type: 'PaymentHeld',
  data: JSON.stringify({ orderId, amountMinor: seq, currency: 'EUR', ...data }),
  realtime_at: new Date(),
});

export const writeEvents = (db: Db, events: ReturnType<typeof paymentEvent>[]) =>
  db.insertInto('outbox').values(events).execute();

/** Which of these orders' events wait for Kafka. */
export async function waitingEvents(db: Db, orderIds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('event_id')
    .where('aggregate_id', 'in', orderIds)
    .where('kafka_at', 'is', null)
    .execute();
  return rows.map((row) => row.event_id);
}

export async function removeEvents(db: Db, orderIds: string[]): Promise<void> {
  await db.deleteFrom('outbox').where('aggregate_id', 'in', orderIds).execute();
  await db
    .deleteFrom('dead_letters')
    .where(sql<string>`split_part(event_id, ':', 1)`, 'in', orderIds)
    .execute();
}
