import { createTransport } from 'nodemailer';
import { type ChannelAdapter, SEND_WITHIN_MS, Undeliverable } from './channel.ts';

/** How nodemailer says that the server has judged the address or the message, and not us. */
const ABOUT_THE_LETTER = new Set(['EENVELOPE', 'EMESSAGE']);

/** E-mail by SMTP. A repetition has the same Message-ID, by which mail programs know it. */
export function smtpChannel({
  url,
  from,
}: {
  url: string;
  from: string;
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
    async send(to, { id, title, body }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
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
