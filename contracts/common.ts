import { z } from 'zod';
import { ID_PREFIXES, type IdKind, isId } from '../domain/ids.ts';

/** An id of one kind, such as `ord_01jd…`. */
export const id = (kind: IdKind) =>
  z
    .string()
    .max(40)
    .refine((text) => isId(kind, text), {
      error: `must be an id like ${ID_PREFIXES[kind]}_01jd7zk0f8e9vbq3n4m5p6r7st`,
    })
    .meta({ type: 'string', pattern: `^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$` });

export const Position = z
  .strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
  .meta({ id: 'Position', description: 'WGS 84, degrees' });

/** Minor units (cents). */
export const Minor = z.int().meta({ description: 'Amount in minor units (cents)' });
export const CurrencyCode = z.enum(['EUR']);

/** Text as PostgreSQL can store it: well-formed Unicode without NUL. */
export const storable = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(
      (text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text),
      'has characters that cannot be stored',
    );
const line = (max: number) => storable(max).min(1);

export const Address = z
  .strictObject({
    street: line(120),
    houseNumber: line(20),
    postcode: line(12),
    city: line(80),
    position: Position,
    note: storable(300).optional().meta({ description: 'For the courier: door code, floor' }),
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof Address>;

/** RFC 9457. `code` is stable and meant for programs, `detail` for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  starting_after: z
    .string()
    .regex(/^[a-z]{3}_[0-9a-z]{26}$/)
    .optional()
    .meta({ description: 'Id of the last element of the page before' }),
});

/** A page of `item`: ask for the next with `starting_after` = the last element's id while `has_more`. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean() });
