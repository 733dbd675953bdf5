import type { Insertable } from 'kysely';
import type { Tx } from '../../adapters/postgres/index.ts';
import type { Users } from '../../adapters/postgres/schema.ts';
import { DomainError } from '../../domain/errors.ts';

/** Writes an account. Of those who come with one address at once, one gets it. @throws DomainError `email-taken` */
export async function insertUser(tx: Tx, user: Insertable<Users>) {
  const row = await tx
    .insertInto('users')
    .values({ ...user, email: user.email.toLowerCase() })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'name', 'email', 'staff_role', 'created_at'])
    .executeTakeFirst();
  if (!row) {
    throw new DomainError('email-taken', 'There is an account with this e-mail. Log in, or use another one.');
  }
  return row;
}
