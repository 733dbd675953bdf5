import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Promo, PromoBenefit } from '../../domain/pricing/promo.ts';

const unknownCode = () =>
  new DomainError('promo-not-valid', 'There is no such promotion code. Order without it.');
const usedUp = (code: string) =>
  new DomainError('promo-used-up', `${code} has been used as often as it may be. Order without it.`);

/** A promotion's terms. @throws DomainError `promo-not-valid` when there is no such code */
export async function readPromo(db: Db, code: string): Promise<Promo> {
  const row = await db.selectFrom('promo_codes').selectAll().where('code', '=', code).executeTakeFirst();
  if (!row) throw unknownCode();
  return {
    code: row.code,
    benefit: row.benefit as unknown as PromoBenefit,
    minSubtotalMinor: row.min_subtotal_minor,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  };
}

/**
 * Counts an order against a code's limits, in the transaction that writes the order. The code's row is locked, so that of two
 * orders for the last use one is refused.
 * @throws DomainError `promo-used-up`
 */
export async function redeemPromo(
  tx: Tx,
  use: { code: string; orderId: string; customerId: string; discountMinor: number },
): Promise<void> {
  const { code, orderId, customerId, discountMinor } = use;
  const limits = await tx
    .selectFrom('promo_codes')
    .select(['max_redemptions', 'max_per_customer'])
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  if (!limits) throw unknownCode();
  const used = await tx
    .selectFrom('promo_redemptions')
    .select(({ fn }) => [
      fn.countAll<number>().as('total'),
      sql<number>`count(*) filter (where customer_id = ${customerId})`.as('own'),
    ])
    .where('code', '=', code)
    .where('released_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (used.total >= (limits.max_redemptions ?? Number.POSITIVE_INFINITY)) throw usedUp(code);
  if (used.own >= (limits.max_per_customer ?? Number.POSITIVE_INFINITY)) throw usedUp(code);
  await tx
    .insertInto('promo_redemptions')
    .values({ code, order_id: orderId, customer_id: customerId, discount_minor: discountMinor })
    .execute();
}

/** Gives an order's use of a code back, if it has one. */
export async function releasePromo(tx: Tx, orderId: string): Promise<void> {
  await tx
    .updateTable('promo_redemptions')
    .set({ released_at: new Date() })
    .where('order_id', '=', orderId)
    .where('released_at', 'is', null)
    .execute();
}
