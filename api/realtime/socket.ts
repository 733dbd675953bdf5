import { upgradeWebSocket } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { WSContext } from 'hono/ws';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ClientFrame } from '../../contracts/realtime.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/geo.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { DeliveryService } from '../../services/delivery/index.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import type { Tickets } from '../../services/realtime/tickets.ts';
import type { Env } from '../env.ts';
import { problemRefs } from '../openapi.ts';
import type { OrderCommands } from '../order-commands.ts';
import { isOutage, outageProblem } from '../outage.ts';
import { createRouter, fieldErrors } from '../route.ts';
import type { Hub } from './hub.ts';
import type { LocationIntake } from './location-intake.ts';

export type SocketDeps = {
  tickets: Tickets;
  hub: Hub;
  intake: LocationIntake;
  deliveries: DeliveryService;
  commands: OrderCommands;
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

/** Whose frames a socket gets: a restaurant's staff share theirs. */
const recipientOf = ({ id, restaurantId }: Principal) => restaurantId ?? id;

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

function send(ws: WSContext, frame: NewFrame & { id: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const raw = ws.raw as { send(text: string, done: (error?: Error) => void): void } | undefined;
    if (!raw) reject(new Error('socket is gone'));
    else raw.send(JSON.stringify(frame), (error) => (error ? reject(error) : resolve()));
  });
}

/** The conversation with one partner. Everybody else listens, and may send heartbeats to keep the connection open. */
function createConversation(principal: Principal, { intake, deliveries, commands }: SocketDeps) {
  let position: Position | undefined;
  const partnerId = principal.id;
  return async (frame: ClientFrame): Promise<void> => {
    if (principal.role !== 'partner') {
      if (frame.type === 'heartbeat') return;
      throw new DomainError(
        'wrong-role',
        `Only delivery partners send ${frame.type}; send heartbeat or nothing.`,
      );
    }
    switch (frame.type) {
      case 'location':
        position = frame.data;
        return intake.add(partnerId, position);
      case 'heartbeat':
        if (!position)
          throw new DomainError('invalid-request', 'Send a location first: a heartbeat repeats it.');
        return intake.add(partnerId, position);
      default: {
        const { offerId } = frame.data;
        const orderId = await deliveries.orderOfOffer(offerId, partnerId);
        await commands.answerOffer(orderId, { offerId, partnerId, accept: frame.type === 'offer.accept' });
      }
    }
  };
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
    const converse = createConversation(principal, deps);
    let detach: Promise<() => Promise<void>> | undefined;

    return {
      onOpen(_event, ws) {
        const welcome: NewFrame = {
          topic: 'session',
          type: 'welcome',
          data: { userId: principal.id, role: principal.role },
        };
        detach = deps.hub.attach(recipientOf(principal), { send: (frame) => send(ws, frame) }, lastEventId);
        detach
          .then(() => send(ws, { id: lastEventId ?? '0-0', ...welcome }))
          .catch((error) => {
            deps.log.warn({ err: error }, 'a socket could not listen');
            ws.close(1013, 'try again later');
          });
      },

      async onMessage(event, ws) {
        const reply = (data: Reply) =>
          send(ws, { id: '', topic: 'session', type: 'reply', data }).catch(() => {});
        let ref: string | undefined;
        try {
          const json = parseJson(event.data);
          ref = refOf(json);
          await converse(parseFrame(json));
          if (ref !== undefined) reply({ ref, ok: true });
        } catch (error) {
          reply(refusal(ref ?? '', problemOf(error, deps.log)));
        }
      },

      onClose() {
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
      'A ticket opens one socket, so ask for a new one to reconnect, and send `lastEventId` to miss nothing.',
    request: { query: RealtimeQuery },
    responses: { 101: { description: 'The socket is open' }, ...problemRefs(400, 401, 404, 503) },
  });
  return router.get(PATH, redeem, upgrade);
}
