import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { TipChanges } from '../../adapters/postgres/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import { TIP_HOURS, type TipStep, tipPostings, tipSteps } from '../../domain/payment/tip.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import { publish } from '../outbox.ts';
import { book } from './book.ts';
import type { Providers } from './providers.ts';
import { refund } from './refund.ts';

export type TipRequest = {
  orderId: string;
  key: string;
  tipMinor: number;
  /** The customer sent a card with it, which a higher tip needs. */
  canPay: boolean;
  /** Operators may give a tip back at any time. */
  byOperator?: boolean | undefined;
};
/** What the workflow has to bring about. `subject` stands for the order where money is held: a tip is a hold of its own. */
export type TipPlan = {
  number: number;
  subject: string;
  currency: Currency;
  fromMinor: number;
  toMinor: number;
  steps: TipStep[];
};

/** With a space: an operator's Idempotency-Key cannot be the same. */
const tipRefundKey = (number: number) => `tip ${number}`;
const subjectOf = (orderId: string, number: number) => `${orderId}:tip:${number}`;
/** What a hold is for: an order, or a change of its tip. */
export function readSubject(subject: string): { orderId: string; tipNumber: number | undefined } {
  const [orderId = '', , number] = subject.split(':');
  return { orderId, tipNumber: number === undefined ? undefined : Number(number) };
}
/** Names what goes back of one charge, to the provider and in the ledger. */
const refundOf = (plan: TipPlan, source: number) => `${plan.subject}:refund:${source}`;

async function lockedPayment(tx: Tx, orderId: string) {
  const payment = await tx
    .selectFrom('payments')
    .innerJoin('orders', 'orders.id', 'payments.order_id')
    .innerJoin('order_transitions as last', (join) =>
      join.onRef('last.order_id', '=', 'orders.id').onRef('last.seq', '=', 'orders.seq'),
    )
    .select(['orders.status', 'payments.status as payment_status', 'payments.currency', 'payments.tip_minor'])
    .select(sql<boolean>`last.at < now() - make_interval(hours => ${TIP_HOURS})`.as('is_over'))
    .where('orders.id', '=', orderId)
    .forUpdate('payments')
    .executeTakeFirst();
  if (!payment) throw new DomainError('not-found', 'There is no such order.');
  return payment;
}

type ChangeRow = Pick<Selectable<TipChanges>, 'order_id' | 'number' | 'from_minor' | 'to_minor' | 'steps'>;

/** The plan that a row was written with. */
export const planOf = (row: ChangeRow, currency: Currency): TipPlan => ({
  number: row.number,
  subject: subjectOf(row.order_id, row.number),
  currency,
  fromMinor: row.from_minor,
  toMinor: row.to_minor,
  steps: row.steps as unknown as TipStep[],
});

/**
 * Writes down how a tip is to change, before anybody is asked for money. Asked again under the same key it returns the same.
 * @throws DomainError `illegal-transition` before delivery, `tip-closed` a day after it, `tip-change-pending` while another
 *   one is under way, `idempotency-key-reused`, `invalid-request` for a higher tip without a card
 */
export async function planTip(
  db: Db,
  { orderId, key, tipMinor, canPay, byOperator }: TipRequest,
): Promise<TipPlan> {
  return db.transaction().execute(async (tx) => {
    const payment = await lockedPayment(tx, orderId);
    const changes = await tx
      .selectFrom('tip_changes')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('number')
      .execute();
    const currency = payment.currency as Currency;
    const own = changes.find((change) => change.key === key);
    if (own) {
      if (own.to_minor !== tipMinor) {
        throw new DomainError('idempotency-key-reused', 'Another tip was set under this key. Use a new key.');
      }
      return planOf(own, currency);
    }
    if (payment.status !== 'DELIVERED' || payment.payment_status === 'HELD') {
      throw new DomainError(
        'illegal-transition',
        'The tip can be changed once the order is delivered and charged.',
      );
    }
    if (payment.is_over && !byOperator) {
      throw new DomainError('tip-closed', `A tip can be changed for ${TIP_HOURS} hours after delivery.`);
    }
    if (changes.some(({ state }) => state === 'PENDING')) {
      throw new DomainError(
        'tip-change-pending',
        'Another change of this tip is under way. Try again in a moment.',
      );
    }
    if (tipMinor > payment.tip_minor && !canPay) {
      throw new DomainError(
        'invalid-request',
        'A higher tip is a new payment. Send a paymentToken with it.',
        [{ path: 'paymentToken', message: 'is required for a higher tip' }],
      );
    }
    const added = changes.map((change) => ({
      source: change.number,
      leftMinor: change.charged_minor - change.refunded_minor,
    }));
    const addedMinor = added.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
    const steps = tipSteps([{ source: 0, leftMinor: payment.tip_minor - addedMinor }, ...added], tipMinor);
    const number = changes.length + 1;
    await tx
      .insertInto('tip_changes')
      .values({
        order_id: orderId,
        number,
        key,
        from_minor: payment.tip_minor,
        to_minor: tipMinor,
        state: steps.length > 0 ? 'PENDING' : 'DONE',
        steps: JSON.stringify(steps),
      })
      .execute();
    const subject = subjectOf(orderId, number);
    return { number, subject, currency, fromMinor: payment.tip_minor, toMinor: tipMinor, steps };
  });
}

