import { z } from 'zod';
import { DROP_OUT_REASONS } from '../domain/delivery/drop-out.ts';
import { HAND_OVER_KINDS } from '../domain/delivery/hand-over.ts';
import { DELIVERY_NEWS, DELIVERY_STATUSES } from '../domain/delivery/machine.ts';
import { ACTORS } from '../domain/order/machine.ts';
import { id, Minor, PageQuery, Position, page, storable } from './common.ts';

export const Delivery = z
  .object({
    id: id('delivery'),
    orderId: id('order'),
    status: z.enum(DELIVERY_STATUSES),
    restaurant: z.object({ name: z.string(), position: Position }),
    dropoff: Position,
    handOver: z.enum(HAND_OVER_KINDS).meta({
      description:
        'What the customer wants at the door: `deliver` needs their PIN, or the reference of a picture',
    }),
    requestedAt: z.iso.datetime(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryPage = page(Delivery).meta({ id: 'DeliveryPage' });

const OfferedDelivery = z
  .object({
    offerId: id('offer'),
    deliveryId: id('delivery').meta({ description: 'What you carry once you accept' }),
    orderId: id('order'),
    dropoff: Position,
    payMinor: z.int().meta({ description: 'Delivery pay and tip, minor units' }),
    pay: z
      .object({
        baseMinor: Minor,
        distanceMinor: Minor,
        tipMinor: Minor,
        waiting: z
          .object({ freeMinutes: z.int(), perMinuteMinor: Minor, maxMinor: Minor })
          .meta({ description: 'Comes on top when the food is not ready: from your arrival to pick-up' }),
      })
      .meta({ description: 'What payMinor is made of' }),
  })
  .meta({ id: 'OfferedDelivery' });
export type OfferedDelivery = z.infer<typeof OfferedDelivery>;

/** What a partner sees before saying yes. */
export const Offer = OfferedDelivery.extend({
  restaurant: z.object({ name: z.string(), position: Position }),
  distanceMetres: z.int().meta({ description: 'From the partner to the restaurant' }),
  bundle: z.array(OfferedDelivery).meta({
    description:
      'More food from the same restaurant, in the order of the doors; mostly empty. Your answer is for all of it; ' +
      '`offer.withdrawn` takes away only the delivery it names',
  }),
  totalPayMinor: z.int().meta({ description: 'For the whole trip: `payMinor` and that of the bundle' }),
  currency: z.string(),
  expiresAt: z.iso.datetime(),
}).meta({ id: 'Offer' });
export type Offer = z.infer<typeof Offer>;

/** What a partner brings from the door, where the customer wanted it. */
export const Proof = z
  .strictObject({
    pin: z
      .string()
      .regex(/^\d{4}$/, 'must be four digits')
      .optional(),
    photo: z
      .string()
      .regex(/^[\w.:/-]{1,200}$/, 'must be the reference of a stored picture')
      .optional()
      .meta({ description: 'Where the picture is kept; this API stores only the reference' }),
  })
  .meta({ id: 'Proof' });

export const DropOut = z
  .strictObject({
    reason: z.enum(DROP_OUT_REASONS),
    note: storable(300).optional(),
  })
  .meta({ id: 'DropOut' });

/** How operators look at deliveries: those that wait for their hand, all that have nobody, those under way. */
export const DELIVERY_QUEUES = ['manual', 'searching', 'carried'] as const;
export type DeliveryQueue = (typeof DELIVERY_QUEUES)[number];
export const DeliveryQueueQuery = PageQuery.extend({
  queue: z.enum(DELIVERY_QUEUES).default('manual').meta({
    description:
      '`manual`: nobody could be found, or nobody looks; `searching`: everything that has no partner; `carried`: has one',
  }),
});

const Person = z.object({ id: id('partner'), name: z.string() });

export const WatchedDelivery = z
  .object({
    id: id('delivery'),
    orderId: id('order'),
    status: z.enum(DELIVERY_STATUSES),
    urgent: z.boolean().meta({ description: 'It has lost a partner and goes before the others' }),
    partner: Person.nullable(),
    restaurant: z.object({ id: id('restaurant'), name: z.string(), position: Position }),
    dropoff: Position,
    requestedAt: z.iso.datetime(),
    manualSince: z.iso.datetime().nullable().meta({ description: 'Since when it waits for an operator' }),
    nextLookAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the search looks again; long past when nobody searches' }),
  })
  .meta({ id: 'WatchedDelivery' });
export type WatchedDelivery = z.infer<typeof WatchedDelivery>;
export const WatchedDeliveryPage = page(WatchedDelivery).meta({ id: 'WatchedDeliveryPage' });

export const DeliveryEntry = z
  .object({
    seq: z.int(),
    action: z.enum(DELIVERY_NEWS),
    from: z.enum(DELIVERY_STATUSES).nullable(),
    to: z.enum(DELIVERY_STATUSES),
    partnerId: z.string().nullable().meta({ description: 'Who has it afterwards' }),
    formerPartnerId: z.string().nullable().meta({ description: 'Who had it, where that changed' }),
    actor: z.enum(ACTORS),
    actorId: z.string().nullable(),
    code: z
      .string()
      .nullable()
      .meta({ description: 'Why a partner dropped out, or could not hand the food over' }),
    reason: z.string().nullable(),
    warning: z.string().nullable().meta({ description: 'What an operator should look at' }),
    at: z.iso.datetime(),
  })
  .meta({ id: 'DeliveryEntry' });
export type DeliveryEntry = z.infer<typeof DeliveryEntry>;

export const OfferRecord = z
  .object({
    offerId: id('offer'),
    search: z.int(),
    round: z.int(),
    radiusKm: z.number(),
    partner: Person,
    status: z.enum(['LIVE', 'ACCEPTED', 'DECLINED', 'TIMED_OUT', 'WITHDRAWN', 'UNREACHED', 'RELEASED']),
    distanceMetres: z.int(),
    score: z.number(),
    factors: z.record(z.string(), z.number()).meta({ description: 'Why this partner: each in 0–1' }),
    offeredAt: z.iso.datetime(),
    answeredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'OfferRecord' });

/** Everything an operator can know of one delivery: why it went to whom, and who did what. */
export const DeliveryFile = WatchedDelivery.extend({
  history: z.array(DeliveryEntry),
  offers: z.array(OfferRecord).meta({ description: 'The last 100, newest first' }),
}).meta({ id: 'DeliveryFile' });
export type DeliveryFile = z.infer<typeof DeliveryFile>;

const because = storable(300, 1).meta({ description: 'Why; kept in the delivery’s history' });
export const Assign = z
  .strictObject({
    partnerId: id('partner'),
    insteadOf: id('partner').optional().meta({
      description:
        'Who has it now, to give it to somebody else; left out, only a delivery that nobody has is assigned',
    }),
    evenIfOffShift: z.boolean().optional().meta({
      description:
        'Also when the partner is not ONLINE: you have spoken to them. Otherwise `partner-off-shift`',
    }),
    reason: because,
  })
  .meta({ id: 'Assign' });
export const Unassign = z
  .strictObject({
    partnerId: id('partner').meta({ description: 'Who has it now' }),
    reason: because,
  })
  .meta({ id: 'Unassign' });
