import { upgradeWebSocket } from '@hono/node-server';
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
import type { OrderCommands } from '../order-commands.ts';
import { createRouter } from '../route.ts';
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

const Query = z.object({
  ticket: z.string().min(1).max(100),
  lastEventId: z
    .string()
    .regex(/^(\d{1,15}-\d{1,10})?$/)
    .optional(),
});

/** Whose frames a socket gets: a restaurant's staff share theirs. */
const recipientOf = ({ id, restaurantId }: Principal) => restaurantId ?? id;

function parse(text: unknown): ClientFrame {
  try {
    return ClientFrame.parse(JSON.parse(String(text)));
  } catch {
    throw new DomainError('invalid-request', 'This frame is not one of those in the AsyncAPI document.');
  }
}

function send(ws: WSContext, frame: NewFrame & { id: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const raw = ws.raw as { send(text: string, done: (error?: Error) => void): void } | undefined;
    if (!raw) reject(new Error('socket is gone'));
    else raw.send(JSON.stringify(frame), (error) => (error ? reject(error) : resolve()));
  });
}

/** The conversation with one partner. Customers' and restaurants' frames are refused: they only listen. */
function createConversation(principal: Principal, { intake, deliveries, commands }: SocketDeps) {
  let position: Position | undefined;
  const partnerId = principal.id;
  return async (frame: ClientFrame): Promise<void> => {
    if (principal.role !== 'partner') throw new DomainError('wrong-role', 'Only partners send frames.');
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

/** `GET /v1/realtime?ticket=…`: the one socket of every app. */
export function socketRoutes(deps: SocketDeps) {
  const redeem = createMiddleware<Env>(async (c, next) => {
    const query = Query.safeParse(c.req.query());
    if (!query.success)
      throw new DomainError('ticket-invalid', 'Ask for a ticket at POST /v1/realtime/tickets.');
    c.set('principal', await deps.tickets.redeem(query.data.ticket));
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
            deps.log.warn({ error }, 'a socket could not listen');
            ws.close(1013, 'try again later');
          });
      },

      async onMessage(event, ws) {
        const reply = (ref: string | undefined, refusal?: DomainError) => {
          if (ref === undefined && !refusal) return;
          const data = refusal
            ? { ref: ref ?? '', ok: false, code: refusal.code, detail: refusal.message }
            : { ref: ref ?? '', ok: true };
          send(ws, { id: '', topic: 'session', type: 'reply', data }).catch(() => {});
        };
        let ref: string | undefined;
        try {
          const frame = parse(event.data);
          ref = frame.ref;
          await converse(frame);
          reply(ref);
        } catch (error) {
          if (!(error instanceof DomainError)) deps.log.error({ error }, 'a frame failed');
          const refusal =
            error instanceof DomainError
              ? error
              : new DomainError('service-unavailable', 'This did not work. Send it again in a moment.');
          reply(ref, refusal);
        }
      },

      onClose() {
        detach?.then((leave) => leave()).catch(() => {});
      },
    };
  });

  return createRouter().get('/v1/realtime', redeem, upgrade);
}
