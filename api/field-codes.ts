import type { ErrorCode, FieldError } from '../domain/errors.ts';

type Rule = { code: ErrorCode; detail: string; is: (field: FieldError) => boolean };

const unknownKey = (field: FieldError, pattern: RegExp) =>
  field.message.startsWith('Unrecognized key') && pattern.test(field.message);

/** Mistakes that programs want to tell apart, each with its own code; the rest is `invalid-request`. */
const RULES: Rule[] = [
  {
    code: 'card-number-refused',
    detail: 'Never send a card number. Pay with a token from the payment provider (tok_… or pm_…).',
    is: ({ message }) => message.includes('card number'),
  },
  {
    code: 'invalid-quantity',
    detail: 'A quantity is a whole number of portions from 1 to 50. Correct it and send the request again.',
    is: ({ path }) => /(^|\.)quantity$/.test(path),
  },
  {
    code: 'invalid-tip',
    detail: 'A tip is between nothing and 100.00 in whole cents. Correct it and send the request again.',
    is: ({ path }) => path === 'tipMinor',
  },
  {
    code: 'currency-not-supported',
    detail: 'Every restaurant charges in its own currency, here EUR. Leave the currency out.',
    is: (field) => field.path === 'currency' || unknownKey(field, /"currency"/),
  },
  {
    code: 'price-not-accepted',
    detail: 'Prices come from us alone. Leave them out, or order a quote by its id.',
    is: (field) => unknownKey(field, /"\w*(price|total|fee|discount|tax|amount)\w*"/i),
  },
];

/** The code and the advice for a request whose wrong fields all have the same mistake. */
export function mistakeOf(fields: FieldError[]): { code: ErrorCode; detail: string } {
  const rule = RULES.find(({ is }) => fields.length > 0 && fields.every(is));
  return (
    rule ?? {
      code: 'invalid-request',
      detail: 'Some fields of this request are wrong. Correct them and send it again.',
    }
  );
}
