import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { DomainError } from '../../domain/errors.ts';
import { type PaymentProvider, ProviderUnavailable } from './provider.ts';

/** Gives every call an end. One that takes longer has an unknown outcome: it may still arrive. */
export function withTimeLimit(provider: PaymentProvider, ms: number): PaymentProvider {
  const limit = timeout(ms, TimeoutStrategy.Aggressive);
  return {
    name: provider.name,
    authorize: (request) => limit.execute(() => provider.authorize(request)),
    capture: (request) => limit.execute(() => provider.capture(request)),
    refund: (request) => limit.execute(() => provider.refund(request)),
    void: (request) => limit.execute(() => provider.void(request)),
    lookup: (request) => limit.execute(() => provider.lookup(request)),
  };
}

/**
 * Leaves a provider alone for a while that failed several times in a row, so that orders do not wait for it. Refused cards are
 * answers, not failures. Only authorisations: the rest of the calls cannot go to somebody else.
 * @param onBreaker gets the breaker, to watch it
 */
export function withBreaker(
  provider: PaymentProvider,
  { failures = 5, openForMs = 10_000 } = {},
  onBreaker: (breaker: CircuitBreakerPolicy) => void = () => {},
): PaymentProvider {
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof DomainError)),
    { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: openForMs },
  );
  onBreaker(breaker);
  return {
    ...provider,
    async authorize(request) {
      try {
        return await breaker.execute(() => provider.authorize(request));
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new ProviderUnavailable(`${provider.name} failed ${failures} times in a row and is left alone`);
      }
    },
  };
}
