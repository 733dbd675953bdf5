import {
  type Authorization,
  type PaymentProvider,
  ProviderUnavailable,
} from '../../adapters/payments/provider.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Attempt, type AttemptState, type Attempts, ClaimRefused } from './attempts.ts';
import { authorizeKey, type Providers } from './providers.ts';

export type AuthorizeRequest = { orderId: string; cardToken: string; amountMinor: number; currency: string };
export type Hold = { provider: string; reference: string };

/** How often a provider that does not answer is asked, over all runs, before it is given up. */
const MAX_CALLS = 2;

const LIVE: AttemptState[] = ['TRYING', 'HELD', 'VOIDING', 'CAPTURED'];

type Outcome =
  | { kind: 'held'; reference: string }
  | { kind: 'refused'; detail: string }
  | { kind: 'unavailable'; detail: string }
  | { kind: 'overtaken' }
  | { kind: 'unknown'; detail: string };

async function ask(provider: PaymentProvider, request: Authorization): Promise<Outcome> {
  try {
    const { reference } = await provider.authorize(request);
    return { kind: 'held', reference };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (error instanceof DomainError && error.code === 'card-declined') return { kind: 'refused', detail };
    if (error instanceof ClaimRefused) return { kind: 'overtaken' };
    if (error instanceof ProviderUnavailable) return { kind: 'unavailable', detail };
    return { kind: 'unknown', detail };
  }
}

/**
 * The way from a card to one hold at one of several providers, and back. What was done stands in `payment_attempts` before
 * it is done, and each round reads it anew: a run that crashed, and one that runs at the same time, end at the same hold.
 */
export function createHolds({ attempts, providers }: { attempts: Attempts; providers: Providers }) {
  async function callOnce(attempt: Attempt, { orderId, ...card }: AuthorizeRequest): Promise<void> {
    const { provider } = attempt;
    const outcome = await ask(providers.named(provider), {
      key: authorizeKey(orderId),
      ...card,
      reference: attempt.reference,
      claim: (reference) => attempts.claim(orderId, provider, reference),
    });
    const leave = (to: AttemptState, changes: { reference?: string; detail?: string }) =>
      attempts.move(orderId, { provider, from: ['TRYING'], to }, changes);
    switch (outcome.kind) {
      case 'held':
        return leave('HELD', { reference: outcome.reference });
      case 'refused':
        return leave('REFUSED', { detail: outcome.detail });
      case 'overtaken':
        return;
      case 'unavailable':
        if (await attempts.failFirstCall(orderId, provider, outcome.detail)) return;
    }
    if (attempt.calls >= MAX_CALLS) await leave('VOIDING', { detail: outcome.detail });
  }

  async function finishVoid(orderId: string, { provider, reference }: Attempt): Promise<void> {
    await providers.named(provider).void({ authorizeKey: authorizeKey(orderId), reference });
    await attempts.move(orderId, { provider, from: ['VOIDING'], to: 'VOIDED' });
  }

  async function nextCall(orderId: string, tried: Attempt[]): Promise<Attempt | undefined> {
    const live = tried.find(({ state }) => state === 'TRYING');
    if (live) return attempts.callAgain(orderId, live.provider);
    const next = providers.chain.find(({ name }) => !tried.some(({ provider }) => provider === name));
    if (next) return attempts.begin(orderId, next.name);
    throw new DomainError(
      'payment-unavailable',
      'No payment provider can take your card at the moment and you are not charged. Try again in a few minutes.',
    );
  }

  return {
    /**
     * Holds money on a card at the first provider that can. Idempotent by order.
     * @throws DomainError `card-declined`; `payment-unavailable` when no provider is left, and then none holds anything;
     * anything else means the outcome is unknown: call again, or `release`
     */
    async authorize(request: AuthorizeRequest): Promise<Hold> {
      const { orderId } = request;
      for (;;) {
        const tried = await attempts.of(orderId);
        const refused = tried.find(({ state }) => state === 'REFUSED');
        if (refused) throw new DomainError('card-declined', refused.detail as string);
        const live = tried.find(({ state }) => LIVE.includes(state));
        if (live?.state === 'HELD' || live?.state === 'CAPTURED') {
          return { provider: live.provider, reference: live.reference as string };
        }
        if (live?.state === 'VOIDING') {
          await finishVoid(orderId, live);
        } else {
          const attempt = await nextCall(orderId, tried);
          if (attempt) await callOnce(attempt, request);
        }
      }
    },

    /** Undoes `authorize` for an order that was never written, whether or not a hold came about, and for good. */
    async release(orderId: string): Promise<void> {
      await attempts.closeUntried(
        orderId,
        providers.chain.map(({ name }) => name),
      );
      for (const { provider } of await attempts.of(orderId)) {
        await attempts.move(orderId, { provider, from: ['TRYING', 'HELD'], to: 'VOIDING' });
      }
      for (const attempt of await attempts.of(orderId)) {
        if (attempt.state === 'VOIDING') await finishVoid(orderId, attempt);
      }
    },
  };
}
