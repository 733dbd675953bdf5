import { upgradeWebSocket } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { WSContext } from 'hono/ws';
import type { Logger } from 'pino';
import { z } from 'zod';
import { OPERATORS } from '../../contracts/events.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Sessions } from '../../services/auth/sessions.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import type { Tickets } from '../../services/realtime/tickets.ts';
import type { Env } from '../env.ts';
import { sessionEnded } from '../middleware/authenticate.ts';
import { isOutage, outageProblem } from '../outage.ts';
import { createRouter, problems } from '../route.ts';
import { parseFrame, parseJson, type Reply, refOf, refusal } from './client-frames.ts';
import { type ConversationDeps, createConversation } from './conversation.ts';
import type { Hub, Listener } from './hub.ts';
import { createManners } from './manners.ts';
import type { OpenSockets } from './open-sockets.ts';
import { dismiss, put, send } from './wire.ts';

export type SocketDeps = ConversationDeps & {
  corsOrigins: string[];
  tickets: Tickets;
  sessions: Sessions;
  readEndedLogins: (loginIds: readonly string[]) => Promise<string[]>;
  openSockets: OpenSockets;
  hub: Hub;
  log: Logger;
};

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

/**
 * Browsers name the page that opens a socket: another's has no business here, whoever gave it a ticket. Apps name none, or the
 * address that they call. @throws DomainError `origin-refused`
 */
function checkOrigin(c: Context, allowed: string[]): void {
  const origin = c.req.header('Origin');
  if (origin === undefined || allowed.includes(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host) return;
  throw new DomainError(
    'origin-refused',
    'Pages of this origin may open no socket; CORS_ORIGINS names those that may.',
  );
}

const isUpgrade = (c: Context) => c.req.header('Upgrade')?.toLowerCase() === 'websocket';

/** No other address speaks WebSocket. @throws DomainError `unknown-route` */
export function socketsOnlyAtRealtime(c: Context): void {
  if (isUpgrade(c) && c.req.path !== PATH)
    throw new DomainError('unknown-route', `No WebSocket opens here. Open it at ${PATH}?ticket=….`);
}

/** `GET /v1/realtime?ticket=…`: the one socket of every app. */
export function socketRoutes(deps: SocketDeps) {
  /** Somebody may have been logged out since they got their ticket. */
  const isLoggedIn = async ({ id, sessionId }: Principal) =>
    sessionId === undefined
      ? (await deps.readEndedLogins([id])).length === 0
      : deps.sessions.isLive(sessionId, id);

  const redeem = createMiddleware<Env>(async (c, next) => {
    const { ticket, lastEventId } = c.req.query();
    if (deps.openSockets.isDraining())
      throw new DomainError(
        'service-unavailable',
        'This process is about to stop. Open the socket again in a moment: the ticket is still good.',
      );
    checkOrigin(c, deps.corsOrigins);
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
    const principal = await deps.tickets.redeem(ticket as string);
    if (!(await isLoggedIn(principal))) throw sessionEnded();
    c.set('principal', principal);
    if (!isUpgrade(c))
      throw new DomainError('invalid-request', 'Ask for a new ticket, and open a WebSocket here with it.');
    await next();
  });

  const upgrade = upgradeWebSocket((c) => {
    const principal = c.get('principal') as Principal;
    const lastEventId = c.req.query('lastEventId') || undefined;
    const conversation = createConversation(principal, deps);
    const manners = createManners(() => performance.now());
    const answering = new Set<Promise<void>>();
    let dismissed = false;
    let remove: (() => void) | undefined;
    let attached: ReturnType<Hub['attach']> | undefined;

    /** Says good-bye; what still comes is not heard. */
    function leave(ws: WSContext, code: number, reason: string): void {
      dismissed = true;
      dismiss(ws, code, reason);
    }

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

    /** Does what a frame says, and replies. */
    async function answer(ws: WSContext, text: unknown): Promise<void> {
      const reply = (data: Reply) =>
        send(ws, { id: '', topic: 'session', type: 'reply', data }).catch(() => {});
      let ref: string | undefined;
      try {
        const json = parseJson(text);
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
        deps.log.info({ userId: principal.id, ...farewell }, 'a socket was closed');
        leave(ws, farewell.code, farewell.reason);
      }
    }

    return {
      onOpen(_event, ws) {
        remove = deps.openSockets.add({
          loginId: principal.sessionId ?? principal.id,
          async settled() {
            while (answering.size > 0) await Promise.all(answering);
          },
          dismiss: (code, reason) => leave(ws, code, reason),
        });
        const welcome: NewFrame = {
          topic: 'session',
          type: 'welcome',
          data: { userId: principal.id, role: principal.role },
        };
        const tryLater = (error: unknown) => {
          if (dismissed) return; // for another reason
          deps.log.warn({ err: error }, 'a socket could not listen');
          leave(ws, 1013, 'try again later');
        };
        const listener: Listener = {
          send(frame, bytes, onGone) {
            conversation.hear(frame);
            put(ws, bytes, onGone);
          },
          lost: tryLater,
        };
        attached = deps.hub.attach(recipientOf(principal), listener, lastEventId);
        attached
          .then(({ position }) => send(ws, { id: position(), ...welcome }))
          .then(() => showLiveOffer(ws))
          .catch(tryLater);
      },

      onMessage(event, ws) {
        if (dismissed) return; // what was still on its way
        const answered = answer(ws, event.data).finally(() => answering.delete(answered));
        answering.add(answered);
      },

      onClose() {
        remove?.();
        conversation.end();
        attached?.then((listening) => listening.leave()).catch(() => {});
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
      'An upgrade (RFC 6455). Frames are JSON, up to 64 kB; their shapes stand in /asyncapi.json, and what the codes mean with which ' +
      'a socket is closed. `welcome` comes when you have what you missed. A ticket opens one socket, so ask for a new one to ' +
      'reconnect, and send `lastEventId` to miss nothing. A socket lives as long as the session or the key it was opened with, ' +
      'however often the access token is refreshed meanwhile.',
    request: { query: RealtimeQuery },
    responses: { 101: { description: 'The socket is open' }, ...problems },
  });
  return router.get(PATH, redeem, upgrade);
}
