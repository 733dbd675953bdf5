import type { Config } from '../../config.ts';
import type { Channels } from './channel.ts';
import { smtpChannel } from './smtp.ts';
import { twilioChannel } from './twilio.ts';
import { webPushChannel } from './web-push.ts';

/** What is sent by it stands in the table `notifications`, shown at /dev/inbox. */
export const INBOX = 'inbox';
const inbox = { provider: INBOX, send: async () => {} };

/** The channels that are set, and the development inbox in place of the others. */
export function openChannels({ push, sms, email }: Config['notifications']): Channels & { close(): void } {
  const smtp = email && smtpChannel(email);
  return {
    push: push ? webPushChannel(push) : inbox,
    sms: sms ? twilioChannel(sms) : inbox,
    email: smtp ?? inbox,
    close: () => smtp?.close(),
  };
}
