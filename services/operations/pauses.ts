import { sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { OperatorPause, PauseChange, Zone } from '../../contracts/operations.ts';
import { DomainError } from '../../domain/errors.ts';
import { middleOf, zoneOf } from '../delivery/zone.ts';
import { type RestaurantVersions, restaurantsChanged } from '../restaurant/changed.ts';
import { actOnce, type By } from './audit.ts';

/** What is paused: one restaurant, or every restaurant of a zone. */
export type Scope = { kind: 'restaurant' | 'zone'; id: string };
type Changed = { pause: OperatorPause | null; versions: RestaurantVersions[] };

async function places(db: Db | Tx): Promise<{ id: string; zone: string }[]> {
  const rows = await db.selectFrom('restaurants').select(['id', 'lat', 'lng']).orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, zone: zoneOf(row) }));
}

/** The restaurants of a scope, each with its zone. @throws DomainError `not-found` */
async function under(tx: Tx, { kind, id }: Scope): Promise<{ id: string; zone: string }[]> {
  const all = await places(tx);
  const those = all.filter((place) => (kind === 'zone' ? place.zone : place.id) === id);
  if (those.length > 0) return those;
  throw new DomainError(
    'not-found',
    kind === 'zone'
      ? 'No restaurant is in this zone. GET /v1/admin/zones lists those there are.'
      : 'There is no such restaurant.',
  );
}

/** Lets restaurants be as paused as the longest pause that each is under. */
async function settle(
  tx: Tx,
  those: { id: string; zone: string }[],
  now: Date,
): Promise<RestaurantVersions[]> {
  const [ids, zones] = [those.map(({ id }) => id), those.map(({ zone }) => zone)];
  await sql`
    update restaurants r set held_until = longest.until, held_reason = longest.reason
    from unnest(${ids}::text[], ${zones}::text[]) as place (id, zone)
      left join lateral (
        select until, reason from pauses where scope in (place.id, place.zone) and until > ${now} order by until desc limit 1
      ) as longest on true
    where r.id = place.id`.execute(tx);
  return restaurantsChanged(tx, ids);
}

const show = (row: {
  scope: string;
  until: Date;
  reason: string;
  actor_id: string;
  at: Date;
}): OperatorPause => ({
  scope: row.scope,
  until: row.until.toISOString(),
  reason: row.reason,
  actorId: row.actor_id,
  at: row.at.toISOString(),
});

async function change(
  db: Db,
  scope: Scope,
  by: By,
  action: 'pause' | 'resume',
  request: unknown,
  write: (tx: Tx) => Promise<OperatorPause | null>,
): Promise<Changed> {
  let versions: RestaurantVersions[] = [];
  const { after } = await actOnce(
    db,
    by,
    { action: `${action}-${scope.kind}`, subject: scope.id, request },
    async (tx) => {
      const those = await under(tx, scope);
      // Restaurants in the order of their ids, as every such change does: two zones' pauses never wait for each other.
      await tx
        .selectFrom('restaurants')
        .select('id')
        .where(sql<boolean>`id = any(${those.map(({ id }) => id)}::text[])`)
        .orderBy('id')
        .forNoKeyUpdate()
        .execute();
      const before = await tx
        .selectFrom('pauses')
        .selectAll()
        .where('scope', '=', scope.id)
        .executeTakeFirst();
      const pause = await write(tx);
      versions = await settle(tx, those, new Date());
      return { before: before ? show(before) : null, after: pause };
    },
  );
  return { pause: after, versions };
}

/**
 * Stops a restaurant, or all of a zone, from taking orders for a while, whatever they say themselves; orders under way go on.
 * Said again, the last word counts. @throws DomainError `not-found`, `idempotency-key-reused`
 */
export const pauseScope = (
  db: Db,
  scope: Scope,
  { minutes, reason }: PauseChange,
  by: By,
): Promise<Changed> =>
  change(db, scope, { ...by, reason }, 'pause', { minutes }, async (tx) => {
    const row = {
      until: new Date(Date.now() + minutes * 60_000),
      reason,
      actor_id: by.actorId,
      at: new Date(),
    };
    await tx
      .insertInto('pauses')
      .values({ scope: scope.id, ...row })
      .onConflict((conflict) => conflict.column('scope').doUpdateSet(row))
      .execute();
    return show({ scope: scope.id, ...row });
  });

/** Takes a pause back. A restaurant that is under another one stays paused. @throws as `pauseScope` */
export const resumeScope = (db: Db, scope: Scope, by: By): Promise<Changed> =>
  change(db, scope, by, 'resume', {}, async (tx) => {
    await tx.deleteFrom('pauses').where('scope', '=', scope.id).execute();
    return null;
  });

/** Every zone that has restaurants: how much goes on there, and whether it is paused. Three queries. */
export async function listZones(db: Db): Promise<Zone[]> {
  const [all, pauses, open] = await Promise.all([
    places(db),
    db.selectFrom('pauses').selectAll().where('until', '>', new Date()).execute(),
    db
      .selectFrom('orders')
      .leftJoin('deliveries', 'deliveries.order_id', 'orders.id')
      .select(({ fn }) => [
        'orders.restaurant_id',
        fn.countAll<number>().as('orders'),
        sql<number>`count(*) filter (where deliveries.status = 'SEARCHING')`.as('searching'),
      ])
      .where('orders.status', 'not in', ['DELIVERED', 'REJECTED', 'CANCELLED'])
      .groupBy('orders.restaurant_id')
      .execute(),
  ]);
  const zones = new Map<string, Zone>();
  for (const { id, zone } of all) {
    const pause = pauses.find(({ scope }) => scope === zone);
    const known = zones.get(zone) ?? {
      id: zone,
      centre: middleOf(zone),
      restaurants: 0,
      openOrders: 0,
      searching: 0,
      pause: pause ? show(pause) : null,
    };
    const here = open.find(({ restaurant_id }) => restaurant_id === id);
    known.restaurants += 1;
    known.openOrders += here?.orders ?? 0;
    known.searching += here?.searching ?? 0;
    zones.set(zone, known);
  }
  return [...zones.values()].sort((a, b) => b.openOrders - a.openOrders || (a.id < b.id ? -1 : 1));
}

/** The pauses that count now. */
export async function listPauses(db: Db): Promise<OperatorPause[]> {
  const rows = await db
    .selectFrom('pauses')
    .selectAll()
    .where('until', '>', new Date())
    .orderBy('until')
    .execute();
  return rows.map(show);
}
