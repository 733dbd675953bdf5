import { sql } from 'kysely';
import type { Tx } from '../../adapters/postgres/index.ts';
import type { Locale, Variables } from '../../domain/notification/templates.ts';
import type { Audience, News } from './news.ts';

/** What an order's news are about, beyond what its events say. */
export async function readFacts(tx: Tx, orderId: string) {
  return tx
    .selectFrom('orders as o')
    .innerJoin('restaurants as r', 'r.id', 'o.restaurant_id')
    .leftJoin('deliveries as d', 'd.order_id', 'o.id')
    .select([
      'o.customer_id',
      'o.restaurant_id',
      'o.total_minor',
      'o.currency',
      'r.name as restaurant',
      'r.time_zone',
      'd.partner_id',
      sql<string>`concat_ws(' ', o.delivery_address ->> 'street', o.delivery_address ->> 'houseNumber')`.as(
        'street',
      ),
    ])
    .where('o.id', '=', orderId)
    .executeTakeFirst();
}
export type Facts = NonNullable<Awaited<ReturnType<typeof readFacts>>>;

/** The ids of people whom a message to an audience may go to; of restaurants and operators, those of their users are looked up. */
export function audienceOf(
  to: Audience,
  { data }: News,
  facts: Facts,
): { id: string | null } | { restaurantId: string } | 'operators' {
  switch (to) {
    case 'customer':
      return { id: facts.customer_id };
    case 'kitchen':
      return { restaurantId: facts.restaurant_id };
    // Who had the delivery when it happened, not who has it now.
    case 'partner':
      return { id: 'partnerId' in data ? data.partnerId : facts.partner_id };
    case 'formerPartner':
      return { id: 'formerPartnerId' in data ? data.formerPartnerId : null };
    case 'operators':
      return 'operators';
  }
}

const LANGUAGE = { en: 'en-IE', fi: 'fi-FI' } as const;

const money = (minor: number, currency: string, locale: Locale) =>
  new Intl.NumberFormat(LANGUAGE[locale], { style: 'currency', currency }).format(minor / 100);

const clock = (instant: Date, timeZone: string, locale: Locale) =>
  new Intl.DateTimeFormat(LANGUAGE[locale], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(instant);

/** A reason as a sentence of its own with a space behind it; nothing when there is none. */
function sentence(reason: string | null): string {
  const text = reason?.trim();
  if (!text) return '';
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? `${first} ` : `${first}. `;
}

/** The end of an id, short enough to say over a counter. */
const shortNumber = (orderId: string) => orderId.slice(-6).toUpperCase();

/** What texts about an event may name, in a language. Times are those of the restaurant's clock. */
export function variablesFor(
  { occurredAt, type, data }: News,
  facts: Facts,
  orderId: string,
  locale: Locale,
  acceptWithinSeconds: number,
): Variables {
  const { time_zone: zone, currency } = facts;
  const acceptBy = new Date(Date.parse(occurredAt) + acceptWithinSeconds * 1_000);
  return {
    restaurant: facts.restaurant,
    order: shortNumber(orderId),
    street: facts.street,
    total: money(facts.total_minor, currency, locale),
    ...('reason' in data && { why: sentence(data.reason) }),
    ...('expiresAt' in data && { answerBy: clock(new Date(data.expiresAt), zone, locale) }),
    ...('amountMinor' in data && { amount: money(data.amountMinor, data.currency, locale) }),
    ...(type === 'OrderPlaced' && { acceptBy: clock(acceptBy, zone, locale) }),
  };
}
