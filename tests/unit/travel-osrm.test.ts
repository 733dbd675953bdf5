import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { osrmTimes } from '../../adapters/travel/osrm.ts';
import { crowFlies, speedOf } from '../../domain/delivery/eta.ts';
import type { Position } from '../../domain/geo.ts';

/** So many steps of about 110 m north. */
const place = (steps: number): Position => ({ lat: 60.17 + steps / 1_000, lng: 24.94 });
const A = place(0);
const B = place(1);
const C = place(2);

type Request = { profile: string; sources: Position[]; destinations: Position[] };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that speaks the table service of OSRM's HTTP API: what it was asked, and what it answers. */
async function startOsrm(answer: (request: Request, response: ServerResponse) => unknown) {
  const asked: Request[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://osrm');
    const [, service, version, profile = '', coordinates = ''] = url.pathname.split('/');
    if (service !== 'table' || version !== 'v1') {
      response.writeHead(400).end(JSON.stringify({ code: 'InvalidService' }));
      return;
    }
    const all = coordinates.split(';').map((text) => {
      const [lng, lat] = text.split(',').map(Number);
      return { lng, lat } as Position;
    });
    const some = (name: string) =>
      (url.searchParams.get(name) ?? '').split(';').map((index) => all[Number(index)] as Position);
    const seen = { profile, sources: some('sources'), destinations: some('destinations') };
    asked.push(seen);
    const body = all.length > 100 ? { code: 'TooBig' } : answer(seen, response);
    if (body === undefined) return;
    response.setHeader('Content-Type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const table = (
  { sources, destinations }: Request,
  seconds: (from: Position, to: Position) => number | null,
) => ({
  code: 'Ok',
  durations: sources.map((from) => destinations.map((to) => seconds(from, to))),
  sources: sources.map(({ lng, lat }) => ({ hint: '', distance: 3.1, name: '', location: [lng, lat] })),
  destinations: destinations.map(({ lng, lat }) => ({
    hint: '',
    distance: 3.1,
    name: '',
    location: [lng, lat],
  })),
});

/** A thousand seconds, and one for each step of the way: asymmetric, and never what a distance gives. */
const stepsUp = (from: Position, to: Position) => 1_000 + Math.round((to.lat - from.lat) * 1_000);

const open = (url: string, options: { timeoutMs?: number; openForMs?: number } = {}) => {
  const failures: unknown[] = [];
  const travel = osrmTimes(url, { onFailure: (error) => failures.push(error), ...options });
  /** What the next plan thinks a way takes. */
  const next = async (from: Position, to: Position, vehicle?: string) =>
    (await travel.between([from, to]))({ ...from, ...(vehicle && { vehicle }) }, to);
  return { travel, next, failures };
};

const byDistance = (from: Position, to: Position, vehicle = 'bike') => crowFlies(from, to, vehicle);

describe('travel times of an OSRM server', () => {
  it('are distance over speed in the first plan, and what the server says in the next', async () => {
    const { url, asked } = await startOsrm((request) => table(request, stepsUp));
    const { next } = open(url);
    expect(await next(A, B)).toBe(byDistance(A, B));
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.profile).toBe('bike');
    // There and back are two ways.
    expect(await next(B, A)).toBe(byDistance(B, A));
    await vi.waitFor(async () => expect(await next(B, A)).toBe(999));
  });

  it('are scaled to the speed of the vehicle', async () => {
    const { url } = await startOsrm((request) => table(request, stepsUp));
    const { travel, next } = open(url);
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001));
    expect(await next(A, B, 'car')).toBeCloseTo((1_001 * speedOf('bike')) / speedOf('car'));
    expect(travel.time(A, B, 'bike')).toBe(1_001);
  });

  it('are asked for one position as well, by who shows where the food is', async () => {
    const { url } = await startOsrm((request) => table(request, stepsUp));
    const { travel } = open(url);
    expect(travel.time(A, C, 'car')).toBe(byDistance(A, C, 'car'));
    await vi.waitFor(() => expect(travel.time(A, C, 'bike')).toBe(1_002));
  });

  it('are the same for neighbours, who are not asked for again', async () => {
    const { url, asked } = await startOsrm((request) => table(request, stepsUp));
    const { next } = open(url);
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001));
    expect(await next({ lat: A.lat + 0.0001, lng: A.lng }, { lat: B.lat, lng: B.lng + 0.0001 })).toBe(1_001);
    expect(asked).toHaveLength(1);
  });

  it('are asked for by a hundred coordinates at most, until all are known', async () => {
    const { url, asked } = await startOsrm((request) => table(request, stepsUp));
    const { travel } = open(url);
    const froms = Array.from({ length: 120 }, (_, index) => place(index));
    const tos = Array.from({ length: 70 }, (_, index) => place(200 + index));
    const unknown = async () => {
      const ways = await travel.between([...froms, ...tos]);
      return froms.flatMap((from) => tos.filter((to) => ways(from, to) !== stepsUp(from, to))).length;
    };
    expect(await unknown()).toBe(120 * 70);
    await vi.waitFor(async () => expect(await unknown()).toBe(0), 5_000);
    expect(asked).toHaveLength(6);
    const sizes = asked.map(({ sources, destinations }) => [sources.length, destinations.length]);
    expect(Math.max(...sizes.flat())).toBe(50);
  });

  it('are distance over speed where the server finds no way, and it is not asked again', async () => {
    const { url, asked } = await startOsrm((request) =>
      table(request, (from, to) => (to.lat > B.lat + 0.0005 ? null : stepsUp(from, to))),
    );
    const { travel } = open(url);
    const both = async () => {
      const ways = await travel.between([A, B, C]);
      return [ways(A, B), ways(A, C)];
    };
    await vi.waitFor(async () => expect(await both()).toEqual([1_001, byDistance(A, C)]));
    await both();
    expect(asked).toHaveLength(1);
  });

  it('are distance over speed for what is not on the map of the server', async () => {
    const { url, asked } = await startOsrm((request) => {
      const answer = table(request, () => 0);
      for (const end of answer.sources) end.distance = 1_100_000;
      return answer;
    });
    const { next } = open(url);
    await next(A, B);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await next(A, B)).toBe(byDistance(A, B));
    expect(asked).toHaveLength(1);
  });
});