type Deps = { db: Db; providers: Providers; tariff: Tariff };

/** Marks a change as done and lets `and` write what belongs to it, once. */
async function finish(db: Db, orderId: string, plan: TipPlan, and: (tx: Tx) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const done = await tx
      .updateTable('tip_changes')
      .set({ state: 'DONE' })
      .where('order_id', '=', orderId)
      .where('number', '=', plan.number)
      .where('state', '=', 'PENDING')
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return; // our own earlier try
    await and(tx);
    await publish(tx, 'payments', {
      id: `${plan.subject}:DONE`,
      aggregateId: orderId,
      type: 'TipChanged',
      data: { orderId, fromMinor: plan.fromMinor, toMinor: plan.toMinor, currency: plan.currency },
    });
  });
}

/** Takes the money that was held for a higher tip, and books it. */
export async function chargeTip({ db, providers }: Deps, orderId: string, plan: TipPlan): Promise<void> {
  const held = await db
    .selectFrom('payment_attempts')
    .select(['provider', 'reference'])
    .where('order_id', '=', plan.subject)
    .where('state', 'in', ['HELD', 'CAPTURED'])
    .executeTakeFirstOrThrow();
  const { provider } = held;
  const reference = held.reference as string;
  const amountMinor = plan.toMinor - plan.fromMinor;
  await providers.named(provider).capture({ reference, amountMinor });
  await finish(db, orderId, plan, async (tx) => {
    await tx
      .updateTable('payment_attempts')
      .set({ state: 'CAPTURED', updated_at: new Date() })
      .where('order_id', '=', plan.subject)
      .where('state', '=', 'HELD')
      .execute();
    await tx
      .updateTable('tip_changes')
      .set({ provider, reference, charged_minor: amountMinor })
      .where('order_id', '=', orderId)
      .where('number', '=', plan.number)
      .execute();
    await tx
      .updateTable('payments')
      .set((row) => ({ tip_minor: row('tip_minor', '+', amountMinor), updated_at: new Date() }))
      .where('order_id', '=', orderId)
      .execute();
    await book(tx, { transaction: plan.subject, orderId, currency: plan.currency }, tipPostings(amountMinor));
  });
}

/** Gives the difference of a lower tip back, from each charge it came with, and takes it from the partner. */
export async function refundTip(deps: Deps, orderId: string, plan: TipPlan): Promise<void> {
  const { db, providers } = deps;
  // The order's own charge first: it is the only one whose refund can be refused, and then nothing has been given back.
  const steps = plan.steps.filter((step) => step.do === 'refund').sort((a, b) => a.source - b.source);
  for (const { source, amountMinor } of steps) {
    if (source === 0) {
      const parts = { itemsMinor: 0, feesMinor: 0, tipMinor: amountMinor };
      await refund(deps, orderId, {
        key: tipRefundKey(plan.number),
        parts,
        reason: 'the customer lowered the tip',
      });
    } else {
      const charge = await db
        .selectFrom('tip_changes')
        .select(['provider', 'reference'])
        .where('order_id', '=', orderId)
        .where('number', '=', source)
        .executeTakeFirstOrThrow();
      const reference = charge.reference as string;
      const key = refundOf(plan, source);
      await providers.named(charge.provider as string).refund({ key, reference, amountMinor });
    }
  }
  await finish(db, orderId, plan, async (tx) => {
    for (const { source, amountMinor } of steps.filter((step) => step.source > 0)) {
      await tx
        .updateTable('tip_changes')
        .set((row) => ({ refunded_minor: row('refunded_minor', '+', amountMinor) }))
        .where('order_id', '=', orderId)
        .where('number', '=', source)
        .execute();
      await tx
        .updateTable('payments')
        .set((row) => ({ tip_minor: row('tip_minor', '-', amountMinor), updated_at: new Date() }))
        .where('order_id', '=', orderId)
        .execute();
      const transaction = refundOf(plan, source);
      await book(tx, { transaction, orderId, currency: plan.currency }, tipPostings(-amountMinor));
    }
  });
}

/** Gives a change up whose money could not be had: nothing has changed. */
export async function refuseTip(db: Db, orderId: string, number: number): Promise<void> {
  await db
    .updateTable('tip_changes')
    .set({ state: 'REFUSED' })
    .where('order_id', '=', orderId)
    .where('number', '=', number)
    .where('state', '=', 'PENDING')
    .execute();
}
