import { createTransport } from 'nodemailer';
import { type ChannelAdapter, SEND_WITHIN_MS, Undeliverable } from './channel.ts';
import { returnAddress } from './verp.ts';

/** How nodemailer says that the server has judged the address or the message, and not us. */
const ABOUT_THE_LETTER = new Set(['EENVELOPE', 'EMESSAGE']);

/** E-mail by SMTP. A repetition has the same Message-ID, by which mail programs know it. */
export function smtpChannel({
  url,
  from,
  bounces,
}: {
  url: string;
  from: string;
  /** Where e-mail that cannot be delivered is returned to; without, to `from`. */
  bounces: { address: string } | undefined;
}): ChannelAdapter<string> & { close(): void } {
  const transport = createTransport({
    url,
    pool: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: SEND_WITHIN_MS,
  });
  const domain = from.replace(/^.*@/, '').replace(/>$/, '');
  return {
    provider: 'smtp',
    async send(address, { id, sending, title, body }) {
      const to = { name: '', address };
      try {
        await transport.sendMail({
          from,
          to,
          ...(bounces && { envelope: { from: returnAddress(bounces.address, sending), to } }),
          subject: title,
          text: body,
          messageId: `<${id.replaceAll(/[^\w.-]/g, '.')}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        const {
          code = '',
          responseCode = 0,
          message,
        } = error as Error & { code?: string; responseCode?: number };
        const isForGood = ABOUT_THE_LETTER.has(code) && (responseCode === 0 || responseCode >= 500);
        throw isForGood ? new Undeliverable(message) : error;
      }
    },
    close: () => transport.close(),
  };
}