describe('an OSRM server that', () => {
  const one = (seconds: unknown) => JSON.stringify({ code: 'Ok', durations: [[seconds]] });

  it.each<[string, (request: Request, response: ServerResponse) => unknown]>([
    [
      'refuses',
      (_, response) => {
        response.statusCode = 400;
        return { code: 'InvalidQuery', message: 'no' };
      },
    ],
    [
      'fails',
      (_, response) => {
        response.statusCode = 500;
        return 'oh';
      },
    ],
    ['hangs up', (_, response) => void response.destroy()],
    ['never answers', () => undefined],
    ['stops in the middle', (_, response) => void response.write('{"code":"Ok","durations":[[')],
    ['answers something else', () => '<html>'],
    [
      'answers a table of another size',
      () =>
        JSON.stringify({
          code: 'Ok',
          durations: [
            [1, 2],
            [3, 4],
          ],
        }),
    ],
    ['answers an empty table', () => JSON.stringify({ code: 'Ok', durations: [] })],
    ['answers no numbers', () => one('soon')],
    ['answers less than nothing', () => one(-5)],
  ])('%s is as good as none, is left alone for a while, and is asked again', async (_, answer) => {
    let isWell = false;
    const { url, asked } = await startOsrm((request, response) =>
      isWell ? table(request, stepsUp) : answer(request, response),
    );
    const { next, failures } = open(url, { timeoutMs: 60, openForMs: 700 });
    await vi.waitFor(async () => {
      expect(await next(A, B)).toBe(byDistance(A, B));
      expect(failures).toHaveLength(1);
    }, 5_000);
    expect(failures[0]).toBeInstanceOf(Error);
    // Left alone.
    const askedSoFar = asked.length;
    expect(askedSoFar).toBe(3);
    for (let plan = 0; plan < 5; plan++) {
      expect(await next(A, B)).toBe(byDistance(A, B));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(asked).toHaveLength(askedSoFar);
    isWell = true;
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001), 5_000);
  });

  it('is not there is as good as none', async () => {
    const { url } = await startOsrm((request) => table(request, stepsUp));
    for (const close of closing.splice(0)) close();
    const { next, failures } = open(url);
    await vi.waitFor(async () => {
      expect(await next(A, B)).toBe(byDistance(A, B));
      expect(failures).toHaveLength(1);
    });
  });

  it('was well once is believed while it is away', async () => {
    let isWell = true;
    const { url } = await startOsrm((request, response) =>
      isWell ? table(request, stepsUp) : void response.destroy(),
    );
    const { next, failures } = open(url);
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001));
    isWell = false;
    await vi.waitFor(async () => {
      expect(await next(A, C)).toBe(byDistance(A, C));
      expect(failures).toHaveLength(1);
    });
    expect(await next(A, B)).toBe(1_001);
  });

  it('knows better after an hour is asked again, and what it said before is used until then', async () => {
    let more = 0;
    const { url } = await startOsrm((request) => table(request, (from, to) => stepsUp(from, to) + more));
    const { next } = open(url);
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_001));
    more = 100;
    expect(await next(A, B)).toBe(1_001);
    const later = Date.now() + 61 * 60_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    closing.push(() => vi.restoreAllMocks());
    expect(await next(A, B)).toBe(1_001);
    await vi.waitFor(async () => expect(await next(A, B)).toBe(1_101));
  });
});
