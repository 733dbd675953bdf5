import type { Tx } from '../../adapters/postgres/index.ts';
import { planChannels } from '../../domain/notification/preferences.ts';
import {
  type Locale,
  render,
  TEMPLATES,
  type Template,
  type TemplateName,
  type Variables,
} from '../../domain/notification/templates.ts';
import { audienceOf, type Facts, readFacts, variablesFor } from './facts.ts';
import { type Audience, type News, newsOf } from './news.ts';
import { preferencesOf } from './preferences.ts';

const MINUTE_MS = 60_000;

type WebhookOff = {
  restaurantId: string;
  endpointId: string;
  url: string;
  messageId: string;
  why: 'gone' | 'failing';
};
/** Sentences for `{why}`. */
const WHY_OFF: Record<WebhookOff['why'], Record<Locale, string>> = {
  gone: {
    en: 'It answered that it is gone for good (410). ',
    fi: 'Se vastasi poistuneensa pysyvästi (410). ',
  },
  failing: {
    en: 'Nothing has got through to it for three days. ',
    fi: 'Sille ei ole saatu mitään perille kolmeen päivään. ',
  },
};

/** Those who may be told of something: whoever has left a restaurant still has its id. */
const selectPeople = (tx: Tx) =>
  tx
    .selectFrom('users as u')
    .where('u.disabled_at', 'is', null)
    .leftJoin('notification_preferences as p', 'p.user_id', 'u.id')
    .select(['u.id', 'p.locale', 'p.push', 'p.sms', 'p.email', 'p.quiet_from', 'p.quiet_to', 'p.time_zone']);

async function readPeople(tx: Tx, to: Audience, event: News, facts: Facts) {
  const whom = audienceOf(to, event, facts);
  if (whom !== 'operators' && 'id' in whom && whom.id === null) return [];
  return selectPeople(tx)
    .where((eb) => {
      if (whom === 'operators') return eb('u.role', '=', 'admin');
      return 'id' in whom ? eb('u.id', '=', whom.id) : eb('u.restaurant_id', '=', whom.restaurantId);
    })
    .execute();
}

type Told = { eventId: string; orderId: string | null; at: Date; name: TemplateName };
type Person = Awaited<ReturnType<typeof readPeople>>[number];

/** @throws MissingVariable */
async function write(
  tx: Tx,
  { eventId, orderId, at, name }: Told,
  { id: userId, ...row }: Person,
  variablesIn: (locale: Locale) => Variables,
): Promise<void> {
  const template: Template = TEMPLATES[name];
  const wants = preferencesOf(row);
  const { title, body } = render(name, wants.locale, variablesIn(wants.locale));
  for (const { channel, sendAfter } of planChannels(template, wants, new Date())) {
    await tx
      .insertInto('notifications')
      .values({
        event_id: eventId,
        user_id: userId,
        channel,
        order_id: orderId,
        template: name,
        locale: wants.locale,
        title,
        text: body,
        urgent: template.urgent,
        send_after: sendAfter,
        expires_at: new Date(at.getTime() + template.goodForMinutes * MINUTE_MS),
      })
      .onConflict((conflict) => conflict.columns(['event_id', 'user_id', 'channel']).doNothing())
      .execute();
  }
}

/**
 * Writes what people are to be told of an event, in their languages, for the sender: one row per person and channel, however
 * often the event comes.
 * @throws MissingVariable, and then nothing is written
 */
export async function planNotifications(tx: Tx, event: News, acceptWithinSeconds: number): Promise<void> {
  const told = newsOf(event);
  const { orderId } = event.data;
  const facts = told.length > 0 ? await readFacts(tx, orderId) : undefined;
  if (!facts) return;
  for (const { to, template: name } of told) {
    const news = { eventId: event.id, orderId, at: new Date(event.occurredAt), name };
    for (const person of await readPeople(tx, to, event, facts)) {
      await write(tx, news, person, (locale) =>
        variablesFor(event, facts, orderId, locale, acceptWithinSeconds),
      );
    }
  }
}

/**
 * Writes that a restaurant's program is told nothing any more, for those who can mend it: its owners and managers.
 * @param messageId the message whose failure was the last: they are told once of it
 */
export async function planWebhookOff(
  tx: Tx,
  { restaurantId, endpointId, url, messageId, why }: WebhookOff,
): Promise<void> {
  const people = await selectPeople(tx)
    .where('u.restaurant_id', '=', restaurantId)
    .where('u.staff_role', 'in', ['owner', 'manager'])
    .execute();
  const told = { eventId: messageId, orderId: null, at: new Date(), name: 'webhook-switched-off' } as const;
  for (const person of people) {
    await write(tx, told, person, (locale) => ({
      host: new URL(url).host,
      endpoint: endpointId,
      why: WHY_OFF[why][locale],
    }));
  }
}
