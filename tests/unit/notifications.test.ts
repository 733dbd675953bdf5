import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, planChannels, quietUntil } from '../../domain/notification/preferences.ts';
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
