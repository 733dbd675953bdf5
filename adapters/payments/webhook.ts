import { Stripe } from 'stripe';
import { DomainError } from '../../domain/errors.ts';
import type { ReadWebhook } from '../../domain/payment/compare.ts';

/** The signature covers the time, so that a recorded webhook is worth nothing later. */
const TOLERANCE_SECONDS = 300;

/** Events whose object is, or belongs to, a PaymentIntent. */
function intentOf({ data }: Stripe.Event): string | undefined {
  const object = data.object as {
    object: string;
    id?: string;
    payment_intent?: string | { id: string } | null;
  };
  if (object.object === 'payment_intent') return object.id;
  const intent = object.payment_intent;
  return typeof intent === 'string' ? intent : intent?.id;
}

/** @param secret of Stripe's webhook endpoint (`whsec_…`); without one every webhook is refused */
export function createReadWebhook({ secret }: { secret: string | undefined }): ReadWebhook {
  return (provider, body, signature) => {
    if (provider !== 'stripe' || secret === undefined) {
      throw new DomainError('not-found', 'No webhooks of this provider are expected here.');
    }
    try {
      const event = Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
      const reference = intentOf(event);
      return reference ? { eventId: event.id, provider, reference } : undefined;
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
      throw new DomainError(
        'webhook-refused',
        'The signature does not fit the body. Check STRIPE_WEBHOOK_SECRET, and the clock of this machine.',
      );
    }
  };
}
