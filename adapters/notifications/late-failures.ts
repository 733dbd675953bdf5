import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { MailBounce } from '../../contracts/notifications.ts';
import { DomainError } from '../../domain/errors.ts';
import { type LateFailure, readSending } from '../../domain/notification/sending.ts';
import { statusAddress } from './twilio.ts';
import { readReturnAddress } from './verp.ts';

const digestOf = (text: string) => createHash('sha256').update(text).digest();
/** How long it takes says nothing of where the texts differ. */
const isSame = (one: string, other: string) => timingSafeEqual(digestOf(one), digestOf(other));

/** @param form each name and value once, whatever their order */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64');
}

/** Without its port and with it: what Twilio signs is not always what it was given, and its own libraries take both. */
function spellingsOf(url: string): string[] {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const usual = protocol === 'https:' ? '443' : '80';
  return ['', `:${port || usual}`].map((end) => `${protocol}//${hostname}${end}${pathname}${search}`);
}

/** What Twilio calls messages that did not arrive and will not. */
const LOST = new Set(['failed', 'undelivered']);

/**
 * Reads what Twilio tells of an SMS that it had taken.
 * @param query of the address as it was asked for, with its `?`
 * @param body as it came
 * @returns undefined for what is no failure
 * @throws DomainError `not-found` where no word is expected, `webhook-refused`
 */
function readFromTwilio(
  sms: Config['notifications']['sms'],
  query: string,
  body: string,
  signature: string,
): LateFailure | undefined {
  if (!sms?.publicUrl) throw new DomainError('not-found', 'No word of an SMS is expected here.');
  const form = new URLSearchParams(body);
  const spellings = spellingsOf(statusAddress(sms.publicUrl, query));
  if (!spellings.some((url) => isSame(signature, twilioSignature(sms.authToken, url, form)))) {
    throw new DomainError(
      'webhook-refused',
      'The signature does not fit address and body. Check TWILIO_AUTH_TOKEN and PUBLIC_URL.',
    );
  }
  const status = form.get('MessageStatus') ?? '';
  const sending = readSending(new URLSearchParams(query).get('sending') ?? '');
  if (!sending || !LOST.has(status)) return undefined;
  const code = /^\d+$/.exec(form.get('ErrorCode') ?? '')?.[0] ?? 'unknown';
  return { channel: 'sms', sending, error: `Twilio took it and said later: ${status}, error ${code}` };
}

/** As much of a mail server's words as says what is wrong. */
const DIAGNOSTIC_LENGTH = 300;

/** A mail server's words as they can be kept: the address that they quote stands in the row already, for as long as the row does. */
const cleaned = (diagnostic: string) =>
  diagnostic
    .replaceAll('\0', '')
    .trim()
    .split(/\s+/)
    .map((word) => (word.includes('@') ? '[address]' : word))
    .join(' ')
    .slice(0, DIAGNOSTIC_LENGTH);

/**
 * Reads what a mail server tells of an e-mail that another one had taken.
 * @param secret as it was sent
 * @returns undefined for what is no failure, or none of ours
 * @throws DomainError `not-found` where no word is expected, `webhook-refused`
 */
function readFromMail(
  bounces: NonNullable<Config['notifications']['email']>['bounces'] | undefined,
  secret: string,
  { recipient, action, status, diagnostic = '' }: MailBounce,
): LateFailure | undefined {
  if (!bounces) throw new DomainError('not-found', 'No word of e-mail is expected here.');
  if (!isSame(secret, bounces.secret))
    throw new DomainError(
      'webhook-refused',
      'The secret is another one. Send MAIL_BOUNCES_SECRET as X-Webhook-Secret.',
    );
  const sending = readSending(readReturnAddress(bounces.address, recipient) ?? '');
  if (!sending || action !== 'failed') return undefined;
  const words = cleaned(diagnostic);
  return { channel: 'email', sending, error: `it came back, ${status}${words && `: ${words}`}` };
}

/** How providers' later word is read, whose it is and what it says. */
export const createReadLateFailures = ({ sms, email }: Config['notifications']) => ({
  fromTwilio: (query: string, body: string, signature: string) => readFromTwilio(sms, query, body, signature),
  fromMail: (secret: string, bounce: MailBounce) => readFromMail(email?.bounces, secret, bounce),
});
export type ReadLateFailures = ReturnType<typeof createReadLateFailures>;
