import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Payout, Statement } from '../../contracts/payouts.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Currency } from '../../domain/money.ts';
import {
  entryInWords,
  OWED,
  type OwedEntry,
  owedMinor,
  PAYOUT_PREFIX,
  payoutPostings,
} from '../../domain/payment/payout.ts';
import { deriveId } from '../ids.ts';
import { assertCursor, toPage } from '../page.ts';
import { bookAll } from './book.ts';

/** A week that is over, on the clocks of a time zone. Days as `YYYY-MM-DD`, the instant of its end as ISO 8601. */
export type PayoutWeek = { begins: string; ends: string; closesAt: string; timeZone: string };

export type PayoutReport = {
  week: PayoutWeek;
  /** Payouts made by this run; those of an earlier one are not counted again. */
  paid: number;
  amountMinor: number;
  /** Payees who owe more than they are owed: their entries wait for the next week. */
  carried: number;
  /** What could not be paid, for the next run or a person: at most twenty lines. */
  problems: string[];
};

const MAX_PROBLEMS = 20;
/** A year of one payee's bookings, on a slow disk. */
const PATIENT = sql`set local statement_timeout = '60s'`;

/** Entries that are owed and were never paid, booked before the week's end. `l` is the entry. */
const unpaid = (closesAt: string) => sql`
  l.account = any(${OWED}::text[]) and l.at < ${closesAt}::timestamptz
    and left(l.transaction, ${PAYOUT_PREFIX.length}) <> ${PAYOUT_PREFIX}
    and not exists (select from payout_entries e where e.ledger_entry_id = l.id)`;

/** Whose an entry is: the restaurant's, or the partner's who has the delivery. */
const PAYEE = sql<string>`case when l.account = 'restaurant_payable' then o.restaurant_id else d.partner_id end`;

/** The last week that was over at an instant. */
export async function weekBefore(db: Db, at: Date, timeZone: string): Promise<PayoutWeek> {
  const { rows } = await sql<{ begins: string; ends: string; closes_at: Date }>`
    select to_char(monday - interval '7 days', 'YYYY-MM-DD') as begins, to_char(monday - interval '1 day', 'YYYY-MM-DD') as ends,
           monday at time zone ${timeZone} as closes_at
    from (select date_trunc('week', ${at}::timestamptz at time zone ${timeZone}) as monday) as this_week`.execute(
    db,
  );
  const { begins, ends, closes_at } = rows[0] as (typeof rows)[number];
  return { begins, ends, closesAt: closes_at.toISOString(), timeZone };
}

type Due = { payee: string; currency: Currency; entryIds: number[] };

/** Everybody who has unpaid entries, and which: one pass over what is owed. */
async function whoIsDue(db: Db, { closesAt }: PayoutWeek): Promise<Due[]> {
  return db.transaction().execute(async (tx) => {
    await PATIENT.execute(tx);
    const { rows } = await sql<Due>`
      select ${PAYEE} as payee, l.currency, jsonb_agg(l.id) as "entryIds"
      from ledger_entries l join orders o on o.id = l.order_id left join deliveries d on d.order_id = l.order_id
      where ${unpaid(closesAt)} and ${PAYEE} is not null group by payee, l.currency order by payee`.execute(
      tx,
    );
    return rows;
  });
}

type EntryRow = {
  id: number;
  order_id: string;
  account: OwedEntry['account'];
  transaction: string;
  amount_minor: number;
};

/** A payee's entries as they are now that nobody else pays them. */
const entriesOf = (tx: Tx, { entryIds }: Due, { closesAt }: PayoutWeek) =>
  sql<EntryRow>`
    select l.id, l.order_id, l.account, l.transaction, l.amount_minor from ledger_entries l
    where l.id = any(${entryIds}::bigint[]) and ${unpaid(closesAt)} order by l.id`.execute(tx);

const entryOf = (row: {
  order_id: string;
  account: string;
  transaction: string;
  amount_minor: number;
}): OwedEntry => ({
  orderId: row.order_id,
  account: row.account as OwedEntry['account'],
  transaction: row.transaction,
  amountMinor: row.amount_minor,
});

/**
 * Pays one payee what is owed to them at the end of a week: the payout, which entries it pays, and its bookings, in one
 * transaction. Made once: a second run waits for the first and finds it done.
 * @returns what was paid, in minor units; 0 when it was paid before or nothing is owed; `carried` when the payee owes us
 */
