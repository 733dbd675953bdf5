import type { Db } from '../../adapters/postgres/index.ts';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { ShiftState } from '../../contracts/partners.ts';
import type { Shift } from '../../domain/delivery/shift.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Locations } from '../delivery/locations.ts';
import { publishFrame } from '../realtime/publish.ts';

type Deps = { db: Db; redis: RedisClient; keys: RedisKeys; locations: Locations };

const missing = () => new DomainError('not-found', 'There is no such partner.');

/** A partner's shift, by the books, and whether they can be reached, by Redis. One query. */
export async function readShift({ db, locations }: Deps, partnerId: string): Promise<ShiftState> {
  const [row, position] = await Promise.all([
    db.selectFrom('partners').select(['shift', 'shift_at']).where('id', '=', partnerId).executeTakeFirst(),
    // Nobody can be reached while Redis is away.
    locations.positionOf(partnerId).catch(() => undefined),
  ]);
  if (!row) throw missing();
  return {
    status: row.shift as Shift,
    since: row.shift_at.toISOString(),
    reachable: position !== undefined,
  };
}

/**
 * Begins, pauses or ends a shift. The books decide who is offered deliveries; the index of positions and the partner's own
 * sockets are told afterwards, so a caller who hears of a failure says it again. What a partner carries goes on.
 */
export async function setShift(deps: Deps, partnerId: string, status: Shift): Promise<ShiftState> {
  const { db, redis, keys, locations } = deps;
  await db
    .updateTable('partners')
    .set({ shift: status, shift_at: new Date() })
    .where('id', '=', partnerId)
    .where('shift', '<>', status)
    .execute();
  if (status !== 'ONLINE') await locations.leave(partnerId);
  const state = await readShift(deps, partnerId);
  await publishFrame(redis, keys, partnerId, {
    topic: 'shift',
    type: 'shift.updated',
    data: { status: state.status, at: state.since },
  });
  return state;
}
