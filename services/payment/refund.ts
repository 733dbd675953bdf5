import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Currency, formatMoney } from '../../domain/money.ts';
import { type GivenBack, type Kept, keptAfter } from '../../domain/order/refund.ts';
import { keptMinor, type Posting, refundPostings } from '../../domain/payment/ledger.ts';
import type { Price, Tariff } from '../../domain/pricing/price.ts';
import { publish } from '../outbox.ts';
import { book } from './book.ts';
import type { Providers } from './providers.ts';

export type RefundRequest = {
  /** Names this refund within its order: asked again under it, nothing more is given back. */
  key: string;
  parts: GivenBack;
  reason?: string | undefined;
};

const NONE: GivenBack = { itemsMinor: 0, feesMinor: 0, tipMinor: 0 };
const PARTS = ['itemsMinor', 'feesMinor', 'tipMinor'] as const;

const add = (a: GivenBack, b: GivenBack): GivenBack => ({
  itemsMinor: a.itemsMinor + b.itemsMinor,
  feesMinor: a.feesMinor + b.feesMinor,
  tipMinor: a.tipMinor + b.tipMinor,
});

type Row = { key: string; items_minor: number; fees_minor: number; tip_minor: number; amount_minor: number };
const partsOf = (row: Row): GivenBack => ({
  itemsMinor: row.items_minor,
  feesMinor: row.fees_minor,
  tipMinor: row.tip_minor,
});

function assertLeft(left: Kept, { parts }: RefundRequest, currency: Currency): void {
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
    .select(['key', 'items_minor', 'fees_minor', 'tip_minor', 'amount_minor'])
    .where('order_id', '=', orderId)
    .execute();
  const own = rows.find(({ key }) => key === refund.key);
  if (own) {
    const same = PARTS.every((part) => partsOf(own)[part] === refund.parts[part]);
    if (same) return own.amount_minor;
    throw new DomainError(
      'idempotency-key-reused',
      'Another amount was refunded under this key. Use a new key.',
    );
  }

  const captured = payment.kept as unknown as Kept;
  const price = payment.price as unknown as Price;
  const refunded = rows.map(partsOf).reduce(add, NONE);
  const before = keptAfter(captured, refunded);
  assertLeft(before, refund, payment.currency as Currency);
  const after = keptAfter(captured, add(refunded, refund.parts));
  const amountMinor = keptMinor(before) - keptMinor(after);
  if (amountMinor === 0) {
    throw new DomainError('invalid-request', 'This gives nothing back. Refund at least one cent.');
  }
  await tx
    .insertInto('payment_refunds')
    .values({
      order_id: orderId,
      key: refund.key,
      items_minor: refund.parts.itemsMinor,
      fees_minor: refund.parts.feesMinor,
      tip_minor: refund.parts.tipMinor,
      amount_minor: amountMinor,
      reason: refund.reason ?? null,
      postings: JSON.stringify(refundPostings(price, before, after, tariff)),
      state: 'PENDING',
    })
    .execute();
  await tx
    .updateTable('payments')
    .set((row) => ({ refunded_minor: row('refunded_minor', '+', amountMinor), updated_at: new Date() }))
    .where('order_id', '=', orderId)
    .execute();
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
 * `idempotency-key-reused` for other parts under the same key; anything else: call again
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
