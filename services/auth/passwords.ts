import { hash, verify } from '@node-rs/argon2';
import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import { DomainError } from '../../domain/errors.ts';

/** argon2id at OWASP's minimum: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash nobody has the password of, so that an unknown address costs as much time as a wrong password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0H4BzE9f7o0Q7a2aZx3bq8Yt2n2b8eGmUeWm7mEoF0s';

/** A hash takes about 12 ms of a core, so whoever is last in line waits for about a second. */
const WAITING_FOR_EACH = 64;

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** Whether a password is that of the hash; without a hash, or with something else in its place, it takes as long and says no. */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  try {
    if (hashed !== undefined) return await verify(hashed, password);
  } catch {
    // Not a hash: an account that nobody logs in to.
  }
  await verify(NOBODY, password);
  return false;
}

/**
 * Lets so many logins work with passwords at once, and a few more wait; the rest are sent away, so that a flood of them leaves
 * cores, threads and database connections to everybody else.
 */
export function createPasswordPool(size: number) {
  const pool = bulkhead(size, size * WAITING_FOR_EACH);
  const full = () =>
    new DomainError('too-busy', 'Too many people log in right now. Try again in a few seconds.');
  return {
    /** For before a body is read, so that sending somebody away costs next to nothing. @throws DomainError `too-busy` */
    assertRoom(): void {
      if (pool.executionSlots + pool.queueSlots === 0) throw full();
    },

    /** @throws DomainError `too-busy` when enough are waiting already */
    async inTurn<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await pool.execute(work);
      } catch (error) {
        if (!isBulkheadRejectedError(error)) throw error;
        throw full();
      }
    },
  };
}
export type PasswordPool = ReturnType<typeof createPasswordPool>;
