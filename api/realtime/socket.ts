import { upgradeWebSocket } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { WSContext } from 'hono/ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { OPERATORS } from '../../contracts/events.ts';
import { CLOSE_CODES, ClientFrame } from '../../contracts/realtime.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import type { Tickets } from '../../services/realtime/tickets.ts';
import type { Env } from '../env.ts';
import { problemRefs } from '../openapi.ts';
import { isOutage, outageProblem } from '../outage.ts';
import { createRouter, fieldErrors } from '../route.ts';
import { type ConversationDeps, createConversation } from './conversation.ts';
import type { Hub } from './hub.ts';
import { createManners } from './manners.ts';

export type SocketDeps = ConversationDeps & { tickets: Tickets; hub: Hub; log: Logger };

const PATH = '/v1/realtime';

const Ticket = z.string().min(1).max(100);
const LastEventId = z
  .string()
  .regex(/^(\d{1,15}-\d{1,10})?$/)
  .optional();
const RealtimeQuery = z.object({
  ticket: Ticket.meta({ description: 'From POST /v1/realtime/tickets; opens one socket' }),
  lastEventId: LastEventId.meta({
    description: 'The `id` of the last frame you have: what came since then comes first',
  }),
});

/** Whose frames a socket gets: a restaurant's staff share theirs, and so do the operators. */
const recipientOf = ({ id, role, restaurantId }: Principal) =>
  role === 'admin' ? OPERATORS : (restaurantId ?? id);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new DomainError('invalid-request', 'This frame is not JSON. Correct it and send it again.');
  }
}

/** The `ref` of a frame, also of one that is wrong otherwise: its sender waits for that reply. */
const refOf = (json: unknown) =>
  isObject(json) && 'ref' in json && typeof json.ref === 'string' ? json.ref : undefined;

function parseFrame(json: unknown): ClientFrame {
  const frame = ClientFrame.safeParse(json);
  if (frame.success) return frame.data;
  throw new DomainError(
    'invalid-request',
    'This frame is not one of those in contracts/realtime.ts. Correct the fields below and send it again.',
    fieldErrors(frame.error),
  );
}

type Reply = Extract<NewFrame, { type: 'reply' }>['data'];

const refusal = (ref: string, { code, message: detail, fields }: DomainError): Reply => ({
  ref,
  ok: false,
  code,
  detail,
  ...(fields.length > 0 && { errors: fields }),
});

/** Somebody who does not read may let this much pile up here. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Time for a good-bye; who does not answer it is cut off, and nothing more is read from them meanwhile. */
const GOODBYE_MS = 1_000;

/** What is used of the socket of `ws` under Hono's. */
const rawOf = (ws: WSContext) => ws.raw as WebSocket | undefined;

function dismiss(ws: WSContext, code: number, reason: string): void {
  ws.close(code, reason);
  setTimeout(() => rawOf(ws)?.terminate(), GOODBYE_MS).unref();
}

function send(ws: WSContext, frame: NewFrame & { id: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const raw = rawOf(ws);
    if (!raw) return reject(new Error('socket is gone'));
    if (raw.bufferedAmount > MAX_WAITING_BYTES) {
      dismiss(ws, CLOSE_CODES.notReading, 'does not read');
      return reject(new Error('socket is not read'));
    }
    raw.send(JSON.stringify(frame), (error) => (error ? reject(error) : resolve()));
  });
}

/** What the sender of a frame that failed is told. Each frame may be sent again: answers to offers are not given twice. */
function problemOf(error: unknown, log: Logger): DomainError {
  if (error instanceof DomainError) return error;
  if (isOutage(error)) {
    log.warn({ err: error }, 'a server is away');
    return outageProblem();
  }
  log.error({ err: error }, 'a frame failed');
  return new DomainError('service-unavailable', 'This did not work. Send it again in a moment.');
}

const isUpgrade = (c: Context) => c.req.header('Upgrade')?.toLowerCase() === 'websocket';

/** No other address speaks WebSocket. @throws DomainError `unknown-route` */
export function socketsOnlyAtRealtime(c: Context): void {
  if (isUpgrade(c) && c.req.path !== PATH)
    throw new DomainError('unknown-route', `No WebSocket opens here. Open it at ${PATH}?ticket=….`);
}

