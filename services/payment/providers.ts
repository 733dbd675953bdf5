import type { PaymentProvider } from '../../adapters/payments/provider.ts';

export type Providers = { chain: PaymentProvider[]; named(name: string): PaymentProvider };

/** The configured providers, in the order in which they are asked. */
export function createProviders(chain: PaymentProvider[]): Providers {
  return {
    chain,
    named(name) {
      const provider = chain.find((candidate) => candidate.name === name);
      if (provider) return provider;
      throw new Error(
        `${name} has to do with this order's money but is not configured: add it to the end of PAYMENT_PROVIDERS.`,
      );
    },
  };
}

export const authorizeKey = (orderId: string) => `${orderId}:authorize`;