async function payOut(db: Db, due: Due, week: PayoutWeek): Promise<number | 'carried'> {
  const { payee, currency } = due;
  const id = deriveId('payout', payee, week.begins, currency);
  return db.transaction().execute(async (tx) => {
    await PATIENT.execute(tx);
    await sql`select pg_advisory_xact_lock(hashtextextended(${`payout:${payee}`}, 0))`.execute(tx);
    const earlier = await tx.selectFrom('payouts').select('id').where('id', '=', id).executeTakeFirst();
    if (earlier) return 0;
    const { rows } = await entriesOf(tx, due, week);
    const entries = rows.map(entryOf);
    const amountMinor = owedMinor(entries);
    if (amountMinor <= 0) return amountMinor < 0 ? 'carried' : 0;
    await tx
      .insertInto('payouts')
      .values({
        id,
        payee_id: payee,
        begins: sql`${week.begins}::date`,
        ends: sql`${week.ends}::date`,
        time_zone: week.timeZone,
        closes_at: week.closesAt,
        currency,
        amount_minor: amountMinor,
      })
      .execute();
    const paid = rows.map((row) => row.id);
    await sql`insert into payout_entries (ledger_entry_id, payout_id)
      select id, ${id} from unnest(${paid}::bigint[]) as id`.execute(tx);
    const booked = [...payoutPostings(entries)].map(([orderId, postings]) => ({
      booking: { transaction: `${id}:${orderId}`, orderId, currency },
      postings,
    }));
    await bookAll(tx, booked);
    return amountMinor;
  });
}

/**
 * Pays everybody what is owed to them at the end of the week before `at`. Whatever was left by earlier weeks is in it, so that a
 * week that nobody ran is made up for. One payee's trouble is nobody else's.
 * @param beat called after each payee
 */
export async function makePayouts(
  db: Db,
  { at, timeZone, beat = () => {} }: { at: Date; timeZone: string; beat?: () => void },
): Promise<PayoutReport> {
  const week = await weekBefore(db, at, timeZone);
  const report: PayoutReport = { week, paid: 0, amountMinor: 0, carried: 0, problems: [] };
  for (const due of await whoIsDue(db, week)) {
    try {
      const paid = await payOut(db, due, week);
      if (paid === 'carried') report.carried += 1;
      else if (paid > 0) {
        report.paid += 1;
        report.amountMinor += paid;
      }
    } catch (error) {
      if (report.problems.length < MAX_PROBLEMS)
        report.problems.push(`${due.payee}: ${(error as Error).message}`);
    }
    beat();
  }
  return report;
}

// ---- statements ------------------------------------------------------------------------------------------------------

/** Whose payouts a caller may see; an operator sees all. */
export type PayoutViewer = { payeeId?: string | undefined };

function visible(db: Db, { payeeId }: PayoutViewer) {
  const all = db
    .selectFrom('payouts')
    .leftJoin('restaurants', 'restaurants.id', 'payouts.payee_id')
    .leftJoin('users', 'users.id', 'payouts.payee_id')
    .selectAll('payouts')
    .select(sql<string>`coalesce(restaurants.name, users.name, '')`.as('payee_name'))
    .select(sql<string>`to_char(begins, 'YYYY-MM-DD')`.as('first_day'))
    .select(sql<string>`to_char(ends, 'YYYY-MM-DD')`.as('last_day'));
  return payeeId === undefined ? all : all.where('payee_id', '=', payeeId);
}

type PayoutRow = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>;
const show = (row: PayoutRow): Payout => ({
  id: row.id,
  payeeId: row.payee_id,
  payeeName: row.payee_name,
  begins: row.first_day,
  ends: row.last_day,
  amountMinor: row.amount_minor,
  currency: row.currency as Currency,
  madeAt: row.made_at.toISOString(),
});

async function find(db: Db, id: string, viewer: PayoutViewer): Promise<PayoutRow> {
  const row = await visible(db, viewer).where('payouts.id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such payout.');
  return row;
}

/** A page of payouts, the last week first. @throws DomainError `invalid-cursor` */
export async function listPayouts(
  db: Db,
  viewer: PayoutViewer,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ data: Payout[]; has_more: boolean }> {
  let query = visible(db, viewer);
  if (after !== undefined) {
    await assertCursor(find(db, after, viewer), 'payout of yours');
    query = query.where(
      sql<boolean>`(payouts.begins, payouts.id) < (select begins, id from payouts where id = ${after})`,
    );
  }
  const rows = await query
    .orderBy('payouts.begins', 'desc')
    .orderBy('payouts.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, show);
}

/**
 * A payout with every booking that it pays. Two queries.
 * @throws DomainError `not-found`, also for somebody else's
 */
export async function readStatement(db: Db, id: string, viewer: PayoutViewer): Promise<Statement> {
  const payout = await find(db, id, viewer);
  const rows = await db
    .selectFrom('payout_entries')
    .innerJoin('ledger_entries', 'ledger_entries.id', 'payout_entries.ledger_entry_id')
    .select(['ledger_entries.id', 'order_id', 'account', 'transaction', 'amount_minor', 'at'])
    .where('payout_id', '=', id)
    .orderBy('at')
    .orderBy('ledger_entries.id')
    .execute();
  const lines = rows.map((row) => {
    return {
      at: row.at.toISOString(),
      orderId: row.order_id,
      what: entryInWords(entryOf(row)),
      amountMinor: 0 - row.amount_minor,
    };
  });
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  // The database lets neither change after it was written; a statement that does not add up must never be sent.
  if (sum !== payout.amount_minor)
    throw new Error(`payout ${id} is ${payout.amount_minor}, its entries sum to ${sum}`);
  return { ...show(payout), timeZone: payout.time_zone, lines };
}
