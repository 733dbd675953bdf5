import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Position } from '../../domain/geo.ts';
import { cellOf, createCover } from '../cells.ts';
import { geoScore } from './geo-score.ts';

/** A partner who has not been heard of for this long is offline. Heartbeats come every 10 s. */
const PARTNER_TTL_SECONDS = 30;
/**
 * That a partner was heard of is written this often at most, positions always: most reports of somebody who rides cost one
 * member of one command. So silence is noticed after 25 to 30 s.
 */
const SEEN_MS = 5_000;
/** The life of `partner:{id}` is renewed this often at most: with each heartbeat. */
const RENEW_MS = 9_000;
/** Redis knows places to a third of a metre; whoever may be within the radius is. */
const INDEX_PRECISION_METRES = 1;
/** Reports written at a time: keeps Redis from serving one command for more than a few milliseconds. */
const PIECE = 5_000;
/** Shares of the radius that `outwards` looks at, one after the other. */
const RINGS = [1 / 8, 1 / 4, 1 / 2, 1];

/** What a partner's app tells. `online` partners can be found, the others are only known. */
export type Report = { partnerId: string; position: Position; online: boolean };

export type Nearby = { partnerId: string; distanceMetres: number };
/** @property partners those within `reachMetres` whom no ring before has named */
export type Ring = { partners: Nearby[]; reachMetres: number; last: boolean };

/** What this process wrote last about a partner. `cell` is the geo key that holds them, if one does. */
type Written = { cell: string | undefined; seenAt: number; renewedAt: number };

type Groups = Map<string, (string | number)[]>;
function addTo(groups: Groups, cell: string, ...values: (string | number)[]): void {
  const group = groups.get(cell);
  if (group) group.push(...values);
  else groups.set(cell, values);
}

/**
 * Removes who has not been heard of since a given time from a cell, and whoever the two keys disagree about, in one step, so
 * that nobody who reports meanwhile is hit. KEYS: locations, seen. ARGV: the time in ms. @returns how many are left
 */
const SWEEP = `
local stale = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])
for first = 1, #stale, 1000 do
  local some = {unpack(stale, first, math.min(first + 999, #stale))}
  redis.call('ZREM', KEYS[1], unpack(some))
  redis.call('ZREM', KEYS[2], unpack(some))
end
if redis.call('ZCARD', KEYS[1]) > redis.call('ZCARD', KEYS[2]) then
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if not redis.call('ZSCORE', KEYS[2], member) then redis.call('ZREM', KEYS[1], member) end
  end
end
return redis.call('ZCARD', KEYS[1])`;

/**
 * Where partners are, for as long as they are heard of. Only in Redis: losing it costs one heartbeat. A cell has two sorted sets
 * in one cluster slot: the geo key, and when each of its members was last heard of. A search asks the second who is stale,
 * which is nearly nobody, rather than each candidate whether they are fresh.
 *
 * Commands go out one by one and ioredis sends what belongs to a node together (auto-pipelining), since a pipeline of ours
 * could not span a cluster.
 */
