/**
 * What Tiffin asks of a payment provider. Each call carries an idempotency key made of the order and the step, never of the
 * attempt: sent again after a lost answer it returns what the first call did.
 *
 * A definite refusal throws `DomainError('card-declined')`; anything else that is thrown means the outcome is unknown and
 * the same call must be made again.
 */
export type PaymentProvider = {
  name: string;
  /** Reserves money on a card. @returns the provider's reference of the hold */
  authorize(request: {
    key: string;
    cardToken: string;
    amountMinor: number;
    currency: string;
  }): Promise<{ reference: string }>;
  /** Takes up to the held amount once; the rest is released. */
  capture(request: { key: string; reference: string; amountMinor: number }): Promise<void>;
  /**
   * Releases whatever `authorize` held under this key, and makes sure a late `authorize` with it holds nothing any more: the
   * caller may not know whether the first call arrived. Releasing a hold that is gone already succeeds.
   */
  void(request: { authorizeKey: string }): Promise<void>;
};
