import { Stripe } from 'stripe';
import type { Config } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Authorization, type PaymentProvider, ProviderUnavailable } from './provider.ts';

/** Below the limit that each call of a provider gets, so that Stripe's own message is what is written down. */
const HTTP_MS = 3_500;

const { errors } = Stripe;

const refused = (message: string) => new DomainError('card-declined', message);
const CANCELLED = 'This payment was cancelled. Order again.';
const NEEDS_BANK = 'The card wants to be confirmed with its bank, which we cannot do yet. Use another card.';
const UNKNOWN_TOKEN = 'The card could not be used. Enter it again, or use another card.';

const declined = (error: InstanceType<typeof errors.StripeCardError>) =>
  refused(`${error.message} Use another card.`);

/**
 * Stripe, with PaymentIntents captured by hand. An intent is created first, which holds nothing; its id is claimed; only then
 * it is confirmed, which holds the money. So no hold exists whose id we might not know, and neither a retry nor a void has to
 * rely on Stripe's idempotency keys, which it forgets after a day. The intent itself makes confirming, capturing and cancelling
 * safe to repeat: each is judged by the status it leaves. A cancelled intent can never be confirmed, however late a call comes.
 *
 * A card token is the id of a PaymentMethod (`pm_…`), as Stripe.js makes them.
 */
export function createStripeProvider({ secretKey, apiBase }: Config['payments']['stripe']): PaymentProvider {
  const { protocol, hostname, port } = new URL(apiBase);
  const stripe = new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port && { port }),
    timeout: HTTP_MS,
    // Temporal and the chain of providers own the retries.
    maxNetworkRetries: 0,
    telemetry: false,
  });

  async function createIntent({ key, cardToken, amountMinor, currency }: Authorization): Promise<string> {
    try {
      const intent = await stripe.paymentIntents.create(
        {
          amount: amountMinor,
          currency: currency.toLowerCase(),
          capture_method: 'manual',
          payment_method_types: ['card'],
          payment_method: cardToken,
          // For people and reports: which order an intent belongs to.
          metadata: { tiffin_key: key },
        },
        { idempotencyKey: `${key}:create` },
      );
      return intent.id;
    } catch (error) {
      if (error instanceof errors.StripeCardError) throw declined(error);
      if (error instanceof errors.StripeInvalidRequestError && isAboutTheCard(error))
        throw refused(UNKNOWN_TOKEN);
      // An intent that is not confirmed holds nothing, and only this function could have told its id.
      throw new ProviderUnavailable(`stripe: ${(error as Error).message}`, { cause: error });
    }
  }

  async function confirm(key: string, id: string): Promise<Stripe.PaymentIntent> {
    try {
      return await stripe.paymentIntents.confirm(id, {}, { idempotencyKey: `${key}:confirm` });
    } catch (error) {
      if (error instanceof errors.StripeCardError) throw declined(error);
      if (error instanceof errors.StripeRateLimitError) {
        throw new ProviderUnavailable(`stripe: ${error.message}`, { cause: error });
      }
      // Confirmed or cancelled before: the intent knows.
      if (error instanceof errors.StripeInvalidRequestError) return stripe.paymentIntents.retrieve(id);
      throw error;
    }
  }

  async function heldBy(intent: Stripe.PaymentIntent): Promise<{ reference: string }> {
    switch (intent.status) {
      case 'requires_capture':
      case 'succeeded':
        return { reference: intent.id };
      case 'canceled':
        throw refused(CANCELLED);
      case 'requires_payment_method':
        throw refused(intent.last_payment_error?.message ?? UNKNOWN_TOKEN);
      case 'requires_action':
        await cancel(intent.id);
        throw refused(NEEDS_BANK);
      default:
        throw new Error(`stripe: ${intent.id} is ${intent.status}`);
    }
  }

  async function cancel(id: string): Promise<void> {
    try {
      await stripe.paymentIntents.cancel(id);
    } catch (error) {
      if (!(error instanceof errors.StripeInvalidRequestError)) throw error;
      const { status } = await stripe.paymentIntents.retrieve(id);
      if (status !== 'canceled') throw error;
    }
  }

  return {
    name: 'stripe',

    async authorize(request) {
      const { key, reference, claim } = request;
      if (reference !== null) {
        const known = await stripe.paymentIntents.retrieve(reference);
        return heldBy(known.status === 'requires_confirmation' ? await confirm(key, reference) : known);
      }
      if (!request.cardToken.startsWith('pm_')) throw refused(UNKNOWN_TOKEN);
      const id = await createIntent(request);
      await claim(id);
      return heldBy(await confirm(key, id));
    },

    async capture({ reference, amountMinor }) {
      try {
        await stripe.paymentIntents.capture(reference, { amount_to_capture: amountMinor });
      } catch (error) {
        if (!(error instanceof errors.StripeInvalidRequestError)) throw error;
        // An intent is captured once, and the amount follows from how its order ended: it was an earlier try of ours.
        const { status } = await stripe.paymentIntents.retrieve(reference);
        if (status !== 'succeeded') throw error;
      }
    },

    async refund({ key, reference, amountMinor }) {
      for await (const earlier of stripe.refunds.list({ payment_intent: reference, limit: 100 })) {
        if (earlier.metadata?.tiffin_key === key) return;
      }
      await stripe.refunds.create(
        { payment_intent: reference, amount: amountMinor, metadata: { tiffin_key: key } },
        { idempotencyKey: key },
      );
    },

    async void({ reference }) {
      // Without a claim nothing was confirmed, and whoever comes late with an intent has its claim refused.
      if (reference !== null) await cancel(reference);
    },

    async lookup({ reference }) {
      if (reference === null) return { status: 'NONE' };
      const intent = await stripe.paymentIntents.retrieve(reference, { expand: ['latest_charge'] });
      if (intent.status === 'requires_capture') return { status: 'HELD', heldMinor: intent.amount };
      const charge = intent.latest_charge;
      if (intent.status !== 'succeeded' || !charge || typeof charge === 'string') return { status: 'NONE' };
      // What was not captured of a charge counts as given back there.
      return { status: 'CAPTURED', netMinor: charge.amount - charge.amount_refunded };
    },
  };
}

const isAboutTheCard = ({ statusCode, param }: InstanceType<typeof errors.StripeInvalidRequestError>) =>
  statusCode === 404 || param?.startsWith('payment_method') === true;
