import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../adapters/postgres/index.ts';
import type { MadeServiceKey, NewServiceKey, Scope, ServiceKey } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import { ID_PREFIXES } from '../../domain/ids.ts';
import { newId } from '../ids.ts';
import type { Endings } from './endings.ts';
import type { Principal } from './tokens.ts';

const PREFIX = 'tfk_';
const SHAPE = new RegExp(`^${PREFIX}([0-9a-hjkmnp-tv-z]{26})_([A-Za-z0-9_-]{43})$`);
const MOST = 20;

/** Random, so there is nothing to guess that a slow hash would protect. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

/** Whether a bearer token wants to be a service key. */
export const looksLikeKey = (token: string) => token.startsWith(PREFIX);

const refused = () =>
  new DomainError(
    'token-invalid',
    'This service key is not valid, or was revoked. Ask its restaurant for another.',
  );

type Row = {
  id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
};
const SHOWN = ['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'] as const;
const show = (row: Row): ServiceKey => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as Scope[],
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

/** Keys for programs that work for a restaurant. They act as its staff, within their scopes. */
export function createServiceKeys({ db, endings }: { db: Db; endings: Endings }) {
  const live = (restaurantId: string) =>
    db.selectFrom('service_keys').where('restaurant_id', '=', restaurantId).where('revoked_at', 'is', null);

  return {
    /** @throws DomainError `token-invalid` for anything but a live key */
    async verify(token: string): Promise<Principal> {
      const [, suffix, secret] = SHAPE.exec(token) ?? [];
      if (!suffix || !secret) throw refused();
      const id = `${ID_PREFIXES.serviceKey}_${suffix}`;
      const row = await db
        .selectFrom('service_keys')
        .select([
          'restaurant_id',
          'scopes',
          'secret_hash',
          sql<boolean>`last_used_at is null or last_used_at < now() - interval '1 hour'`.as('isStale'),
        ])
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
        .executeTakeFirst();
      if (!row || !timingSafeEqual(row.secret_hash, hashOf(secret))) throw refused();
      if (row.isStale) {
        await db
          .updateTable('service_keys')
          .set({ last_used_at: sql<Date>`now()` })
          .where('id', '=', id)
          .execute();
      }
      return { id, role: 'restaurant', restaurantId: row.restaurant_id, scopes: row.scopes as Scope[] };
    },

    /** @throws DomainError `keys-full` */
    async make(restaurantId: string, createdBy: string, wanted: NewServiceKey): Promise<MadeServiceKey> {
      const id = newId('serviceKey');
      const secret = randomBytes(32).toString('base64url');
      const { name, scopes, expiresInDays } = wanted;
      return db.transaction().execute(async (tx) => {
        // Those who make keys at once take turns, so that both see how many there are.
        await tx.selectFrom('restaurants').select('id').where('id', '=', restaurantId).forUpdate().execute();
        const { count } = await tx
          .selectFrom('service_keys')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('restaurant_id', '=', restaurantId)
          .where('revoked_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (count >= MOST) {
          throw new DomainError('keys-full', `There are ${MOST} keys already. Revoke one that nobody needs.`);
        }
        const row = await tx
          .insertInto('service_keys')
          .values({
            id,
            restaurant_id: restaurantId,
            name,
            scopes,
            secret_hash: hashOf(secret),
            created_by: createdBy,
            expires_at: expiresInDays ? sql<Date>`now() + make_interval(days => ${expiresInDays})` : null,
          })
          .returning(SHOWN)
          .executeTakeFirstOrThrow();
        return { ...show(row), key: `${PREFIX}${id.slice(ID_PREFIXES.serviceKey.length + 1)}_${secret}` };
      });
    },

    async list(restaurantId: string): Promise<{ data: ServiceKey[]; has_more: boolean }> {
      const rows = await live(restaurantId).select(SHOWN).orderBy('id', 'desc').execute();
      return { data: rows.map(show), has_more: false };
    },

    /** @throws DomainError `not-found`, also when it is revoked already */
    async revoke(restaurantId: string, id: string): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('service_keys')
        .set({ revoked_at: sql<Date>`now()` })
        .where('id', '=', id)
        .where('restaurant_id', '=', restaurantId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new DomainError('not-found', 'You have no key with this id.');
      await endings.tell([id]);
    },
  };
}
export type ServiceKeys = ReturnType<typeof createServiceKeys>;
