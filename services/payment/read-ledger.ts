import type { Db } from '../../adapters/postgres/index.ts';
import type { Ledger } from '../../contracts/orders.ts';

/** An order's ledger entries, oldest first. */
export async function readLedger(db: Db, orderId: string): Promise<Ledger> {
  const rows = await db
    .selectFrom('ledger_entries')
    .select(['transaction', 'account', 'amount_minor', 'currency', 'at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  const entries = rows.map(({ transaction, account, amount_minor, currency, at }) => ({
    transaction,
    account,
    amountMinor: amount_minor,
    currency: currency as Ledger['entries'][number]['currency'],
    at: at.toISOString(),
  }));
  return { orderId, entries };
}
