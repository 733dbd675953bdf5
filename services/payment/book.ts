import type { Tx } from '../../adapters/postgres/index.ts';
import type { Currency } from '../../domain/money.ts';
import type { Posting } from '../../domain/payment/ledger.ts';

/**
 * Writes one ledger transaction. The database refuses at commit what does not sum to zero, and a second transaction of the
 * same name at once.
 */
export async function book(
  tx: Tx,
  entry: { transaction: string; orderId: string; currency: Currency },
  postings: Posting[],
): Promise<void> {
  if (postings.length === 0) return;
  await tx
    .insertInto('ledger_entries')
    .values(
      postings.map(({ account, amountMinor }) => ({
        transaction: entry.transaction,
        order_id: entry.orderId,
        account,
        amount_minor: amountMinor,
        currency: entry.currency,
      })),
    )
    .execute();
}
