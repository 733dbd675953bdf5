import { DomainError } from '../../domain/errors.ts';
import type { Db } from '../postgres/index.ts';
import { type Authorization, type PaymentProvider, ProviderUnavailable } from './provider.ts';

export type SandboxName = 'sandbox' | 'sandbox-2';

const DECLINED: Record<string, string> = {
  tok_declined: 'The card was declined. Use another card.',
  tok_insufficient_funds: 'The card has not enough money for this order. Use another card.',
};
const CANCELLED = 'This payment was cancelled. Order again.';

type Trouble = 'outage' | 'timeout' | 'timeout_after_success' | 'late_success';
const TROUBLE = /^tok_(outage|timeout|timeout_after_success|late_success)(_2|_all)?$/;

function troubleOf(cardToken: string, name: SandboxName): Trouble | undefined {
  const [, trouble, where = '_1'] = TROUBLE.exec(cardToken) ?? [];
  const here = name === 'sandbox' ? '_1' : '_2';
  return where === here || where === '_all' ? (trouble as Trouble | undefined) : undefined;
}

/**
 * A payment provider for development and tests. It keeps books of its own (schema `sandbox_provider`), so that a restarted
 * worker finds its holds again, and is idempotent by key like the real ones. Card tokens steer it:
 *
 * | token | what happens |
 * |---|---|
 * | `tok_visa` and any unknown one | money is held |
 * | `tok_declined`, `tok_insufficient_funds` | refused |
 * | `tok_outage` | unavailable, nothing held |
 * | `tok_timeout` | no answer, nothing held |
 * | `tok_timeout_after_success` | no answer, but held; asked again it says so |
 * | `tok_late_success` | no answer, and held a little later unless voided by then |
 *
 * The last four befall `sandbox` only; with `_2` at their end `sandbox-2`, with `_all` both.
 * @param options.lateAfterMs how long `tok_late_success` takes
 */
export function createSandboxProvider(
  db: Db,
  name: SandboxName = 'sandbox',
  { lateAfterMs = 300 } = {},
): PaymentProvider {
  type Row = { key: string; cardToken: string; amountMinor: number; currency: string };

  /** @returns whether the key was new */
  async function insertHold({ key, ...hold }: Row, status: 'HELD' | 'DECLINED' | 'VOIDED'): Promise<boolean> {
    const inserted = await db
      .insertInto('sandbox_provider.holds')
      .values({
        provider: name,
        reference: `${name}_${key}`,
        idempotency_key: key,
        card_token: hold.cardToken,
        amount_minor: hold.amountMinor,
        currency: hold.currency,
        status,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }

  const findHold = (column: 'idempotency_key' | 'reference', value: string) =>
    db
      .selectFrom('sandbox_provider.holds')
      .selectAll()
      .where('provider', '=', name)
      .where(column, '=', value)
      .executeTakeFirst();

  const noAnswer = () => new Error(`${name}: no answer in time`);

  function arriveLate(hold: Row): void {
    const arrive = () => insertHold(hold, 'HELD').catch(() => {}); // the database may be closed by then
    setTimeout(arrive, lateAfterMs).unref();
  }

  async function authorize({ key, cardToken, amountMinor, currency }: Authorization) {
    const hold = { key, cardToken, amountMinor, currency };
    const trouble = troubleOf(cardToken, name);
    if (trouble === 'outage') throw new ProviderUnavailable(`${name} is out of service`);
    if (trouble === 'timeout') throw noAnswer();
    if (trouble === 'late_success') {
      if (!(await findHold('idempotency_key', key))) {
        arriveLate(hold);
        throw noAnswer();
      }
    } else {
      const isNew = await insertHold(hold, cardToken in DECLINED ? 'DECLINED' : 'HELD');
      if (isNew && trouble === 'timeout_after_success') throw noAnswer();
    }
    const found = await findHold('idempotency_key', key);
    if (found?.status === 'HELD' || found?.status === 'CAPTURED') return { reference: found.reference };
    throw new DomainError('card-declined', DECLINED[found?.card_token ?? ''] ?? CANCELLED);
  }

  return {
    name,
    authorize,

    async capture({ reference, amountMinor }) {
      const captured = await db
        .updateTable('sandbox_provider.holds')
        .set({ status: 'CAPTURED', captured_minor: amountMinor })
        .where('provider', '=', name)
        .where('reference', '=', reference)
        .where('status', '=', 'HELD')
        .where('amount_minor', '>=', amountMinor)
        .executeTakeFirst();
      if (captured.numUpdatedRows > 0n) return;
      const hold = await findHold('reference', reference);
      if (hold?.status === 'CAPTURED' && hold.captured_minor === amountMinor) return;
      throw new Error(
        `${name}: cannot capture ${amountMinor} of ${reference}, which is ${hold?.status ?? 'unknown'}`,
      );
    },

    async refund({ key, reference, amountMinor }) {
      await db.transaction().execute(async (tx) => {
        const inserted = await tx
          .insertInto('sandbox_provider.refunds')
          .values({ provider: name, idempotency_key: key, reference, amount_minor: amountMinor })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (!inserted.numInsertedOrUpdatedRows) return;
        const refunded = await tx
          .updateTable('sandbox_provider.holds')
          .set((row) => ({ refunded_minor: row('refunded_minor', '+', amountMinor) }))
          .where('provider', '=', name)
          .where('reference', '=', reference)
          .where((row) => row(row('refunded_minor', '+', amountMinor), '<=', row.ref('captured_minor')))
          .executeTakeFirst();
        if (!refunded.numUpdatedRows) {
          throw new Error(
            `${name}: cannot refund ${amountMinor} of ${reference}: it is more than was captured`,
          );
        }
      });
    },

    async void({ authorizeKey: key }) {
      // A key that never arrived leaves a voided row behind, which an authorisation still on its way then meets.
      if (await insertHold({ key, cardToken: '', amountMinor: 0, currency: 'EUR' }, 'VOIDED')) return;
      const hold = await db
        .updateTable('sandbox_provider.holds')
        .set((row) => ({
          status: row.case().when('status', '=', 'HELD').then('VOIDED').else(row.ref('status')).end(),
        }))
        .where('provider', '=', name)
        .where('idempotency_key', '=', key)
        .returning('status')
        .executeTakeFirstOrThrow();
      if (hold.status === 'CAPTURED') throw new Error(`${name}: cannot void ${key}: it was captured`);
    },

    async lookup({ authorizeKey }) {
      const hold = await findHold('idempotency_key', authorizeKey);
      if (hold?.status === 'HELD') return { status: 'HELD', heldMinor: hold.amount_minor };
      if (hold?.status !== 'CAPTURED') return { status: 'NONE' };
      return { status: 'CAPTURED', netMinor: hold.captured_minor - hold.refunded_minor };
    },
  };
}
