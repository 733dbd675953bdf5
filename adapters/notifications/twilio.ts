import { type ChannelAdapter, SEND_WITHIN_MS, Uncertain, Undeliverable } from './channel.ts';

/** The request cannot have arrived. */
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Where Twilio is to say what became of an SMS. @param query with its `?` */
export const statusAddress = (publicUrl: string, query: string) => `${publicUrl}/v1/webhooks/twilio${query}`;

/**
 * SMS by Twilio. One request needs no library. Twilio has no idempotency key, so a request without an answer is uncertain and
 * not repeated.
 */
export function twilioChannel(config: {
  accountSid: string;
  authToken: string;
  from: string;
  apiBase: string;
  /** Where Twilio reaches this API; without, nothing is heard of what became of an SMS. */
  publicUrl: string | undefined;
}): ChannelAdapter<string> {
  const { accountSid, authToken, from, apiBase, publicUrl } = config;
  return {
    provider: 'twilio',
    async send(to, { sending, title, body }) {
      const answer = await fetch(`${apiBase}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        body: new URLSearchParams({
          To: to,
          From: from,
          Body: `${title}\n${body}`,
          ...(publicUrl && { StatusCallback: statusAddress(publicUrl, `?sending=${sending}`) }),
        }),
        signal: AbortSignal.timeout(SEND_WITHIN_MS),
      }).catch((error: Error) => {
        const code = (error.cause as { code?: string } | undefined)?.code ?? '';
        throw NEVER_ARRIVED.has(code) ? error : new Uncertain(`no answer from Twilio: ${error.message}`);
      });
      if (answer.ok) return answer.body?.cancel();
      const text = (await answer.text()).slice(0, 300);
      const problem = `Twilio answered ${answer.status}: ${text}`;
      // 400 is about this number or text; any other is about us or them, and may be over soon.
      if (answer.status === 400) throw new Undeliverable(problem);
      throw answer.status === 500 || answer.status === 502 || answer.status === 504
        ? new Uncertain(problem)
        : new Error(problem);
    },
  };
}
