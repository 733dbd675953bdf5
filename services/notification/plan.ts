import type { Tx } from '../../adapters/postgres/index.ts';
import { planChannels } from '../../domain/notification/preferences.ts';
import { render, TEMPLATES, type Template } from '../../domain/notification/templates.ts';
import { audienceOf, type Facts, readFacts, variablesFor } from './facts.ts';
import { type Audience, type News, newsOf } from './news.ts';
import { preferencesOf } from './preferences.ts';

const MINUTE_MS = 60_000;

async function readPeople(tx: Tx, to: Audience, event: News, facts: Facts) {
  const whom = audienceOf(to, event, facts);
  if (whom !== 'operators' && 'id' in whom && whom.id === null) return [];
  return tx
    .selectFrom('users as u')
    .leftJoin('notification_preferences as p', 'p.user_id', 'u.id')
    .select(['u.id', 'p.locale', 'p.push', 'p.sms', 'p.email', 'p.quiet_from', 'p.quiet_to', 'p.time_zone'])
    .where((eb) => {
      if (whom === 'operators') return eb('u.role', '=', 'admin');
      return 'id' in whom ? eb('u.id', '=', whom.id) : eb('u.restaurant_id', '=', whom.restaurantId);
    })
    .execute();
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
    const template: Template = TEMPLATES[name];
    for (const { id: userId, ...row } of await readPeople(tx, to, event, facts)) {
      const wants = preferencesOf(row);
      const variables = variablesFor(event, facts, orderId, wants.locale, acceptWithinSeconds);
      const { title, body } = render(name, wants.locale, variables);
      for (const { channel, sendAfter } of planChannels(template, wants, new Date())) {
        await tx
          .insertInto('notifications')
          .values({
            event_id: event.id,
            user_id: userId,
            channel,
            order_id: orderId,
            template: name,
            locale: wants.locale,
            title,
            text: body,
            urgent: template.urgent,
            send_after: sendAfter,
            expires_at: new Date(Date.parse(event.occurredAt) + template.goodForMinutes * MINUTE_MS),
          })
          .onConflict((conflict) => conflict.columns(['event_id', 'user_id', 'channel']).doNothing())
          .execute();
      }
    }
  }
}
