import type { HoldRecord } from '../../domain/payment/compare.ts';

/**
 * What Tiffin asks of a payment provider. Three kinds of answer are told apart by type:
 *
 * - it returns: done;
 * - `DomainError('card-declined')`: the card is refused, and will be under this key;
 * - `ProviderUnavailable`: this call surely did nothing;
 * - anything else that is thrown: nobody knows. Ask again under the same key, or void.
 */
export type PaymentProvider = {
  name: string;
  /** Reserves money on a card. @returns the provider's reference of the hold */
  authorize(request: Authorization): Promise<{ reference: string }>;
  /** Takes up to the held amount; the rest is released. A hold is captured at most once, so a repeated call succeeds. */
  capture(request: { reference: string; amountMinor: number }): Promise<void>;
  /** Gives captured money back, once for each key. */
  refund(request: { key: string; reference: string; amountMinor: number }): Promise<void>;
  /**
   * Releases whatever `authorize` held under this key, and makes sure that a call still on its way holds nothing either: the
   * caller may not know whether the first one arrived. Releasing a hold that is gone already succeeds; one that was captured
   * cannot be released.
   * @param request.reference as known from `authorize` or `claim`; null when neither told one
   */
  void(request: { authorizeKey: string; reference: string | null }): Promise<void>;
  /** What the provider's own books say of a hold, for comparing. @param request as for `void` */
  lookup(request: { authorizeKey: string; reference: string | null }): Promise<HoldRecord>;
};

export type Authorization = {
  /** Order and step, never the attempt: sent again after a lost answer it returns what the first call did. */
  key: string;
  cardToken: string;
  amountMinor: number;
  currency: string;
  /** What an earlier call under this key claimed. */
  reference: string | null;
  /**
   * For providers that choose the reference themselves: called with it before any money is held. Throws when the hold is not
   * wanted any more; then nothing may be held.
   */
  claim(reference: string): Promise<void>;
};

/** The provider surely did not do what it was asked: it could not be reached, or said so. */
export class ProviderUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderUnavailable';
  }
}
