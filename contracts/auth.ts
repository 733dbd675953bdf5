import { z } from 'zod';

export const ROLES = ['customer', 'restaurant', 'partner', 'admin'] as const;
export const Role = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** Some that RFC 5322 allows are not taken, so the document says which. */
const Email = z.email().max(254).meta({ pattern: z.regexes.email.source });

export const LoginBody = z
  .strictObject({
    email: Email.meta({ example: 'customer1@tiffin.test' }),
    password: z.string().min(1).max(200).meta({ example: 'tiffin-demo' }),
  })
  .meta({ id: 'LoginBody' });

export const Session = z
  .object({
    accessToken: z.string().meta({ description: 'JWT, ES256; send it as `Authorization: Bearer …`' }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    user: z.object({ id: z.string(), role: Role, name: z.string(), restaurantId: z.string().optional() }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const Me = z
  .object({
    id: z.string(),
    role: Role,
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    restaurantId: z.string().optional(),
    addresses: z.array(
      z.object({
        street: z.string(),
        houseNumber: z.string(),
        postcode: z.string(),
        city: z.string(),
        position: z.object({ lat: z.number(), lng: z.number() }),
      }),
    ),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** Keys to check access tokens with (RFC 7517). */
export const Jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal('ES256'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({ id: 'Jwks' });

export const RealtimeTicket = z
  .object({
    ticket: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds; the ticket opens one socket' }),
  })
  .meta({ id: 'RealtimeTicket' });
