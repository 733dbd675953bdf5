import { ID_PREFIXES } from '../ids.ts';
import type { LedgerAccount, Posting } from './ledger.ts';

/** Accounts of what is owed to restaurants and partners. */
export const OWED = [
  'restaurant_payable',
  'partner_payable',
  'tips_payable',
] as const satisfies LedgerAccount[];
export type OwedAccount = (typeof OWED)[number];

/** Names of payouts in the ledger begin so; they are not earnings. */
export const PAYOUT_PREFIX = `${ID_PREFIXES.payout}_`;

/** One booking that a payout pays. `amountMinor` as in the ledger: negative is owed, positive was taken back. */
export type OwedEntry = { orderId: string; account: OwedAccount; transaction: string; amountMinor: number };

/**
 * What a payout books for each of its orders, so that each order still sums to zero: what was owed is owed no more, and has gone
 * to the bank. Orders whose entries cancel each other out need none.
 */
export function payoutPostings(entries: OwedEntry[]): Map<string, Posting[]> {
  const orders = new Map<string, Map<OwedAccount, number>>();
  for (const { orderId, account, amountMinor } of entries) {
    const sums = orders.get(orderId) ?? new Map<OwedAccount, number>();
    sums.set(account, (sums.get(account) ?? 0) + amountMinor);
    orders.set(orderId, sums);
  }
  const postings = new Map<string, Posting[]>();
  for (const [orderId, sums] of orders) {
    const owed = [...sums].map(([account, sum]): Posting => ({ account, amountMinor: 0 - sum }));
    const paid = owed.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const all = [...owed, { account: 'payout_clearing' as const, amountMinor: 0 - paid }];
    const nonZero = all.filter(({ amountMinor }) => amountMinor !== 0);
    if (nonZero.length > 0) postings.set(orderId, nonZero);
  }
  return postings;
}

/** What is paid for these entries together, in minor units. Negative: the payee owes, and nothing is paid. */
export const owedMinor = (entries: OwedEntry[]): number =>
  entries.reduce((sum, { amountMinor }) => sum - amountMinor, 0);

const NAMES: Record<OwedAccount, string> = {
  restaurant_payable: 'Items, less tax and commission',
  partner_payable: 'Delivery fee, less tax',
  tips_payable: 'Tip',
};

/** A booking in words for a statement. */
export function entryInWords({ transaction, account, orderId }: OwedEntry): string {
  const name = transaction.replace(`${orderId}:`, '');
  if (name === 'waiting') return 'Waiting at the restaurant';
  if (name.startsWith('refund')) return `Refund: ${NAMES[account].toLowerCase()}`;
  if (name.startsWith('tip')) return 'Tip after delivery';
  return NAMES[account];
}
