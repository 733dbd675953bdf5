import type { Tx } from '../../adapters/postgres/index.ts';
import type { Currency } from '../../domain/money.ts';
import type { Posting } from '../../domain/payment/ledger.ts';

export type Booking = { transaction: string; orderId: string; currency: Currency };

/** Rows in one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 5_000;

/**
 * Writes one ledger transaction. The database refuses at commit what does not sum to zero, and a second transaction of the
 * same name at once.
 */
export const book = (tx: Tx, booking: Booking, postings: Posting[]): Promise<void> =>
  bookAll(tx, [{ booking, postings }]);

/** Writes many ledger transactions in few statements. */
export async function bookAll(tx: Tx, all: { booking: Booking; postings: Posting[] }[]): Promise<void> {
  const rows = all.flatMap(({ booking: { transaction, orderId, currency }, postings }) =>
    postings.map(({ account, amountMinor }) => ({
      transaction,
      order_id: orderId,
      account,
      amount_minor: amountMinor,
      currency,
    })),
  );
  for (let from = 0; from < rows.length; from += ROWS)
    await tx
      .insertInto('ledger_entries')
      .values(rows.slice(from, from + ROWS))
      .execute();
}
