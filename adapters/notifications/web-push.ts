import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { type ChannelAdapter, type PushAddress, SEND_WITHIN_MS, Undeliverable } from './channel.ts';

/** The browser has given up this subscription, or never had it. */
const GONE = [400, 404, 410];

/** Push messages to browsers (RFC 8030, encrypted by RFC 8291, signed by RFC 8292). */
export function webPushChannel(vapid: {
  publicKey: string;
  privateKey: string;
  subject: string;
}): ChannelAdapter<PushAddress> {
  return {
    provider: 'web-push',
    async send({ endpoint, p256dh, auth }, { id, title, body, urgent, expiresAt }) {
      const seconds = Math.max(0, Math.round((expiresAt.getTime() - Date.now()) / 1_000));
      const details = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify({ title, body, tag: id }),
        {
          vapidDetails: vapid,
          TTL: seconds,
          urgency: urgent ? 'high' : 'normal',
          // A message that waits at the push service is replaced by its own repetition.
          topic: createHash('sha256').update(id).digest('base64url').slice(0, 32),
        },
      );
      const answer = await fetch(details.endpoint, {
        method: details.method,
        headers: details.headers as Record<string, string>,
        body: new Uint8Array(details.body as Buffer),
        // An endpoint comes from a browser: where it leads to is checked once, so it must not lead elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(SEND_WITHIN_MS),
      });
      await answer.body?.cancel();
      if (answer.ok) return;
      const problem = `the push service answered ${answer.status}`;
      throw GONE.includes(answer.status) ? new Undeliverable(problem) : new Error(problem);
    },
  };
}
