import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { openRedis, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { ShiftState } from '../../contracts/partners.ts';
import { CLOSE_CODES } from '../../contracts/realtime.ts';
import type { Socket } from '../../scripts/client.ts';
import { createLocations, type Locations } from '../../services/delivery/locations.ts';
import { deriveId } from '../../services/ids.ts';
import { eventually, online, problemOf } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
/** A place that no other test rides to. */
const PLACE = { lat: 63.1, lng: 21.6 };
let api: Awaited<ReturnType<typeof startApi>>;
let postgres: Postgres;
let redis: RedisClient;
let locations: Locations;
const keys = redisKeys(config.redis.prefix);
const open: Socket[] = [];

beforeAll(async () => {
  api = await startApi(config);
  postgres = openPostgres(config.postgres);
  redis = openRedis(config.redis);
  locations = createLocations({ redis, keys });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((socket) => socket.close()));
});
afterAll(async () => {
  await api.close();
  await postgres.close();
  redis.disconnect();
});

async function rider(number: number, at = PLACE) {
  const someone = await online(api.url, number, at);
  open.push(someone.socket);
  return someone;
}
const kmNorth = (km: number) => ({ lat: PLACE.lat + km / 111.2, lng: PLACE.lng });

/** The reply to a frame, whatever it is. */
async function replyTo(socket: Socket, frame: object) {
  const ref = crypto.randomUUID();
  socket.send({ ...frame, ref } as Parameters<Socket['send']>[0]);
  return (await socket.next('reply', ({ data }) => data.ref === ref)).data;
}
const isFound = async (partnerId: string) =>
  (await locations.near(PLACE, 12)).some((each) => each.partnerId === partnerId);
const becomesFound = (partnerId: string, wanted: boolean) =>
  eventually(
    () => isFound(partnerId),
    (found) => found === wanted,
    3_000,
  );

describe('a position', () => {
  it.each([
    { lat: 91, lng: 25 },
    { lat: 60, lng: 181 },
    { lat: 89, lng: 0 },
  ])('off the globe or off the map is refused: %j', async (data) => {
    const { socket } = await rider(21);
    expect(await replyTo(socket, { type: 'location', data })).toMatchObject({ code: 'invalid-request' });
  });

  it('a hundred kilometres from the last is refused, and the partner stays where they were', async () => {
    const { socket, id } = await rider(21);
    expect(await replyTo(socket, { type: 'location', data: kmNorth(100) })).toMatchObject({
      ok: false,
      code: 'position-implausible',
    });
    await becomesFound(id, true);
  });

  it('that jumps to and fro again and again ends the socket, and a new one starts afresh', async () => {
    const { socket } = await rider(21);
    for (let jumps = 0; jumps < 29; jumps += 1) {
      socket.send({ type: 'location', data: kmNorth(jumps % 2 === 0 ? 100 : 200) });
    }
    expect(await socket.closed).toBe(CLOSE_CODES.implausible);
    await rider(21, kmNorth(100));
  });

  it('kept in a tunnel may come with nine others at once', async () => {
    const { socket } = await rider(21);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        replyTo(socket, { type: 'location', data: kmNorth(index * 0.3) }),
      ),
    );
    expect(replies.map(({ ok }) => ok)).toEqual(Array(10).fill(true));
  });
});

