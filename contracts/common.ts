import { z } from 'zod';
import { ERROR_CODES } from '../domain/errors.ts';
import { ID_PREFIXES, type IdKind, isId } from '../domain/ids.ts';

/** An id of one kind, such as `ord_01jd…`. */
export const id = (kind: IdKind) =>
  z
    .string()
    .max(40)
    .refine((text) => isId(kind, text), {
      error: `must be an id like ${ID_PREFIXES[kind]}_01jd7zk0f8e9vbq3n4m5p6r7st`,
    })
    .meta({
      pattern: `^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
      example: `${ID_PREFIXES[kind]}_01jd7zk0f8e9vbq3n4m5p6r7st`,
    });

/** A number as PostgreSQL can keep it: what is closer to 0 than its columns can tell is 0, rather than an error. */
export const measure = (minimum: number, maximum: number) =>
  z
    .number()
    .min(minimum)
    .max(maximum)
    .overwrite((value) => (Math.abs(value) < 1e-30 ? 0 : value));

export const Position = z
  .strictObject({ lat: measure(-90, 90), lng: measure(-180, 180) })
  .meta({ id: 'Position', description: 'WGS 84, degrees', example: { lat: 60.1712, lng: 24.9412 } });

/** Minor units (cents). */
export const Minor = z.int().meta({ description: 'Amount in minor units (cents)' });
export const CurrencyCode = z.enum(['EUR']);

/** Whether digits carry the check digit of a payment card (ISO/IEC 7812). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Whether a text holds 13–19 digits, perhaps with spaces or dashes between them, that could be a card's number. Each group of
 * digits is tried as its beginning and as its end, because a date or a code may stand beside it. No card begins with 0, as
 * phone numbers do at home, and up to 15 digits after a + are a phone number.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of text.matchAll(/\+?\d(?:[\s\p{Pd}]*\d)*/gu)) {
    const isPhone = run.startsWith('+');
    const groups = run.replace('+', '').split(/[\s\p{Pd}]+/u);
    for (const first of groups.keys()) {
      for (let end = first + 1; end <= groups.length; end += 1) {
        const digits = groups.slice(first, end).join('');
        if (digits.length > 19) break;
        const tooShort = digits.length < (isPhone && first === 0 ? 16 : 13);
        if (!tooShort && !digits.startsWith('0') && passesLuhn(digits)) return true;
      }
    }
  }
  return false;
}

/** What the pattern of every free text ends with. */
export const TEXT_PATTERN_END = '[^\\u0000]*$';
/** Of free text, for the documents: so many characters that are not blank, and no NUL. */
const textPattern = (min: number) => `^(?:[^\\u0000]*[^\\s\\u0000]){${min}}${TEXT_PATTERN_END}`;

/** Free text as PostgreSQL can store it, well-formed Unicode without NUL, and as it may be stored: without card numbers. */
export const storable = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine(
      (text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text),
      'has characters that cannot be stored',
    )
    .refine(
      (text) => !holdsCardNumber(text),
      'looks like a card number; never send one. Pay with a token from the payment provider (tok_…)',
    )
    .meta({ pattern: textPattern(min), example: 'Some text' });
const line = (max: number, example: string) => storable(max, 1).meta({ example });

export const Address = z
  .strictObject({
    street: line(120, 'Kaivokatu'),
    houseNumber: line(20, '1'),
    postcode: line(12, '00100'),
    city: line(80, 'Helsinki'),
    position: Position,
    note: storable(300)
      .optional()
      .meta({ description: 'For the courier: door code, floor', example: 'Door code 1234' }),
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof Address>;

/** A schema with a name (`id`), or null. (Of `.nullable()` on those the OpenAPI generator makes something that null does not fit.) */
export const orNull = <T extends z.ZodType>(named: T) => z.union([named, z.null()]);

/** The wrong parts of a request: `path` is a JSON path such as `items.0.quantity`, empty for the whole. */
export const FieldErrors = z.array(z.object({ path: z.string(), message: z.string() }));

/** RFC 9457. `code` is stable and meant for programs, `detail` for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum([...ERROR_CODES, 'internal-error']),
    detail: z.string(),
    instance: z.string().optional(),
    errors: FieldErrors.optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/**
 * A number in a query string. Made from text, and not coerced from anything, so that a missing one is missing and an empty one
 * is not 0; `meta` says number, which is what clients should see in the document.
 */
export const queryNumber = (minimum: number, maximum: number, type: 'number' | 'integer' = 'number') =>
  z
    .string()
    .refine((text) => text.trim() !== '' && Number.isFinite(Number(text)), 'must be a number')
    .transform(Number)
    .pipe(type === 'integer' ? z.int().min(minimum).max(maximum) : measure(minimum, maximum))
    .meta({ type, minimum, maximum });

export const PageQuery = z.object({
  limit: queryNumber(1, 100, 'integer').default(20),
  starting_after: z
    .string()
    .regex(/^[a-z]{3}_[0-9a-z]{26}$/)
    .optional()
    .meta({ description: 'Id of the last element of the page before' }),
});

/** A page of `item`: ask for the next with `starting_after` = the last element's id while `has_more`. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean() });
