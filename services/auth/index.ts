import { verify } from '@node-rs/argon2';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Me, Role, Session } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal, Tokens } from './tokens.ts';

/** A hash nobody has the password of, so that an unknown address costs as much time as a wrong password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0H4BzE9f7o0Q7a2aZx3bq8Yt2n2b8eGmUeWm7mEoF0s';

/** Logins. */
export function createAuthService({ db, tokens }: { db: Db; tokens: Tokens }) {
  return {
    /** @throws DomainError `login-failed`, the same for an unknown address and a wrong password */
    async login(email: string, password: string): Promise<Session> {
      const user = await db
        .selectFrom('users')
        .select(['id', 'role', 'name', 'restaurant_id', 'password_hash'])
        .where('email', '=', email.toLowerCase())
        .executeTakeFirst();
      const matches = await verify(user?.password_hash ?? NOBODY, password).catch(() => false);
      if (!user || !matches)
        throw new DomainError('login-failed', 'E-mail and password do not match. Try again.');
      const role = user.role as Role;
      const restaurantId = user.restaurant_id ?? undefined;
      const { accessToken, expiresIn } = await tokens.sign({ id: user.id, role, restaurantId });
      return {
        accessToken,
        tokenType: 'Bearer',
        expiresIn,
        user: { id: user.id, role, name: user.name, ...(restaurantId && { restaurantId }) },
      };
    },

    /** The caller's own profile. @throws DomainError `not-found` when the account is gone */
    async me({ id }: Principal): Promise<Me> {
      const [user, addresses] = await Promise.all([
        db
          .selectFrom('users')
          .select(['id', 'role', 'name', 'email', 'phone', 'restaurant_id'])
          .where('id', '=', id)
          .executeTakeFirst(),
        db.selectFrom('addresses').selectAll().where('user_id', '=', id).orderBy('id').execute(),
      ]);
      if (!user) throw new DomainError('not-found', 'This account does not exist any more.');
      return {
        id: user.id,
        role: user.role as Role,
        name: user.name,
        email: user.email,
        phone: user.phone,
        ...(user.restaurant_id && { restaurantId: user.restaurant_id }),
        addresses: addresses.map((row) => ({
          street: row.street,
          houseNumber: row.house_number,
          postcode: row.postcode,
          city: row.city,
          position: { lat: row.lat, lng: row.lng },
        })),
      };
    },
  };
}
export type AuthService = ReturnType<typeof createAuthService>;
