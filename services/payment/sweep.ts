import { type Selectable, sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { TipChanges } from '../../adapters/postgres/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { type Difference, differenceOf, type HoldRecord } from '../../domain/payment/compare.ts';
import type { AttemptState } from './attempts.ts';
import { planOf, readSubject } from './change-tip.ts';
import type { Ending, PaymentService } from './index.ts';
import { authorizeKey, type Providers } from './providers.ts';

/** What a sweep found and did. */
export type SweepReport = {
  /** Holds of orders and tips that never came to be, let go. */
  released: number;
  /** Orders that had ended without their payment, settled. */
  settled: number;
  /** Refunds that were begun and never confirmed, brought to their end. */
  refunded: number;
  /** Changes of tips that were begun and left, brought to their end or given up. */
  tips: number;
  compared: number;
  /** Open differences after this sweep. */
  differences: number;
  /** What could not be done, for the next sweep or a person: at most twenty lines. */
  problems: string[];
};

/** Does something for each row, whatever becomes of the others. @returns for how many it was needed */
type Each = <Row extends { order_id: string }>(
  rows: readonly Row[],
  act: (row: Row) => Promise<boolean>,
) => Promise<number>;
const MAX_PROBLEMS = 20;

type Hold = {
  order_id: string;
  provider: string;
  reference: string | null;
  state: AttemptState;
  payment_order_id: string | null;
  payment_status: string | null;
  held_minor: number | null;
  captured_minor: number | null;
  refunded_minor: number | null;
  charged_minor: number | null;
  tip_refunded_minor: number | null;
};

export type SweepDeps = {
  db: Db;
  providers: Providers;
  payments: PaymentService;
  /** Whether a workflow still takes care of this order, or of the change of its tip. */
  isCaredFor: (work: { orderId: string; tipKey: string | undefined }) => Promise<boolean>;
  /** What is younger is still under way. */
  graceSeconds: number;
  /** How far back a sweep compares. More than the pause between two, so that one that was missed is made up for. */
  windowHours: number;
};

function ourRecord(hold: Hold): HoldRecord {
  if (hold.state === 'CAPTURED') {
    const captured = hold.charged_minor || (hold.captured_minor ?? 0);
    const back = hold.charged_minor ? (hold.tip_refunded_minor ?? 0) : (hold.refunded_minor ?? 0);
    return { status: 'CAPTURED', netMinor: captured - back };
  }
  if (hold.state === 'HELD' && hold.held_minor !== null)
    return { status: 'HELD', heldMinor: hold.held_minor };
  return { status: 'NONE' };
}

/**
 * Looks after money that nobody looks after any more. Every hold that may exist stands in `payment_attempts` before a provider is
 * asked for it, so that table is the list to go by; nothing has to be searched for at a provider.
 */
export function createSweep(deps: SweepDeps) {
  const { db, providers, payments, isCaredFor, graceSeconds, windowHours } = deps;
  const longAgo = sql<Date>`now() - make_interval(secs => ${graceSeconds})`;

  const holds = () =>
    db
      .selectFrom('payment_attempts as attempt')
      .leftJoin('payments', (join) =>
        join
          .onRef('payments.order_id', '=', 'attempt.order_id')
          .onRef('payments.provider', '=', 'attempt.provider')
          .onRef('payments.provider_reference', '=', 'attempt.reference'),
      )
      .leftJoin('tip_changes as tip', (join) =>
        join.onRef('tip.provider', '=', 'attempt.provider').onRef('tip.reference', '=', 'attempt.reference'),
      )
      .select([
        'attempt.order_id',
        'attempt.provider',
        'attempt.reference',
        'attempt.state',
        'payments.order_id as payment_order_id',
        'payments.status as payment_status',
        'payments.held_minor',
        'payments.captured_minor',
        'payments.refunded_minor',
        'tip.charged_minor',
        'tip.refunded_minor as tip_refunded_minor',
      ])
      .orderBy('attempt.order_id')
      .$castTo<Hold>();

  async function tipKeyOf(orderId: string, number: number | undefined): Promise<string | undefined> {
    if (number === undefined) return undefined;
    const row = await db
      .selectFrom('tip_changes')
      .select('key')
      .where('order_id', '=', orderId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row?.key;
  }

  async function isForgotten(subject: string): Promise<boolean> {
    const { orderId, tipNumber } = readSubject(subject);
    return !(await isCaredFor({ orderId, tipKey: await tipKeyOf(orderId, tipNumber) }));
  }

  /** Holds without an order, whose workflow is gone. */
  async function releaseOrphans(each: Each): Promise<number> {
    const rows = await holds()
      .where('attempt.state', 'in', ['TRYING', 'HELD', 'VOIDING'])
      .where('attempt.updated_at', '<', longAgo)
      .where('payments.order_id', 'is', null)
      .execute();
    return each(rows, async ({ order_id: subject }) => {
      if (!(await isForgotten(subject))) return false;
      await payments.release(subject);
      const { orderId, tipNumber } = readSubject(subject);
      if (tipNumber !== undefined) await payments.refuseTip(orderId, tipNumber);
      return true;
    });
  }

  /** Orders that ended while their workflow was not there to settle them. */
  async function settleEnded(each: Each): Promise<number> {
    const rows = await db
      .selectFrom('payments')
      .innerJoin('orders', 'orders.id', 'payments.order_id')
      .innerJoin('order_transitions as last', (join) =>
        join.onRef('last.order_id', '=', 'orders.id').onRef('last.seq', '=', 'orders.seq'),
      )
      .select(['orders.id as order_id', 'orders.status', 'last.from_status', 'last.actor', 'last.cause'])
      .where('payments.status', '=', 'HELD')
      .where('orders.status', 'in', ['DELIVERED', 'REJECTED', 'CANCELLED'])
      .where('orders.updated_at', '<', longAgo)
      .execute();
    return each(rows, async (row) => {
      if (!(await isForgotten(row.order_id))) return false;
      await payments.settle(row.order_id, {
        status: row.status as Ending['status'],
        from: row.from_status as OrderStatus,
        by: row.actor as Actor,
        cause: (row.cause as FailureCause | null) ?? undefined,
      });
      return true;
    });
  }

  async function finishRefunds(each: Each): Promise<number> {
    const rows = await db
      .selectFrom('payment_refunds')
      .select(['order_id', 'key', 'whole', 'paid_by', 'items_minor', 'fees_minor', 'tip_minor'])
      .where('state', '=', 'PENDING')
      .where('created_at', '<', longAgo)
      .execute();
    return each(rows, async (row) => {
      const parts = { itemsMinor: row.items_minor, feesMinor: row.fees_minor, tipMinor: row.tip_minor };
      await payments.refund(row.order_id, {
        key: row.key,
        parts: row.whole ? 'all' : parts,
        paidBy: row.paid_by as 'everyone' | 'platform',
      });
      return true;
    });
  }

  /** A change of a tip whose workflow is gone: one that was charged or is a refund is finished, any other given up. */
  async function finishTip(row: Selectable<TipChanges> & { currency: string }): Promise<boolean> {
    const { order_id: orderId, number } = row;
    if (await isCaredFor({ orderId, tipKey: row.key })) return false;
    const plan = planOf(row, row.currency as Currency);
    if (plan.toMinor < plan.fromMinor) {
      await payments.refundTip(orderId, plan).catch(async (error) => {
        // Refused for good, before anything was given back.
        if (!(error instanceof DomainError)) throw error;
        await payments.refuseTip(orderId, number);
      });
      return true;
    }
    const attempt = await db
      .selectFrom('payment_attempts')
      .select(['provider', 'reference', 'state'])
      .where('order_id', '=', plan.subject)
      .where('state', 'in', ['HELD', 'CAPTURED'])
      .executeTakeFirst();
    const request = { authorizeKey: authorizeKey(plan.subject), reference: attempt?.reference ?? null };
    const theirs = attempt && (await providers.named(attempt.provider).lookup(request));
    if (theirs?.status === 'CAPTURED') {
      await payments.chargeTip(orderId, plan);
    } else {
      await payments.release(plan.subject);
      await payments.refuseTip(orderId, number);
    }
    return true;
  }

  async function finishTips(each: Each): Promise<number> {
    const rows = await db
      .selectFrom('tip_changes')
      .innerJoin('orders', 'orders.id', 'tip_changes.order_id')
      .selectAll('tip_changes')
      .select('orders.currency')
      .where('tip_changes.state', '=', 'PENDING')
      .where('tip_changes.created_at', '<', longAgo)
      .execute();
    return each(rows, finishTip);
  }

  /** Whether nothing has happened to a hold since it was read: a verdict on an old state would be a false alarm. */
  async function isAsRead(hold: Hold): Promise<boolean> {
    const now = await holds()
      .where('attempt.order_id', '=', hold.order_id)
      .where('attempt.provider', '=', hold.provider)
      .executeTakeFirst();
    return JSON.stringify(now) === JSON.stringify(hold);
  }

  /** Asks the provider about one hold, writes down how it differs, or that it does not any more. */
  async function compare(hold: Hold): Promise<void> {
    // Held for an order or a tip that is not written yet: its workflow, or `releaseOrphans`, takes care of it.
    if (hold.state === 'HELD' && hold.held_minor === null) return;
    const provider = providers.named(hold.provider);
    const key = authorizeKey(hold.order_id);
    const theirs = await provider.lookup({ authorizeKey: key, reference: hold.reference });
    const ours = ourRecord(hold);
    const kind = differenceOf(ours, theirs);
    if (kind && !(await isAsRead(hold))) return;
    const reference = hold.reference ?? key;
    // Money that is held for nothing is let go at once; the row tells operators that it happened.
    const isClosed = kind === 'orphan-hold';
    if (isClosed) await provider.void({ authorizeKey: key, reference: hold.reference });
    await resolveOthers(hold.provider, reference, kind);
    if (!kind) return;
    await db
      .insertInto('payment_differences')
      .values({
        provider: hold.provider,
        reference,
        order_id: readSubject(hold.order_id).orderId,
        kind,
        ours: JSON.stringify(ours),
        theirs: JSON.stringify(theirs),
        resolved_at: isClosed ? new Date() : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  const resolveOthers = (provider: string, reference: string, kind: Difference | undefined) =>
    db
      .updateTable('payment_differences')
      .set({ resolved_at: new Date() })
      .where('provider', '=', provider)
      .where('reference', '=', reference)
      .where('resolved_at', 'is', null)
      .$if(kind !== undefined, (query) => query.where('kind', '<>', kind as string))
      .execute();

  async function compareRecent(each: Each): Promise<number> {
    const rows = await holds()
      .where('attempt.state', 'not in', ['TRYING', 'VOIDING'])
      .where(({ or, eb, fn }) => {
        const changed = fn.coalesce('payments.updated_at', 'attempt.updated_at');
        return or([
          eb.between(changed, sql<Date>`now() - make_interval(hours => ${windowHours})`, longAgo),
          // A hold does not age well: providers let go of it after some days.
          eb('attempt.state', '=', 'HELD').and('attempt.updated_at', '<', longAgo),
        ]);
      })
      .execute();
    return each(rows, async (hold) => {
      await compare(hold);
      return true;
    });
  }

  return {
    /** @param alive called before each piece of work: a sweep over a busy day takes minutes */
    async all(alive: () => void = () => {}): Promise<SweepReport> {
      const problems: string[] = [];
      const each: Each = async (rows, act) => {
        let done = 0;
        for (const row of rows) {
          alive();
          try {
            if (await act(row)) done += 1;
          } catch (error) {
            // One order that cannot be mended must not keep the others from it.
            if (problems.length < MAX_PROBLEMS) problems.push(`${row.order_id}: ${(error as Error).message}`);
          }
        }
        return done;
      };
      // Before the orphans: a tip that was captured is nobody's orphan.
      const tips = await finishTips(each);
      const released = await releaseOrphans(each);
      const settled = await settleEnded(each);
      const refunded = await finishRefunds(each);
      const compared = await compareRecent(each);
      const { open } = await db
        .selectFrom('payment_differences')
        .select(({ fn }) => fn.countAll<number>().as('open'))
        .where('resolved_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { released, settled, refunded, tips, compared, differences: open, problems };
    },

    /** Compares the one hold that a provider had news of. What is under way says nothing yet; the next sweep looks again. */
    async one(provider: string, reference: string): Promise<void> {
      const hold = await holds()
        .where('attempt.provider', '=', provider)
        .where('attempt.reference', '=', reference)
        .executeTakeFirst();
      if (!hold || hold.state === 'TRYING' || hold.state === 'VOIDING') return;
      await compare(hold);
    },
  };
}
export type Sweep = ReturnType<typeof createSweep>;
