import { z } from 'zod';
import { id, page, storable } from './common.ts';

export const ROLES = ['customer', 'restaurant', 'partner', 'admin'] as const;
export const Role = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** What somebody on a restaurant's staff may do; an owner may do what a manager may, and that what the kitchen may. */
export const STAFF_ROLES = ['owner', 'manager', 'kitchen'] as const;
export const StaffRole = z.enum(STAFF_ROLES).meta({
  id: 'StaffRole',
  description: 'kitchen: orders and stock; manager: also menu and profile; owner: also staff and keys',
});
export type StaffRole = z.infer<typeof StaffRole>;

/** What a service key can be made for. */
export const SCOPES = [
  'orders:read',
  'orders:write',
  'menu:read',
  'menu:write',
  'restaurant:read',
  'webhooks:manage',
] as const;
export const Scope = z.enum(SCOPES).meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** Some that RFC 5322 allows are not taken, so the document says which. Each part of the domain is one that DNS could know. */
const EMAIL =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const Email = z.email({ pattern: EMAIL }).max(254).meta({ pattern: EMAIL.source });
const NewPassword = z.string().min(10, 'must have 10 characters or more').max(200);
const PersonName = storable(120, 1);

export const LoginBody = z
  .strictObject({
    email: Email.meta({ example: 'customer1@tiffin.test' }),
    password: z.string().min(1).max(200).meta({ example: 'tiffin-demo' }),
  })
  .meta({ id: 'LoginBody' });

export const SignUpBody = z
  .strictObject({
    email: Email,
    password: NewPassword,
    name: PersonName,
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be a number like +358401234567')
      .optional(),
  })
  .meta({ id: 'SignUpBody' });
export type SignUpBody = z.infer<typeof SignUpBody>;

export const RefreshBody = z
  .strictObject({ refreshToken: z.string().min(1).max(200) })
  .meta({ id: 'RefreshBody' });

export const Session = z
  .object({
    accessToken: z.string().meta({ description: 'JWT, ES256; send it as `Authorization: Bearer …`' }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    refreshToken: z.string().meta({
      description:
        'For POST /v1/auth/refresh, once: the answer has the next one. Used again, it ends the session',
    }),
    refreshExpiresIn: z.int().meta({ description: 'Seconds; each refresh begins them anew' }),
    user: z.object({
      id: z.string(),
      role: Role,
      name: z.string(),
      restaurantId: z.string().optional(),
      staffRole: StaffRole.optional(),
    }),
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
    staffRole: StaffRole.optional(),
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

export const StaffMember = z
  .object({ id: z.string(), name: z.string(), email: z.string(), staffRole: StaffRole, since: z.string() })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof StaffMember>;
export const StaffList = page(StaffMember).meta({ id: 'StaffList' });

export const NewStaff = z
  .strictObject({ email: Email, password: NewPassword, name: PersonName, staffRole: StaffRole })
  .meta({ id: 'NewStaff' });
export type NewStaff = z.infer<typeof NewStaff>;
export const StaffChange = z.strictObject({ staffRole: StaffRole }).meta({ id: 'StaffChange' });
export const StaffId = z.object({ id: id('staff') });

export const ServiceKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Scope),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().meta({ description: 'To the hour' }),
  })
  .meta({ id: 'ServiceKey' });
export type ServiceKey = z.infer<typeof ServiceKey>;
export const ServiceKeyList = page(ServiceKey).meta({ id: 'ServiceKeyList' });
export const MadeServiceKey = ServiceKey.extend({
  key: z.string().meta({ description: 'Shown now and never again; send it as `Authorization: Bearer …`' }),
}).meta({ id: 'MadeServiceKey' });
export type MadeServiceKey = z.infer<typeof MadeServiceKey>;

export const NewServiceKey = z
  .strictObject({
    name: PersonName.meta({ description: 'What uses it, such as “till at the bar”' }),
    scopes: z
      .array(Scope)
      .min(1)
      .max(SCOPES.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'names a scope twice')
      .meta({ uniqueItems: true }),
    expiresInDays: z.int().min(1).max(730).optional(),
  })
  .meta({ id: 'NewServiceKey' });
export type NewServiceKey = z.infer<typeof NewServiceKey>;
export const ServiceKeyId = z.object({ id: id('serviceKey') });
