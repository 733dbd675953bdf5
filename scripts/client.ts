import { WebSocket } from 'ws';
import {
  type ClientFrame,
  createClient,
  ok,
  type Problem,
  ProblemError,
  type ServerFrame,
  type TiffinClient,
} from '../clients/typescript/index.ts';
import type { Session } from '../contracts/auth.ts';

export { ok, ProblemError };

type FrameType = ServerFrame['type'];
type FrameOf<T extends FrameType> = Extract<ServerFrame, { type: T }>;

/** An open socket that remembers every frame, so that waiting for one that has already come succeeds. */
export type Socket = {
  frames: ServerFrame[];
  send(frame: ClientFrame): void;
  /** The first frame of a type that fits, past or future; each frame is handed out once. */
  next<T extends FrameType>(
    type: T,
    fits?: (frame: FrameOf<T>) => boolean,
    withinMs?: number,
  ): Promise<FrameOf<T>>;
  closed: Promise<number>;
  close(): Promise<void>;
};

/** Somebody who uses the public API, and nothing else. */
export type ApiClient = {
  session: Session | undefined;
  /** The client that outsiders get: `await ok(client.api.GET('/v1/user'))`. */
  api: TiffinClient;
  /** Any request, also one that the documents do not allow. @throws ProblemError for every answer that is not 2xx */
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  socket(lastEventId?: string): Promise<Socket>;
};

const DEFAULT_WAIT_MS = 10_000;

async function openSocket(url: string): Promise<Socket> {
  const ws = new WebSocket(url);
  const frames: ServerFrame[] = [];
  const handedOut = new Set<ServerFrame>();
  const waiting = new Set<() => void>();
  ws.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as ServerFrame);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
    ws.once('unexpected-response', (_request, response) => {
      reject(new Error(`the socket was refused with ${response.statusCode}`));
    });
  });
  ws.on('error', () => {});

  return {
    frames,
    closed,
    send: (frame) => ws.send(JSON.stringify(frame)),
    next(type, fits = () => true, withinMs = DEFAULT_WAIT_MS) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`no frame ${type} within ${withinMs} ms; got ${frames.map((frame) => frame.type)}`),
          );
        }, withinMs);
        const look = () => {
          type Wanted = FrameOf<typeof type>;
          const found = frames.find(
            (frame) => frame.type === type && !handedOut.has(frame) && fits(frame as Wanted),
          );
          if (!found) return;
          handedOut.add(found);
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found as Wanted);
        };
        waiting.add(look);
        look();
      });
    },
    async close() {
      ws.close();
      await closed;
    },
  };
}

/** A caller of the API at `url`, logged in when e-mail and password are given. */
export async function connect(url: string, login?: { email: string; password: string }): Promise<ApiClient> {
  const client: ApiClient = {
    session: undefined,
    api: createClient(url, () => client.session?.accessToken),
    async call<T>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<T> {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(client.session && { Authorization: `Bearer ${client.session.accessToken}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer = text === '' ? undefined : JSON.parse(text);
      if (!response.ok) throw new ProblemError(answer as Problem);
      return answer as T;
    },
    async socket(lastEventId) {
      const { ticket } = await ok(client.api.POST('/v1/realtime/tickets'));
      const query = new URLSearchParams({ ticket, ...(lastEventId && { lastEventId }) });
      const socket = await openSocket(`${url.replace(/^http/, 'ws')}/v1/realtime?${query}`);
      await socket.next('welcome');
      return socket;
    },
  };
  if (login) client.session = await ok(client.api.POST('/v1/auth/login', { body: login }));
  return client;
}
