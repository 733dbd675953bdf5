import { describe, expect, it } from 'vitest';
import { twilioSignature } from '../../adapters/notifications/late-failures.ts';
import { readReturnAddress, returnAddress } from '../../adapters/notifications/verp.ts';
import { DEFAULT_PREFERENCES, planChannels, quietUntil } from '../../domain/notification/preferences.ts';
import { nameOfSending, readSending } from '../../domain/notification/sending.ts';
import {
  LOCALES,
  MissingVariable,
  render,
  TEMPLATES,
  type TemplateName,
  variablesOf,
} from '../../domain/notification/templates.ts';

const names = Object.keys(TEMPLATES) as TemplateName[];
const wants = (changes: Partial<typeof DEFAULT_PREFERENCES>) => ({ ...DEFAULT_PREFERENCES, ...changes });
const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };

describe.each(names)('the template %s', (name) => {
  it('tells the same in every language', () => {
    const inEnglish = new Set(variablesOf(TEMPLATES[name].text.en));
    for (const locale of LOCALES) {
      expect(new Set(variablesOf(TEMPLATES[name].text[locale])), locale).toEqual(inEnglish);
    }
  });

  it('fits into two SMS when it may be sent as one', () => {
    if (!TEMPLATES[name].urgent) return;
    for (const locale of LOCALES) {
      const { title, body } = TEMPLATES[name].text[locale];
      expect(`${title}\n${body}`.length, locale).toBeLessThanOrEqual(300);
    }
  });
});

describe('a text', () => {
  it('names what its event tells', () => {
    expect(render('refunded', 'fi', { amount: '5,00 €', order: 'ABC123', restaurant: 'Kuu' })).toEqual({
      title: 'Sinulle palautetaan 5,00 €',
      body: expect.stringContaining('tilauksestasi ABC123 (Kuu)'),
    });
  });

  it('is not sent with a hole in it', () => {
    const act = () => render('refunded', 'en', { amount: '€5.00', order: 'ABC123' });
    expect(act).toThrow(MissingVariable);
    expect(act).toThrow('refunded (en) needs {restaurant}');
  });

  it('does not read what a person wrote as a template', () => {
    const { body } = render('order-rejected', 'en', { restaurant: 'Kuu', why: '{amount} $& ' });
    expect(body).toContain('{amount} $& ');
  });
});

describe('quiet hours', () => {
  const at = (time: string) => new Date(`2026-11-26T${time}+02:00`);

  it.each([
    ['21:59', undefined],
    ['22:00', '2026-11-27T07:00'],
    ['23:30', '2026-11-27T07:00'],
    ['03:00', '2026-11-26T07:00'],
    ['06:59', '2026-11-26T07:00'],
    ['07:00', undefined],
  ])('at %s they last until %s', (time, end) => {
    expect(quietUntil(wants({ quiet: night }), at(time))).toEqual(end && new Date(`${end}:00+02:00`));
  });

  it('end by the clock, also in the night in which it is put back', () => {
    // 25 October 2026: at 04:00 summer time it is 03:00 again.
    const end = quietUntil(wants({ quiet: night }), new Date('2026-10-24T23:00:00+03:00'));
    expect(end).toEqual(new Date('2026-10-25T07:00:00+02:00'));
  });

  it('are those of the person’s own clock', () => {
    const wanted = wants({ quiet: night, timeZone: 'America/New_York' });
    expect(quietUntil(wanted, new Date('2026-11-26T23:00:00Z'))).toBeUndefined();
    expect(quietUntil(wanted, new Date('2026-11-27T04:00:00Z'))).toEqual(new Date('2026-11-27T12:00:00Z'));
  });
});

describe('the channels of a message', () => {
  const midnight = new Date('2026-11-26T00:00:00+02:00');
  const morning = new Date('2026-11-26T07:00:00+02:00');
  const calm = { channels: ['push', 'email'] as const, urgent: false };
  const urgent = { channels: ['push'] as const, urgent: true };

  it('ring after the quiet hours, but e-mail makes no noise', () => {
    expect(planChannels(calm, wants({ quiet: night }), midnight)).toEqual([
      { channel: 'push', sendAfter: morning },
      { channel: 'email', sendAfter: midnight },
    ]);
  });

  it('ring at once for what is urgent', () => {
    expect(planChannels(urgent, wants({ quiet: night }), midnight)).toEqual([
      { channel: 'push', sendAfter: midnight },
    ]);
  });

  it('are those that the person wants; urgent news goes by SMS when push is off', () => {
    expect(planChannels(calm, wants({ push: false }), midnight).map(({ channel }) => channel)).toEqual([
      'email',
    ]);
    expect(planChannels(urgent, wants({ push: false }), midnight).map(({ channel }) => channel)).toEqual([
      'sms',
    ]);
    expect(planChannels(urgent, wants({ push: false, sms: false }), midnight)).toEqual([]);
  });
});

describe('a signature of Twilio’s', () => {
  // As published: https://www.twilio.com/docs/usage/security, and the tests of Twilio’s libraries.
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  it.each([
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('is that of the published example with %s', (caller, signature) => {
    const fields = { To: '+18005551212', From: caller, Digits: '1234', Caller: caller };
    const form = new URLSearchParams({ ...fields, CallSid: 'CA1234567890ABCDE' });
    expect(twilioSignature('12345', url, form)).toBe(signature);
  });

  it('takes a field that comes twice once', () => {
    const [once, twice] = [new URLSearchParams('a=1&b=2'), new URLSearchParams('b=2&a=1&b=2')];
    expect(twilioSignature('12345', url, twice)).toBe(twilioSignature('12345', url, once));
  });
});

describe('the name of a sending', () => {
  const sending = { id: 4_711, expiresAt: new Date('2026-03-01T12:00:00.123Z') };

  it('is found again in the address that its e-mail comes back to', () => {
    const address = returnAddress('in+bounces@example.com', nameOfSending(sending));
    expect(address).toBe('in+bounces+4711-mm7p6yrf@example.com');
    expect(readSending(readReturnAddress('in+bounces@example.com', address) ?? '')).toEqual(sending);
  });

  it('is another one when the same notification is sent again', () => {
    expect(nameOfSending({ ...sending, expiresAt: new Date() })).not.toBe(nameOfSending(sending));
  });

  it.each(['', '4711', '4711-', '-mm7p6yrf', '4711-MM7', '1e3-1', '9999999999999999-1', '4711-zzzzzzzzzz'])(
    'is not %j',
    (name) => expect(readSending(name)).toBeUndefined(),
  );
});
