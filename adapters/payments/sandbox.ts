import { DomainError } from '../../domain/errors.ts';
import type { Db } from '../postgres/index.ts';
import type { PaymentProvider } from './provider.ts';

const DECLINED: Record<string, string> = {
  tok_declined: 'The card was declined. Use another card.',
  tok_insufficient_funds: 'The card has not enough money for this order. Use another card.',
};

/**
 * A payment provider for development and tests. It keeps books of its own (schema `sandbox_provider`), so that a restarted
 * worker finds its holds again, and is idempotent by key like the real ones. Card tokens steer it: `tok_visa` and any
 * unknown token work, `tok_declined` and `tok_insufficient_funds` are refused.
 */
export function createSandboxProvider(db: Db): PaymentProvider {
  return {
    name: 'sandbox',

    async authorize({ key, cardToken, amountMinor, currency }) {
      await db
        .insertInto('sandbox_provider.holds')
        .values({
          reference: `sbx_${key}`,
          idempotency_key: key,
          card_token: cardToken,
          amount_minor: amountMinor,
          currency,
          status: cardToken in DECLINED ? 'DECLINED' : 'HELD',
        })
        .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
        .execute();
      const hold = await db
        .selectFrom('sandbox_provider.holds')
        .selectAll()
        .where('idempotency_key', '=', key)
        .executeTakeFirstOrThrow();
      if (hold.status !== 'HELD') {
        throw new DomainError(
          'card-declined',
          DECLINED[hold.card_token] ?? 'This payment was cancelled. Order again.',
        );
      }
      return { reference: hold.reference };
    },

    async capture({ reference, amountMinor }) {
      const captured = await db
        .updateTable('sandbox_provider.holds')
        .set({ status: 'CAPTURED', captured_minor: amountMinor })
        .where('reference', '=', reference)
        .where('status', '=', 'HELD')
        .where('amount_minor', '>=', amountMinor)
        .executeTakeFirst();
      if (captured.numUpdatedRows > 0n) return;
      const hold = await db
        .selectFrom('sandbox_provider.holds')
        .selectAll()
        .where('reference', '=', reference)
        .executeTakeFirst();
      if (hold?.status === 'CAPTURED' && hold.captured_minor === amountMinor) return;
      throw new Error(
        `sandbox: cannot capture ${amountMinor} of ${reference}, which is ${hold?.status ?? 'unknown'}`,
      );
    },

    async void({ authorizeKey }) {
      // A key that never arrived leaves a voided row behind, which an authorisation still on its way then meets.
      await db
        .insertInto('sandbox_provider.holds')
        .values({
          reference: `sbx_${authorizeKey}`,
          idempotency_key: authorizeKey,
          card_token: '',
          amount_minor: 0,
          currency: 'EUR',
          status: 'VOIDED',
        })
        .onConflict((conflict) =>
          conflict
            .column('idempotency_key')
            .doUpdateSet({ status: 'VOIDED' })
            .where('sandbox_provider.holds.status', '=', 'HELD'),
        )
        .execute();
    },
  };
}
