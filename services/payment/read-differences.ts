import type { Db } from '../../adapters/postgres/index.ts';
import type { PaymentDifference } from '../../contracts/orders.ts';

const MOST = 100;

/** Where a provider's books and ours differ, open ones first, then newest first. */
export async function readDifferences(db: Db): Promise<PaymentDifference[]> {
  const rows = await db
    .selectFrom('payment_differences')
    .selectAll()
    .orderBy('resolved_at', (order) => order.desc().nullsFirst())
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind as PaymentDifference['kind'],
    orderId: row.order_id ?? '',
    provider: row.provider,
    reference: row.reference,
    ours: row.ours as unknown as PaymentDifference['ours'],
    theirs: row.theirs as unknown as PaymentDifference['theirs'],
    foundAt: row.found_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  }));
}