export function createLocations({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  const written = new Map<string, Written>();
  const cover = createCover();

  const remove = (cell: string, partnerIds: (string | number)[]) => [
    redis.zrem(keys.locations(cell), ...partnerIds),
    redis.zrem(keys.seen(cell), ...partnerIds),
  ];

  /** What another process may have written: known after one look, when a partner comes to this process. */
  async function recall(reports: readonly Report[]): Promise<void> {
    await Promise.all(
      reports.map(async ({ partnerId }) => {
        if (written.has(partnerId)) return;
        const cell = await redis.hget(keys.partner(partnerId), 'cell');
        written.set(partnerId, { cell: cell || undefined, seenAt: 0, renewedAt: 0 });
      }),
    );
  }

  /** The hash `partner:{id}`, which ends by itself when nobody renews it. Online partners' positions are in the geo key. */
  async function describe({ partnerId, position, online }: Report, cell: string, at: number): Promise<void> {
    const key = keys.partner(partnerId);
    const fields = online
      ? { status: 'online', cell, lat: '', lng: '', at }
      : { status: 'paused', cell: '', ...position, at };
    await Promise.all([redis.hset(key, fields), redis.expire(key, PARTNER_TTL_SECONDS)]);
  }

  async function renew(reports: readonly Report[], at: number): Promise<void> {
    const alive = await Promise.all(
      reports.map(({ partnerId }) => redis.expire(keys.partner(partnerId), PARTNER_TTL_SECONDS)),
    );
    // Redis was emptied meanwhile.
    const lost = reports.filter((_, index) => alive[index] === 0);
    await Promise.all(lost.map((report) => describe(report, cellOf(report.position), at)));
  }

  /** Writes one piece of a tick. */
  async function write(reports: readonly Report[]): Promise<void> {
    const now = Date.now();
    if (reports.some(({ partnerId }) => !written.has(partnerId))) await recall(reports);
    const left: Groups = new Map();
    const here: Groups = new Map();
    const seen: Groups = new Map();
    const due: Report[] = [];
    const commands: Promise<unknown>[] = [];
    for (const report of reports) {
      const { partnerId, position, online } = report;
      const state = written.get(partnerId);
      if (!state) continue; // gone while we looked
      const cell = cellOf(position);
      const moved = state.cell !== (online ? cell : undefined);
      if (moved && state.cell) addTo(left, state.cell, partnerId);
      if (online) {
        addTo(here, cell, geoScore(position), partnerId);
        if (moved || now - state.seenAt >= SEEN_MS) {
          addTo(seen, cell, now, partnerId);
          state.seenAt = now;
        }
        state.cell = cell;
      } else state.cell = undefined;
      const describing = moved || state.renewedAt === 0 || !online;
      if (describing || now - state.renewedAt >= RENEW_MS) {
        if (describing) commands.push(describe(report, cell, now));
        else due.push(report);
        state.renewedAt = now;
      }
    }
    for (const [cell, ids] of left) commands.push(...remove(cell, ids));
    for (const [cell, scores] of seen) commands.push(redis.zadd(keys.seen(cell), ...scores));
    for (const [cell, scores] of here) commands.push(redis.zadd(keys.locations(cell), ...scores));
    if (due.length > 0) commands.push(renew(due, now));
    if (seen.size > 0) commands.push(redis.sadd(keys.cells, ...seen.keys()));
    await Promise.all(commands);
  }

  async function update(reports: readonly Report[]): Promise<void> {
    if (reports.length <= PIECE) return write(reports);
    // The first piece leaves, and Redis works on it while we make the next one.
    const rest = new Promise((resolve) => setImmediate(resolve)).then(() => update(reports.slice(PIECE)));
    await Promise.all([write(reports.slice(0, PIECE)), rest]);
  }

  async function within(centre: Position, radiusMetres: number, now: number): Promise<Nearby[]> {
    const { lat, lng } = centre;
    const stale = now - PARTNER_TTL_SECONDS * 1000;
    const cells = await Promise.all(
      cover(centre, radiusMetres).map((cell) =>
        Promise.all([
          redis.geosearch(
            keys.locations(cell),
            'FROMLONLAT',
            lng,
            lat,
            'BYRADIUS',
            radiusMetres + INDEX_PRECISION_METRES,
            'm',
            'WITHDIST',
          ) as Promise<[string, string][]>,
          redis.zrangebyscore(keys.seen(cell), '-inf', stale),
        ]),
      ),
    );
    const nearby: Nearby[] = [];
    for (const [found, silent] of cells) {
      const gone = silent.length > 0 ? new Set(silent) : undefined;
      for (const [partnerId, metres] of found)
        if (!gone?.has(partnerId)) nearby.push({ partnerId, distanceMetres: Math.round(Number(metres)) });
    }
    return nearby;
  }

  return {
    /** Takes positions of many partners in one round trip to each node, plus one for partners new to this process. */
    update,

    /** Their socket has closed: another process may be the next to hear of them. */
    forget: (partnerId: string) => void written.delete(partnerId),

    /** Makes a partner unfindable at once, and forgets where they are. */
    async leave(partnerId: string): Promise<void> {
      const cell = await redis.hget(keys.partner(partnerId), 'cell');
      written.delete(partnerId);
      await Promise.all([...(cell ? remove(cell, [partnerId]) : []), redis.del(keys.partner(partnerId))]);
    },

    /**
     * All partners online within the radius, with their distance, in no order. One round trip to each node asked. Somebody who
     * has just gone from one cell to another while changing the process that holds their socket may come twice.
     */
    near: (centre: Position, radiusKm: number): Promise<Nearby[]> =>
      within(centre, radiusKm * 1000, Date.now()),

    /**
     * The same, from the inside out: rings, each complete, each with the distance up to which everybody has been named. Who has
     * enough stops asking; where partners are many that saves nearly all of the work.
     */
    async *outwards(centre: Position, radiusKm: number): AsyncGenerator<Ring> {
      const named = new Set<string>();
      for (const share of RINGS) {
        const reachMetres = radiusKm * 1000 * share;
        const partners = (await within(centre, reachMetres, Date.now())).filter(
          ({ partnerId }) => !named.has(partnerId),
        );
        for (const { partnerId } of partners) named.add(partnerId);
        yield { partners, reachMetres, last: share === 1 };
      }
    },

    /** Where the partners online within the radius are. One round trip to each node asked. */
    async positionsNear(centre: Position, radiusKm: number): Promise<Map<string, Position>> {
      const radiusMetres = radiusKm * 1000;
      const stale = Date.now() - PARTNER_TTL_SECONDS * 1000;
      const positions = new Map<string, Position>();
      const ask = (cell: string) =>
        Promise.all([
          redis.geosearch(
            keys.locations(cell),
            'FROMLONLAT',
            centre.lng,
            centre.lat,
            'BYRADIUS',
            radiusMetres,
            'm',
            'WITHCOORD',
          ) as Promise<[string, [string, string]][]>,
          redis.zrangebyscore(keys.seen(cell), '-inf', stale),
        ]);
      for (const [found, silent] of await Promise.all(cover(centre, radiusMetres).map(ask))) {
        const gone = new Set(silent);
        for (const [partnerId, [lng, lat]] of found)
          if (!gone.has(partnerId)) positions.set(partnerId, { lat: Number(lat), lng: Number(lng) });
      }
      return positions;
    },

    /** A partner's last position, or `undefined` when they have not been heard of for 30 s. */
    async positionOf(partnerId: string): Promise<Position | undefined> {
      const { cell, lat, lng } = await redis.hgetall(keys.partner(partnerId));
      if (lat && lng) return { lat: Number(lat), lng: Number(lng) };
      const [found] = cell ? await redis.geopos(keys.locations(cell), partnerId) : [];
      return found ? { lat: Number(found[1]), lng: Number(found[0]) } : undefined;
    },

    /** Takes everybody out who has not been heard of for 30 s. Any number of processes may do it. @returns cells in use */
    async sweep(): Promise<number> {
      const before = Date.now() - PARTNER_TTL_SECONDS * 1000;
      for (const [partnerId, { renewedAt }] of written) if (renewedAt < before) written.delete(partnerId);
      const cells = await redis.smembers(keys.cells);
      const empty: string[] = [];
      for (const cell of cells) {
        const left = await redis.eval(SWEEP, 2, keys.locations(cell), keys.seen(cell), before);
        if (left === 0) empty.push(cell);
      }
      // Whoever reports from such a cell meanwhile names it again with their next refresh.
      if (empty.length > 0) await redis.srem(keys.cells, ...empty);
      return cells.length - empty.length;
    },
  };
}
export type Locations = ReturnType<typeof createLocations>;
