import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Currency, formatMoney } from '../../domain/money.ts';
import { type GivenBack, type Kept, keptAfter } from '../../domain/order/refund.ts';
import { goodwillPostings, keptMinor, type Posting, refundPostings } from '../../domain/payment/ledger.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { recordAction } from '../operations/audit.ts';
import { publish } from '../outbox.ts';
import { book } from './book.ts';
import type { Providers } from './providers.ts';

export type RefundRequest = {
  /** Names this refund within its order: asked again under it, nothing more is given back. */
  key: string;
  /** Or everything that is left. */
  parts: GivenBack | 'all';
  reason?: string | undefined;
  /** Who bears it: everybody gives back what they got, or the marketplace pays. */
  paidBy?: 'everyone' | 'platform' | undefined;
  /** The operator, for the record. */
  askedBy?: string | undefined;
  /** That an equal refund was made just now is known: this is a second one. */
  again?: boolean | undefined;
};

/** An equal refund of the same order within this time is taken for the same one, sent twice. */
const REPEATED_MINUTES = 10;

const NONE: GivenBack = { itemsMinor: 0, feesMinor: 0, tipMinor: 0 };
const PARTS = ['itemsMinor', 'feesMinor', 'tipMinor'] as const;

const partsLeft = ({ itemsMinor, feesMinor, tipMinor }: Kept): GivenBack => ({
  itemsMinor,
  feesMinor,
  tipMinor,
});
const add = (a: GivenBack, b: GivenBack): GivenBack => ({
  itemsMinor: a.itemsMinor + b.itemsMinor,
  feesMinor: a.feesMinor + b.feesMinor,
  tipMinor: a.tipMinor + b.tipMinor,
});

type Row = {
  asked_by: string | null;
  created_at: Date;
  key: string;
  whole: boolean;
  paid_by: string;
  items_minor: number;
  fees_minor: number;
  tip_minor: number;
  amount_minor: number;
};
const partsOf = (row: Row): GivenBack => ({
  itemsMinor: row.items_minor,
  feesMinor: row.fees_minor,
  tipMinor: row.tip_minor,
});

function isSame(own: Row, { parts, paidBy = 'everyone' }: RefundRequest): boolean {
  if (own.paid_by !== paidBy) return false;
  return parts === 'all'
    ? own.whole
    : !own.whole && PARTS.every((part) => partsOf(own)[part] === parts[part]);
}

function assertLeft(left: Kept, parts: GivenBack, currency: Currency): void {
  const wrong = PARTS.filter(
    (part) => !Number.isInteger(parts[part]) || parts[part] < 0 || parts[part] > left[part],
  );
  if (wrong.length === 0) return;
  const limits = wrong.map((part) => ({
    path: `parts.${part}`,
    message: `must be between 0 and ${left[part]}`,
  }));
  const most = formatMoney(keptMinor(left), currency);
  throw new DomainError(
    'invalid-request',
    `Only ${most} of this order can still be given back. Refund less.`,
    limits,
  );
}

/** Two operators, or one who presses twice, mean one refund. @throws DomainError `refund-repeated` */
function assertNotRepeated(rows: Row[], refund: RefundRequest): void {
  const since = Date.now() - REPEATED_MINUTES * 60_000;
  // A tip that its customer lowers twice is two changes; and everything can be given back once only.
  if (refund.askedBy === undefined || refund.again || refund.parts === 'all') return;
  const equal = rows.find(
    (row) => row.asked_by !== null && row.created_at.getTime() > since && isSame(row, refund),
  );
  if (!equal) return;
  throw new DomainError(
    'refund-repeated',
    `${equal.asked_by} gave back the same at ${equal.created_at.toISOString()}. If this is a second refund, send it ` +
      'with "again": true and a new Idempotency-Key.',
  );
}

/**
 * Sets the amount aside, under a lock on the payment, so that two refunds at once cannot give back more than was captured.
 * @returns the amount for the card, in minor units
 */
