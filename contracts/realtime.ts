import { z } from 'zod';
import { DELIVERY_NEWS } from '../domain/delivery/machine.ts';
import { CHANGE_STATUSES } from '../domain/order/change.ts';
import { FieldErrors, id, Position } from './common.ts';
import { Offer } from './deliveries.ts';
import { ShiftChange } from './partners.ts';

/** Why the server closes a socket, beside the codes of RFC 6455 (1009: a frame over 64 kB; 1012 and 1013: connect again). */
export const CLOSE_CODES = {
  /** The session or the service key that it was opened with has ended. */
  loginEnded: 4401,
  /** The same login has opened more sockets than it may; the oldest of them was closed. */
  tooManySockets: 4409,
  // A client that meets one of these has a mistake in it: what was refused until then was told in replies.
  /** Frames that are wrong, again and again. */
  invalidFrames: 4400,
  /** Answers to offers and deliveries of others, again and again. */
  notYours: 4404,
  /** Positions that nobody can ride between, again and again. */
  implausible: 4422,
  /** Many more frames than the budget. */
  tooManyFrames: 4429,
  /** Does not read what it is sent. */
  notReading: 4408,
} as const;

const frame = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    id: z.string().meta({
      description:
        'Position in your stream, to reconnect with as `lastEventId`; empty when the frame is not in it: keep the one before',
    }),
    topic: z.string(),
    type: z.literal(type),
    data,
  });

export const OrderNews = z.object({
  orderId: z.string(),
  status: z.string(),
  seq: z.int(),
  at: z.iso.datetime(),
});
export const OrderChangeUpdate = z.object({
  orderId: z.string(),
  number: z.int(),
  status: z.enum(CHANGE_STATUSES),
  reason: z.string(),
  totalMinor: z.int(),
  expiresAt: z.iso.datetime(),
});
export const DeliveryUpdate = z.object({
  deliveryId: z.string(),
  orderId: z.string(),
  action: z.enum(DELIVERY_NEWS).meta({ description: 'What happened' }),
  status: z.string(),
  at: z.iso.datetime(),
});

/** What the server sends. */
export const ServerFrame = z.discriminatedUnion('type', [
  frame('welcome', z.object({ userId: z.string(), role: z.string() })),
  frame(
    'resync',
    z.object({ after: z.string().meta({ description: 'The frame that you have; what came then is lost' }) }),
  ),
  frame('order.placed', OrderNews),
  frame('order.updated', OrderNews),
  frame('order.change', OrderChangeUpdate),
  frame('delivery.updated', DeliveryUpdate),
  frame('offer', Offer),
  frame('offer.withdrawn', z.object({ offerId: id('offer') })),
  frame('shift.updated', ShiftChange.extend({ at: z.iso.datetime() })),
  // The two below are for the customer, from pick-up to the door; they are not repeated after a reconnect.
  frame(
    'partner.location',
    z.object({ orderId: z.string(), deliveryId: z.string(), position: Position, at: z.iso.datetime() }),
  ),
  frame(
    'eta',
    z.object({ orderId: z.string(), from: z.iso.datetime(), to: z.iso.datetime(), at: z.iso.datetime() }),
  ),
  frame(
    'reply',
    z.object({
      ref: z.string(),
      ok: z.boolean(),
      code: z.string().optional(),
      detail: z.string().optional(),
      errors: FieldErrors.optional(),
    }),
  ),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/** Redis' geo index ends at the latitudes where the Web Mercator map does. */
const Whereabouts = z.strictObject({
  lat: z.number().min(-85.05).max(85.05),
  lng: z.number().min(-180).max(180),
});

const ref = z.string().max(60).optional().meta({ description: 'Echoed in the `reply` frame' });

/** What partners send. Everybody else listens, and may send `heartbeat`, which keeps the connection open. */
export const ClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer.accept'), ref, data: z.strictObject({ offerId: id('offer') }) }),
  z.strictObject({ type: z.literal('offer.decline'), ref, data: z.strictObject({ offerId: id('offer') }) }),
  z.strictObject({ type: z.literal('location'), ref, data: Whereabouts }),
  z.strictObject({ type: z.literal('shift'), ref, data: ShiftChange }),
  z.strictObject({ type: z.literal('heartbeat'), ref }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
