import type { Db } from '../../adapters/postgres/index.ts';
import type { Me, Role, Session, SignUpBody, StaffRole } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { insertUser } from './insert-user.ts';
import { hashPassword, isPassword, type PasswordPool } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { Principal } from './tokens.ts';

/** Accounts: making one, logging in, and what one says. */
export function createAuthService(deps: { db: Db; pool: PasswordPool; sessions: Sessions }) {
  const { db, pool, sessions } = deps;
  return {
    /** @throws DomainError `too-busy` when logging in or signing up would have to wait too long */
    assertRoom: pool.assertRoom,

    /**
     * Opens an account for a customer and logs them in.
     * @throws DomainError `email-taken`, `too-busy`
     */
    async signUp({ email, password, name, phone }: SignUpBody): Promise<Session> {
      const passwordHash = await pool.inTurn(() => hashPassword(password));
      const { id } = await db.transaction().execute((tx) =>
        insertUser(tx, {
          id: newId('customer'),
          role: 'customer',
          email,
          password_hash: passwordHash,
          name,
          phone: phone ?? null,
        }),
      );
      return sessions.begin(id);
    },

    /**
     * @throws DomainError `login-failed`, the same and as late for an unknown address, a wrong password and somebody who has
     * left; `too-busy`
     */
    async login(email: string, password: string): Promise<Session> {
      // The query is part of the turn: a flood must not take all connections either.
      const userId = await pool.inTurn(async () => {
        const user = await db
          .selectFrom('users')
          .select(['id', 'password_hash'])
          .where('email', '=', email.toLowerCase())
          .where('disabled_at', 'is', null)
          .executeTakeFirst();
        return (await isPassword(password, user?.password_hash)) ? user?.id : undefined;
      });
      if (!userId) throw new DomainError('login-failed', 'E-mail and password do not match. Try again.');
      return sessions.begin(userId);
    },

    /** The caller's own profile. @throws DomainError `not-found` when the account is gone */
    async me({ id }: Principal): Promise<Me> {
      const [user, addresses] = await Promise.all([
        db
          .selectFrom('users')
          .select(['id', 'role', 'name', 'email', 'phone', 'restaurant_id', 'staff_role'])
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
        ...(user.staff_role && { staffRole: user.staff_role as StaffRole }),
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