describe('an answer to an offer of somebody else', () => {
  const offer = (name: string) => ({
    type: 'offer.accept' as const,
    data: { offerId: deriveId('offer', name) },
  });

  it('is refused as one that does not exist', async () => {
    const { socket } = await rider(21);
    expect(await replyTo(socket, offer('not mine'))).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('ends the socket when somebody tries their luck', async () => {
    const { socket } = await rider(21);
    for (let tries = 0; tries < 29; tries += 1) socket.send(offer(`guess ${tries}`));
    expect(await socket.closed).toBe(CLOSE_CODES.notYours);
  });
});

describe('a flood', () => {
  it('of a thousand frames a second, or a frame of a megabyte, ends its socket and disturbs nobody else', async () => {
    const honest = await rider(22);
    const flooders = await Promise.all([23, 24, 25].map((number) => rider(number)));
    const waits: number[] = [];
    let flooding = true;
    const life = (async () => {
      while (flooding) {
        const startedAt = performance.now();
        const reply = await replyTo(honest.socket, { type: 'location', data: PLACE });
        expect(reply.ok).toBe(true);
        waits.push(performance.now() - startedAt);
        await sleep(600);
      }
    })();

    const codes = await Promise.all(
      flooders.map(async ({ socket }, index) => {
        const frame =
          index === 0 ? ({ type: 'location', data: PLACE } as const) : ({ type: 'heartbeat' } as const);
        // A thousand a second for as long as they let us.
        let done = false;
        void socket.closed.then(() => {
          done = true;
        });
        for (let tick = 0; tick < 200 && !done; tick += 1) {
          for (let frames = 0; frames < 10; frames += 1) socket.send(frame);
          await sleep(10);
        }
        return socket.closed;
      }),
    );
    expect(codes).toEqual(Array(3).fill(CLOSE_CODES.tooManyFrames));
    const big = await rider(23);
    big.socket.send({ type: 'heartbeat', ref: 'x'.repeat(1024 * 1024) });
    expect(await big.socket.closed).toBe(1009);

    await sleep(700);
    flooding = false;
    await life;
    expect(Math.max(...waits), 'the slowest answer to the honest one, ms').toBeLessThan(500);
    expect(await isFound(honest.id)).toBe(true);
  });

  it('of frames that are no frames ends the socket too', async () => {
    const { socket } = await rider(23);
    for (let frames = 0; frames < 30; frames += 1) socket.send('nonsense' as never);
    expect(await socket.closed).toBe(CLOSE_CODES.invalidFrames);
  });
});

describe('a shift', () => {
  const setShift = ({ client }: Awaited<ReturnType<typeof rider>>, status: string) =>
    client.call<ShiftState>('PUT', '/v1/partner/shift', { status });
  afterEach(async () => {
    await postgres.db.updateTable('partners').set({ shift: 'ONLINE' }).execute();
  });

  it('that is paused over REST takes the partner out of the search at once, and tells their other sockets', async () => {
    const someone = await rider(26);
    await becomesFound(someone.id, true);
    expect(await setShift(someone, 'PAUSED')).toMatchObject({ status: 'PAUSED' });
    expect(await isFound(someone.id)).toBe(false);
    await someone.socket.next('shift.updated', ({ data }) => data.status === 'PAUSED');
    expect((await replyTo(someone.socket, { type: 'location', data: kmNorth(0.1) })).ok).toBe(true);
    await sleep(500);
    expect(await isFound(someone.id), 'reports, and is still not found').toBe(false);
  });

  it('that goes on over the socket brings the partner back with the next position', async () => {
    const someone = await rider(26);
    for (const status of ['PAUSED', 'ONLINE']) {
      expect((await replyTo(someone.socket, { type: 'shift', data: { status } })).ok).toBe(true);
      await someone.socket.next('shift.updated', ({ data }) => data.status === status);
    }
    await replyTo(someone.socket, { type: 'location', data: PLACE });
    await becomesFound(someone.id, true);
    expect(await someone.client.call('GET', '/v1/partner/shift')).toMatchObject({
      status: 'ONLINE',
      reachable: true,
    });
  });

  it('that begins in one breath with the first position makes the partner found, with no second position', async () => {
    const someone = await rider(26);
    for (let times = 0; times < 10; times += 1) {
      await setShift(someone, 'OFFLINE');
      await someone.socket.next('shift.updated', ({ data }) => data.status === 'OFFLINE');
      expect(await isFound(someone.id)).toBe(false);
      const replies = await Promise.all([
        replyTo(someone.socket, { type: 'shift', data: { status: 'ONLINE' } }),
        replyTo(someone.socket, { type: 'location', data: PLACE }),
      ]);
      expect(replies).toMatchObject([{ ok: true }, { ok: true }]);
      await becomesFound(someone.id, true);
    }
  });

  it('that begins over REST makes a partner found where they said they were, though that was refused', async () => {
    const someone = await rider(26);
    await setShift(someone, 'OFFLINE');
    await someone.socket.next('shift.updated', ({ data }) => data.status === 'OFFLINE');
    expect((await replyTo(someone.socket, { type: 'location', data: PLACE })).ok).toBe(false);
    await setShift(someone, 'ONLINE');
    await becomesFound(someone.id, true);
  });

  it('that changes twice in one breath is as it was asked for last', async () => {
    const someone = await rider(26);
    for (let times = 0; times < 10; times += 1) {
      await Promise.all(
        ['ONLINE', 'PAUSED'].map((status) => replyTo(someone.socket, { type: 'shift', data: { status } })),
      );
      expect(await someone.client.call('GET', '/v1/partner/shift')).toMatchObject({ status: 'PAUSED' });
    }
  });

  it('that has ended wants no positions of somebody who carries nothing', async () => {
    const someone = await rider(26);
    await setShift(someone, 'OFFLINE');
    await someone.socket.next('shift.updated', ({ data }) => data.status === 'OFFLINE');
    expect(await replyTo(someone.socket, { type: 'location', data: PLACE })).toMatchObject({
      ok: false,
      code: 'off-shift',
    });
    expect(await someone.client.call('GET', '/v1/partner/shift')).toMatchObject({
      status: 'OFFLINE',
      reachable: false,
    });
  });

  it('outlives a Redis that was emptied; the partner is found with the next position', async () => {
    const someone = await rider(26);
    await becomesFound(someone.id, true);
    const all = await redis.keys(`${config.redis.prefix}partner*`);
    await redis.del(all);
    expect(await someone.client.call('GET', '/v1/partner/shift')).toMatchObject({
      status: 'ONLINE',
      reachable: false,
    });
    await replyTo(someone.socket, { type: 'location', data: PLACE });
    await becomesFound(someone.id, true);
  });

  it('of no known kind is 400, and is not for customers', async () => {
    const someone = await rider(26);
    expect(await problemOf(setShift(someone, 'ASLEEP'))).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: 'status' }],
    });
  });
});
