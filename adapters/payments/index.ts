import type { CircuitBreakerPolicy } from 'cockatiel';
import type { Config } from '../../config.ts';
import type { Db } from '../postgres/index.ts';
import { withBreaker, withTimeLimit } from './limits.ts';
import type { PaymentProvider } from './provider.ts';
import { createSandboxProvider } from './sandbox.ts';
import { createStripeProvider } from './stripe.ts';

/** For each call: two at one provider fit into the 10 s of an authorisation, and what they leave is taken up by the next run. */
const CALL_MS = 4_000;

/**
 * The configured payment providers, in the order in which they are asked for a hold. The last has no circuit breaker: there is
 * nobody else to go to.
 */
export function createPaymentProviders(
  config: Config['payments'],
  db: Db,
  onBreaker: (provider: string, breaker: CircuitBreakerPolicy) => void = () => {},
): PaymentProvider[] {
  const open = (name: Config['payments']['providers'][number]): PaymentProvider =>
    name === 'stripe' ? createStripeProvider(config.stripe) : createSandboxProvider(db, name);
  return config.providers.map((name, index, all) => {
    const provider = withTimeLimit(open(name), CALL_MS);
    if (index === all.length - 1) return provider;
    return withBreaker(provider, {}, (breaker) => onBreaker(name, breaker));
  });
}
