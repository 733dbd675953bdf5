import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startApi } from '../../api/main.ts';
import { Problem } from '../../contracts/common.ts';
import { ServerFrame } from '../../contracts/realtime.ts';
import type { ApiClient, Socket } from '../../scripts/client.ts';
import { customer, operator, partner, problemOf } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const APP = 'https://app.example.com';
let api: Awaited<ReturnType<typeof startApi>>;
let eater: ApiClient;
let rider: ApiClient;

beforeAll(async () => {
  api = await startApi(testConfig({ CORS_ORIGINS: APP }));
  [eater, rider] = await Promise.all([customer(api.url, 9), partner(api.url, 9)]);
});
afterAll(() => api.close());

const newTicket = async () => (await eater.call<{ ticket: string }>('POST', '/v1/realtime/tickets')).ticket;

/** The answer to an upgrade that is refused. */
function refusal(
  path: string,
  options: { origin?: string } = {},
): Promise<{ status: number | undefined; type: string | undefined; problem: Problem }> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(api.url.replace(/^http/, 'ws') + path, options);
    ws.on('error', reject);
    ws.on('open', () => reject(new Error('the socket opened')));
    ws.on('unexpected-response', async (_request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const problem = Problem.parse(JSON.parse(Buffer.concat(chunks).toString()));
      resolve({ status: response.statusCode, type: response.headers['content-type'], problem });
    });
  });
}

describe('a socket that is refused', () => {
  it('for its ticket is 401 ticket-invalid, with the problem as its body', async () => {
    for (const query of ['', '?ticket=', '?ticket=used-up']) {
      const { status, type, problem } = await refusal(`/v1/realtime${query}`);
      expect({ status, type }).toEqual({ status: 401, type: 'application/problem+json' });
      expect(problem).toMatchObject({ code: 'ticket-invalid', detail: expect.stringContaining('Ask for a') });
    }
  });

  it('for its lastEventId is 400 invalid-request, and keeps its ticket', async () => {
    const ticket = await newTicket();
    const { status, problem } = await refusal(`/v1/realtime?ticket=${ticket}&lastEventId=yesterday`);
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'invalid-request', errors: [{ path: 'lastEventId' }] });
    const ws = new WebSocket(`${api.url.replace(/^http/, 'ws')}/v1/realtime?ticket=${ticket}`);
    await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
    ws.close();
  });

  it('for the page that it is opened from is 403 origin-refused, and keeps its ticket', async () => {
    const ticket = await newTicket();
    for (const origin of ['https://evil.example.com', 'null', 'http://127.0.0.1:1']) {
      const { status, problem } = await refusal(`/v1/realtime?ticket=${ticket}`, { origin });
      expect({ status, code: problem.code }).toEqual({ status: 403, code: 'origin-refused' });
    }
    const ws = new WebSocket(`${api.url.replace(/^http/, 'ws')}/v1/realtime?ticket=${ticket}`, {
      origin: APP,
    });
    await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
    ws.close();
    const own = new WebSocket(`${api.url.replace(/^http/, 'ws')}/v1/realtime?ticket=${await newTicket()}`, {
      origin: api.url,
    });
    await new Promise((resolve, reject) => own.on('open', resolve).on('error', reject));
    own.close();
  });

  it.each(['/', '/v1/nothing', '/v1/orders', '/health'])('at %s is 404 unknown-route', async (path) => {
    expect(await refusal(path)).toMatchObject({ status: 404, problem: { code: 'unknown-route' } });
  });

  it('because it is a plain request is 400 invalid-request', async () => {
    const problem = await problemOf(eater.call('GET', `/v1/realtime?ticket=${await newTicket()}`));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
  });
});

describe('a frame', () => {
  /** The reply to whatever is sent. */
  async function replyTo(socket: Socket, frame: unknown) {
    socket.send(frame as Parameters<Socket['send']>[0]);
    const reply = await socket.next('reply');
    expect(ServerFrame.safeParse(reply).error).toBeUndefined();
    return reply.data;
  }
  const withSocket = async (client: ApiClient, talk: (socket: Socket) => Promise<void>) => {
    const socket = await client.socket();
    await talk(socket);
    await socket.close();
  };

  it.each([
    ['of an unknown type', { type: 'dance', ref: 'r1' }, 'type'],
    ['without its data', { type: 'location', ref: 'r1' }, 'data'],
    ['with a field that is wrong', { type: 'location', ref: 'r1', data: { lat: 99, lng: 0 } }, 'data.lat'],
    ['with a field too many', { type: 'heartbeat', ref: 'r1', data: {} }, ''],
  ])('%s is refused under its ref, naming the field', (_what, frame, path) =>
    withSocket(rider, async (socket) => {
      const reply = await replyTo(socket, frame);
      expect(reply).toMatchObject({ ref: 'r1', ok: false, code: 'invalid-request' });
      expect(reply.errors?.map((error) => error.path)).toEqual([path]);
      expect(reply.detail).not.toContain('AsyncAPI');
    }),
  );

  it('that lacks a field hears that it is required', () =>
    withSocket(rider, async (socket) => {
      const reply = await replyTo(socket, { type: 'location', ref: 'r1', data: { lat: 60 } });
      expect(reply.errors).toEqual([{ path: 'data.lng', message: 'is required' }]);
    }));

  it.each(['a text', 7, null, { type: 'heartbeat', ref: 7 }])('%j has no ref to answer under', (frame) =>
    withSocket(rider, async (socket) => {
      expect(await replyTo(socket, frame)).toMatchObject({ ref: '', ok: false, code: 'invalid-request' });
    }),
  );

  it('heartbeat is fine from those who only listen', async () => {
    for (const client of [eater, await operator(api.url)]) {
      await withSocket(client, async (socket) => {
        expect(await replyTo(socket, { type: 'heartbeat', ref: 'alive' })).toEqual({
          ref: 'alive',
          ok: true,
        });
      });
    }
  });

  it('of a partner is refused from others, under its ref', () =>
    withSocket(eater, async (socket) => {
      const reply = await replyTo(socket, { type: 'location', ref: 'here', data: { lat: 60, lng: 25 } });
      expect(reply).toMatchObject({ ref: 'here', ok: false, code: 'wrong-role' });
    }));

  it('over 64 kB closes the socket with 1009', async () => {
    const socket = await rider.socket();
    socket.send({ type: 'heartbeat', ref: 'x'.repeat(70_000) });
    expect(await socket.closed).toBe(1009);
  });
});
