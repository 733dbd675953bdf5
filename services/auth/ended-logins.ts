import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';

/** Those of these logins, sessions and service keys, that are over, as PostgreSQL has it. One query, for many. */
export async function readEndedLogins(db: Db, loginIds: readonly string[]): Promise<string[]> {
  if (loginIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select s.id from sessions s join users u on u.id = s.user_id
      where s.id = any(${loginIds}) and s.ended_at is null and s.expires_at > now() and u.disabled_at is null
    union all
    select id from service_keys
      where id = any(${loginIds}) and revoked_at is null and (expires_at is null or expires_at > now())`.execute(
    db,
  );
  const live = new Set(rows.map(({ id }) => id));
  return loginIds.filter((id) => !live.has(id));
}
