import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { RedisKeys } from '../../adapters/redis/index.ts';
import type { OptionalRedis } from '../../adapters/redis/optional.ts';
import type { Role, Session, StaffRole } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import type { Endings } from './endings.ts';
import { exchangeRefreshToken, issueRefreshToken } from './refresh-tokens.ts';
import type { Tokens } from './tokens.ts';

/** Redis remembers a session for so long after it was last used; then PostgreSQL is asked again. */
const IDLE_SECONDS = 30 * 60;
const ENDED = 'ended';
/** A process believes so long what Redis said, unless it hears that the session has ended. */
const BELIEVED_MS = 1_000;
/** Sessions that a process keeps in mind. */
const MAX_KNOWN = 20_000;

/** Why a session ended: `reuse` of a refresh token, `access` was changed or taken away. */
export type EndedBy = 'logout' | 'everywhere' | 'reuse' | 'access';

type Deps = {
  db: Db;
  redis: OptionalRedis;
  keys: RedisKeys;
  tokens: Tokens;
  endings: Endings;
  days: number;
};
/** A session that was found to live, for so long. */
type Believed = { userId: string; until: number };
type User = { id: string; role: Role; name: string; restaurantId?: string; staffRole?: StaffRole };

/**
 * Who may log in, as answers show them; nobody when they have left. In a transaction they can neither leave nor change until it
 * is over, so that no session begins that the ending of all of them has missed.
 */
async function findUser(db: Db | Tx, id: string): Promise<User | undefined> {
  const query = db
    .selectFrom('users')
    .select(['id', 'role', 'name', 'restaurant_id', 'staff_role'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null);
  const row = await (db.isTransaction ? query.forShare() : query).executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    role: row.role as Role,
    name: row.name,
    ...(row.restaurant_id && { restaurantId: row.restaurant_id }),
    ...(row.staff_role && { staffRole: row.staff_role as StaffRole }),
  };
}

/**
 * Logins that last: access tokens of minutes, each refresh token good for one exchange, and sessions that can be ended at once.
 * PostgreSQL is the truth. Redis says quickly whether a session lives, for 30 minutes after its last use; what it has forgotten
 * is asked of PostgreSQL, and while it is away an access token is good until it expires. A process asks Redis once a second for
 * each session, and hears of those that end.
 */
