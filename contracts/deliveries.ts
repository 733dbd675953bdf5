import { z } from 'zod';
import { DELIVERY_STATUSES } from '../domain/delivery/machine.ts';
import { id, Minor, Position, page } from './common.ts';

export const Delivery = z
  .object({
    id: id('delivery'),
    orderId: id('order'),
    status: z.enum(DELIVERY_STATUSES),
    restaurant: z.object({ name: z.string(), position: Position }),
    dropoff: Position,
    requestedAt: z.iso.datetime(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryPage = page(Delivery).meta({ id: 'DeliveryPage' });

/** What a partner sees before saying yes. */
export const Offer = z
  .object({
    offerId: id('offer'),
    orderId: id('order'),
    restaurant: z.object({ name: z.string(), position: Position }),
    dropoff: Position,
    distanceMetres: z.int().meta({ description: 'From the partner to the restaurant' }),
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
    currency: z.string(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Offer' });
export type Offer = z.infer<typeof Offer>;
