import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { NewStaff, StaffMember, StaffRole } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { insertUser } from './insert-user.ts';
import { hashPassword, type PasswordPool } from './passwords.ts';
import type { Sessions } from './sessions.ts';

const MOST = 100;
const SHOWN = ['id', 'name', 'email', 'staff_role', 'created_at'] as const;

type Row = { id: string; name: string; email: string; staff_role: string | null; created_at: Date };
const show = (row: Row): StaffMember => ({
  id: row.id,
  name: row.name,
  email: row.email,
  staffRole: row.staff_role as StaffRole,
  since: row.created_at.toISOString(),
});

const staffOf = (tx: Db | Tx, restaurantId: string) =>
  tx
    .selectFrom('users')
    .select(SHOWN)
    .where('restaurant_id', '=', restaurantId)
    .where('disabled_at', 'is', null);

/** Who works for a restaurant, and what they may do. */
export function createStaff({ db, pool, sessions }: { db: Db; pool: PasswordPool; sessions: Sessions }) {
  /** Changes somebody while nobody else changes that staff, so that two owners cannot remove each other. */
  const changeOne = (
    restaurantId: string,
    id: string,
    isOwnerAfter: boolean,
    change: (tx: Tx) => Promise<Row>,
  ) =>
    db.transaction().execute(async (tx) => {
      await tx.selectFrom('restaurants').select('id').where('id', '=', restaurantId).forUpdate().execute();
      const staff = await staffOf(tx, restaurantId).execute();
      if (!staff.some((member) => member.id === id))
        throw new DomainError('not-found', 'Nobody on your staff has this id.');
      const owners = staff.filter((member) => member.staff_role === 'owner');
      if (!isOwnerAfter && owners.length === 1 && owners[0]?.id === id) {
        throw new DomainError('last-owner', 'A restaurant needs an owner. Make somebody else one first.');
      }
      return change(tx);
    });

  return {
    async list(restaurantId: string): Promise<{ data: StaffMember[]; has_more: boolean }> {
      const rows = await staffOf(db, restaurantId).orderBy('id').execute();
      return { data: rows.map(show), has_more: false };
    },

    /** @throws DomainError `email-taken`, `staff-full`, `too-busy` */
    async add(restaurantId: string, { email, password, name, staffRole }: NewStaff): Promise<StaffMember> {
      const passwordHash = await pool.inTurn(() => hashPassword(password));
      const row = await db.transaction().execute(async (tx) => {
        await tx.selectFrom('restaurants').select('id').where('id', '=', restaurantId).forUpdate().execute();
        const staff = await staffOf(tx, restaurantId).execute();
        if (staff.length >= MOST)
          throw new DomainError('staff-full', `${MOST} people work here already. Remove who has left.`);
        return insertUser(tx, {
          id: newId('staff'),
          role: 'restaurant',
          email,
          password_hash: passwordHash,
          name,
          restaurant_id: restaurantId,
          staff_role: staffRole,
        });
      });
      return show(row);
    },

    /**
     * Gives somebody another role. They log in again, because the role is part of their tokens.
     * @throws DomainError `not-found`, `last-owner`
     */
    async change(restaurantId: string, id: string, staffRole: StaffRole): Promise<StaffMember> {
      const row = await changeOne(restaurantId, id, staffRole === 'owner', (tx) =>
        tx
          .updateTable('users')
          .set({ staff_role: staffRole })
          .where('id', '=', id)
          .returning(SHOWN)
          .executeTakeFirstOrThrow(),
      );
      await sessions.endAllOf(id, 'access');
      return show(row);
    },

    /** Ends somebody's access, at once. @throws DomainError `not-found`, `last-owner` */
    async remove(restaurantId: string, id: string): Promise<void> {
      await changeOne(restaurantId, id, false, (tx) =>
        tx
          .updateTable('users')
          .set({ disabled_at: sql<Date>`now()` })
          .where('id', '=', id)
          .returning(SHOWN)
          .executeTakeFirstOrThrow(),
      );
      await sessions.endAllOf(id, 'access');
    },
  };
}
export type Staff = ReturnType<typeof createStaff>;