export function createSessions({ db, redis, keys, tokens, endings, days }: Deps) {
  const expiry = () => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

  const believed = new Map<string, Believed>();
  /** Those that this process has heard the end of: no loss of Redis brings them back. */
  const over = new Set<string>();

  function remove(sessionId: string): void {
    believed.delete(sessionId);
    if (over.size >= MAX_KNOWN) over.clear();
    over.add(sessionId);
  }
  endings.onEnded((ids) => {
    for (const id of ids) remove(id);
  });

  function believe(sessionId: string, userId: string): void {
    if (believed.size >= MAX_KNOWN) believed.clear();
    believed.set(sessionId, { userId, until: performance.now() + BELIEVED_MS });
  }

  /** Never over an ending: whoever read that a session lives may come after it. */
  const remember = (sessionId: string, user: User) =>
    redis.ask((client) => client.set(keys.session(sessionId), user.id, 'EX', IDLE_SECONDS, 'NX'));
  /** Marks sessions as ended, and tells every process. */
  async function forget(sessionIds: string[]): Promise<void> {
    for (const id of sessionIds) remove(id);
    await Promise.all(
      sessionIds.map((id) => redis.ask((client) => client.set(keys.session(id), ENDED, 'EX', IDLE_SECONDS))),
    );
    await endings.tell(sessionIds);
  }

  async function answer(sessionId: string, user: User, refreshToken: string): Promise<Session> {
    await remember(sessionId, user);
    const { accessToken, expiresIn } = await tokens.sign({ ...user, sessionId });
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn,
      refreshToken,
      refreshExpiresIn: days * 24 * 60 * 60,
      user,
    };
  }

  async function end(which: { sessionId: string } | { userId: string }, by: EndedBy): Promise<void> {
    const update = db
      .updateTable('sessions')
      .set({ ended_at: sql<Date>`now()`, ended_by: by })
      .where('ended_at', 'is', null);
    const ended = await ('sessionId' in which
      ? update.where('id', '=', which.sessionId)
      : update.where('user_id', '=', which.userId)
    )
      .returning('id')
      .execute();
    await forget(ended.map(({ id }) => id));
  }

  /** What PostgreSQL says of a session, which Redis then remembers. */
  async function look(sessionId: string, userId: string): Promise<boolean> {
    const row = await db
      .selectFrom('sessions')
      .select('user_id')
      .where('id', '=', sessionId)
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    const user = row && (await findUser(db, userId));
    if (user) await remember(sessionId, user);
    else await forget([sessionId]);
    return user !== undefined;
  }

  async function askIfLive(sessionId: string, userId: string): Promise<boolean> {
    const known = await redis.ask(async (client) => ({
      value: await client.getex(keys.session(sessionId), 'EX', IDLE_SECONDS),
    }));
    if (!known) return true;
    const live = known.value === null ? await look(sessionId, userId) : known.value !== ENDED;
    if (live) believe(sessionId, userId);
    return live;
  }

  return {
    /** Begins a session. @throws DomainError `login-failed` for somebody who has left meanwhile */
    async begin(userId: string): Promise<Session> {
      const sessionId = newId('session');
      const { user, refreshToken } = await db.transaction().execute(async (tx) => {
        const found = await findUser(tx, userId);
        if (!found) throw new DomainError('login-failed', 'E-mail and password do not match. Try again.');
        // Nobody needs to be noticed with a token of a session that is long over.
        await tx
          .deleteFrom('sessions')
          .where('user_id', '=', userId)
          .where('expires_at', '<', sql<Date>`now()`)
          .execute();
        await tx
          .insertInto('sessions')
          .values({ id: sessionId, user_id: userId, expires_at: expiry() })
          .execute();
        return { user: found, refreshToken: await issueRefreshToken(tx, sessionId) };
      });
      return answer(sessionId, user, refreshToken);
    },

    /**
     * Exchanges a refresh token for the next one and a new access token.
     * @throws DomainError `refresh-invalid` for a token that is not ours, `session-ended` when it is over: because of a logout,
     * because it was not used for long, or because the token was used before, which ends it
     */
    async refresh(refreshToken: string): Promise<Session> {
      const exchanged = await db.transaction().execute(async (tx) => {
        const found = await exchangeRefreshToken(tx, refreshToken);
        if (found.outcome !== 'exchanged') return found;
        const session = await tx
          .updateTable('sessions')
          .set({ expires_at: expiry() })
          .where('id', '=', found.sessionId)
          .where('ended_at', 'is', null)
          .where('expires_at', '>', sql<Date>`now()`)
          .returning('user_id')
          .executeTakeFirst();
        const user = session && (await findUser(tx, session.user_id));
        return user ? { ...found, user } : { outcome: 'over' as const };
      });
      switch (exchanged.outcome) {
        case 'unknown':
          throw new DomainError('refresh-invalid', 'This refresh token is not valid. Log in again.');
        case 'over':
          throw new DomainError('session-ended', 'This session is over. Log in again.');
        case 'reused':
          await end({ sessionId: exchanged.sessionId }, 'reuse');
          throw new DomainError(
            'session-ended',
            'This refresh token was used before, so its session was ended in case somebody else has it. Log in again.',
          );
        case 'exchanged':
          return answer(exchanged.sessionId, exchanged.user, exchanged.next);
      }
    },

    /** Whether a session may still be used; also when neither Redis knows nor PostgreSQL need be asked, see above. */
    isLive(sessionId: string, userId: string): boolean | Promise<boolean> {
      if (over.has(sessionId)) return false;
      const lately = believed.get(sessionId);
      return lately && lately.userId === userId && performance.now() < lately.until
        ? true
        : askIfLive(sessionId, userId);
    },

    end: (sessionId: string) => end({ sessionId }, 'logout'),
    endAllOf: (userId: string, by: 'everywhere' | 'access') => end({ userId }, by),
  };
}
export type Sessions = ReturnType<typeof createSessions>;