async function reserve(tx: Tx, orderId: string, refund: RefundRequest, tariff: Tariff): Promise<number> {
  const payment = await tx
    .selectFrom('payments')
    .innerJoin('orders', 'orders.id', 'payments.order_id')
    .select(['payments.status', 'payments.kept', 'payments.currency', 'orders.price'])
    .where('payments.order_id', '=', orderId)
    .forUpdate('payments')
    .executeTakeFirst();
  if (!payment) throw new DomainError('not-found', 'There is no such order.');
  if (payment.status !== 'CAPTURED') {
    throw new DomainError('illegal-transition', 'Nothing was charged for this order yet. Cancel it instead.');
  }
  const rows = await tx
    .selectFrom('payment_refunds')
    .select(['key', 'whole', 'paid_by', 'items_minor', 'fees_minor', 'tip_minor', 'amount_minor'])
    .select(['asked_by', 'created_at'])
    .where('order_id', '=', orderId)
    .execute();
  const own = rows.find(({ key }) => key === refund.key);
  if (own) {
    if (isSame(own, refund)) return own.amount_minor;
    throw new DomainError('idempotency-key-reused', 'Another refund was made under this key. Use a new key.');
  }

  assertNotRepeated(rows, refund);
  const captured = payment.kept as unknown as Kept;
  const price = payment.price as unknown as Price;
  const refunded = rows.map(partsOf).reduce(add, NONE);
  const before = keptAfter(captured, refunded);
  const parts = refund.parts === 'all' ? partsLeft(before) : refund.parts;
  assertLeft(before, parts, payment.currency as Currency);
  const after = keptAfter(captured, add(refunded, parts));
  const amountMinor = keptMinor(before) - keptMinor(after);
  if (amountMinor === 0) {
    throw new DomainError(
      'invalid-request',
      keptMinor(before) === 0
        ? 'Everything that was paid for this order has been given back already.'
        : 'This gives nothing back. Refund at least one cent.',
    );
  }
  await tx
    .insertInto('payment_refunds')
    .values({
      order_id: orderId,
      key: refund.key,
      whole: refund.parts === 'all',
      paid_by: refund.paidBy ?? 'everyone',
      asked_by: refund.askedBy ?? null,
      items_minor: parts.itemsMinor,
      fees_minor: parts.feesMinor,
      tip_minor: parts.tipMinor,
      amount_minor: amountMinor,
      reason: refund.reason ?? null,
      postings: JSON.stringify(
        refund.paidBy === 'platform'
          ? goodwillPostings(amountMinor)
          : refundPostings(price, before, after, tariff),
      ),
      state: 'PENDING',
    })
    .execute();
  await tx
    .updateTable('payments')
    .set((row) => ({
      refunded_minor: row('refunded_minor', '+', amountMinor),
      tip_minor: row('tip_minor', '-', parts.tipMinor),
      updated_at: new Date(),
    }))
    .where('order_id', '=', orderId)
    .execute();
  if (refund.askedBy !== undefined) {
    await recordAction(tx, {
      actorId: refund.askedBy,
      action: 'refund-order',
      subject: orderId,
      reason: refund.reason,
      before: { keptMinor: keptMinor(before) },
      after: { keptMinor: keptMinor(after), refundedMinor: amountMinor, paidBy: refund.paidBy ?? 'everyone' },
    });
  }
  return amountMinor;
}

async function record(tx: Tx, orderId: string, key: string, currency: Currency): Promise<void> {
  const refund = await tx
    .updateTable('payment_refunds')
    .set({ state: 'DONE' })
    .where('order_id', '=', orderId)
    .where('key', '=', key)
    .where('state', '=', 'PENDING')
    .returning(['postings', 'amount_minor'])
    .executeTakeFirst();
  if (!refund) return; // booked by an earlier try whose answer was lost
  const id = `${orderId}:refund:${key}`;
  await book(tx, { transaction: id, orderId, currency }, refund.postings as unknown as Posting[]);
  await publish(tx, 'payments', {
    id,
    aggregateId: orderId,
    type: 'PaymentRefunded',
    data: { orderId, amountMinor: refund.amount_minor, currency },
  });
}

/**
 * Gives captured money back, all or part, and takes it from those who got it. Idempotent by order and key.
 * @returns what goes back to the card, in minor units
 * @throws DomainError `not-found`; `illegal-transition` before capture; `invalid-request` for more than is left;
 * `idempotency-key-reused` for other parts under the same key; `refund-repeated`; anything else: call again
 */
export async function refund(
  { db, providers, tariff }: { db: Db; providers: Providers; tariff: Tariff },
  orderId: string,
  request: RefundRequest,
): Promise<{ refundedMinor: number }> {
  const refundedMinor = await db.transaction().execute((tx) => reserve(tx, orderId, request, tariff));
  const payment = await db
    .selectFrom('payments')
    .select(['provider', 'provider_reference', 'currency'])
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  const { key } = request;
  await providers.named(payment.provider).refund({
    key: `${orderId}:refund:${key}`,
    reference: payment.provider_reference,
    amountMinor: refundedMinor,
  });
  await db.transaction().execute((tx) => record(tx, orderId, key, payment.currency as Currency));
  return { refundedMinor };
}
