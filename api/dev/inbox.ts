import { html } from 'hono/html';
import type { Notification } from '../../contracts/notifications.ts';
import type { Deps } from '../env.ts';
import { createRouter } from '../route.ts';

const ICON = { push: '🔔', sms: '💬', email: '✉️' } as const;

const letter = ({
  channel,
  title,
  text,
  sentTo,
  userId,
  template,
  locale,
  urgent,
  sentAt,
}: Notification) => html`
  <article>
    <h2>${ICON[channel]} ${title}</h2>
    <p class="text">${text}</p>
    <p class="about">
      ${channel}${urgent ? ', urgent' : ''} to <a href="?user=${userId}">${sentTo ?? userId}</a> · ${template}
      (${locale}) · ${sentAt}
    </p>
  </article>`;

const page = (letters: Notification[], user: string | undefined) => html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Tiffin: development inbox</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  article { border: 1px solid #ddd; border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; }
  h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 0 }
  .text { white-space: pre-line; margin: .25rem 0 } .about { color: #666; font-size: .8rem; margin: 0 }
</style>
<h1>What people were sent</h1>
<p>Nothing of this left the machine. The last hundred, newest first; the page looks again every 5 seconds.
${user ? html`Only to ${user}. <a href="?">To everybody</a>.` : ''}</p>
${letters.length > 0 ? letters.map(letter) : html`<p>Nothing yet: place an order.</p>`}
</html>`;

/** What is no id names nobody. */
const userOf = (text: string | undefined) => (text && /^\w{1,40}$/.test(text) ? text : undefined);

/** Where notifications go while no channel is set up. For development: it asks nobody for a login. */
export const inboxRoutes = ({ notifications }: Deps) =>
  createRouter()
    .get('/dev/inbox', async (c) => {
      const user = userOf(c.req.query('user'));
      return c.html(page(await notifications.readInbox(user), user));
    })
    .get('/dev/inbox/messages', async (c) =>
      c.json({ data: await notifications.readInbox(userOf(c.req.query('user'))) }),
    );