/** `GET /v1/realtime?ticket=…`: the one socket of every app. */
export function socketRoutes(deps: SocketDeps) {
  const redeem = createMiddleware<Env>(async (c, next) => {
    const { ticket, lastEventId } = c.req.query();
    if (!Ticket.safeParse(ticket).success)
      throw new DomainError('ticket-invalid', 'Ask for a ticket at POST /v1/realtime/tickets.');
    if (!LastEventId.safeParse(lastEventId).success) {
      const fields = [{ path: 'lastEventId', message: 'must be the id of a frame, like 1718000000000-0' }];
      throw new DomainError(
        'invalid-request',
        'Send the id of the last frame that had one as lastEventId, or leave it out. The ticket is still good.',
        fields,
      );
    }
    c.set('principal', await deps.tickets.redeem(ticket as string));
    if (!isUpgrade(c))
      throw new DomainError('invalid-request', 'Ask for a new ticket, and open a WebSocket here with it.');
    await next();
  });

  const upgrade = upgradeWebSocket((c) => {
    const principal = c.get('principal') as Principal;
    const lastEventId = c.req.query('lastEventId') || undefined;
    const conversation = createConversation(principal, deps);
    const manners = createManners(() => performance.now());
    let dismissed = false;
    let detach: Promise<() => Promise<void>> | undefined;

    /**
     * An offer is in nobody's stream: whoever was away when it was made sees it now, while its clock runs. A socket is of use
     * without it, so a database that is away does not close it.
     */
    async function showLiveOffer(ws: WSContext): Promise<void> {
      if (principal.role !== 'partner') return;
      const data = await deps.deliveries.liveOffer(principal.id).catch((error) => {
        deps.log.warn({ err: error }, 'an open offer could not be shown again');
        return undefined;
      });
      if (data) await send(ws, { id: '', topic: 'offers', type: 'offer', data });
    }

    return {
      onOpen(_event, ws) {
        const welcome: NewFrame = {
          topic: 'session',
          type: 'welcome',
          data: { userId: principal.id, role: principal.role },
        };
        const listener = {
          send(frame: NewFrame & { id: string }) {
            conversation.hear(frame);
            return send(ws, frame);
          },
        };
        detach = deps.hub.attach(recipientOf(principal), listener, lastEventId);
        detach
          .then(() => send(ws, { id: lastEventId ?? '0-0', ...welcome }))
          .then(() => showLiveOffer(ws))
          .catch((error) => {
            deps.log.warn({ err: error }, 'a socket could not listen');
            ws.close(1013, 'try again later');
          });
      },

      async onMessage(event, ws) {
        const reply = (data: Reply) =>
          send(ws, { id: '', topic: 'session', type: 'reply', data }).catch(() => {});
        if (dismissed) return; // what was still on its way
        let ref: string | undefined;
        try {
          const json = parseJson(event.data);
          ref = refOf(json);
          const frame = parseFrame(json);
          manners.check(frame);
          await conversation.say(frame);
          if (ref !== undefined) reply({ ref, ok: true });
        } catch (error) {
          const problem = problemOf(error, deps.log);
          reply(refusal(ref ?? '', problem));
          const farewell = manners.afterRefusal(problem.code);
          if (!farewell || dismissed) return;
          dismissed = true;
          deps.log.info({ userId: principal.id, ...farewell }, 'a socket was closed');
          dismiss(ws, farewell.code, farewell.reason);
        }
      },

      onClose() {
        conversation.end();
        detach?.then((leave) => leave()).catch(() => {});
      },
    };
  });

  const router = createRouter();
  router.openAPIRegistry.registerPath({
    method: 'get',
    path: PATH,
    tags: ['Realtime'],
    summary: 'Opens a WebSocket',
    description:
      'An upgrade (RFC 6455). Frames are JSON, up to 64 kB; their shapes stand in contracts/realtime.ts. The first is `welcome`. ' +
      'A ticket opens one socket, so ask for a new one to reconnect, and send `lastEventId` to miss nothing. A frame that is ' +
      'refused gets a reply with a code; who goes on regardless is disconnected with a code from 4400 to 4429.',
    request: { query: RealtimeQuery },
    responses: { 101: { description: 'The socket is open' }, ...problemRefs(400, 401, 404, 503) },
  });
  return router.get(PATH, redeem, upgrade);
}
