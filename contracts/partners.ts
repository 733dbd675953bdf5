import { z } from 'zod';
import { SHIFTS } from '../domain/delivery/shift.ts';
import { CurrencyCode, id, Minor, page } from './common.ts';

const ShiftStatus = z.enum(SHIFTS).meta({
  description:
    'ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home',
});

/** What a partner decides. */
export const ShiftChange = z.strictObject({ status: ShiftStatus }).meta({ id: 'ShiftChange' });

export const ShiftState = z
  .object({
    status: ShiftStatus,
    since: z.iso.datetime(),
    reachable: z.boolean().meta({
      description:
        'Heard of in the last 30 seconds. Offers go to those who are ONLINE and reachable; silence ends by itself with the ' +
        'next location or heartbeat',
    }),
  })
  .meta({ id: 'ShiftState' });
export type ShiftState = z.infer<typeof ShiftState>;

const rate = (of: string) =>
  z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: `${of}; null before the first` });

export const PartnerProfile = z
  .object({
    id: id('partner'),
    name: z.string(),
    vehicle: z.string(),
    rating: z.number().nullable().meta({ description: 'Mean of the stars received; null before the first' }),
    ratingCount: z.int(),
    acceptanceRate: rate('Accepted of the offers that reached you'),
    completionRate: rate('Delivered of the deliveries you took, without those under way'),
    deliveriesCompleted: z.int(),
    timeZone: z.string().meta({ description: 'In which days and weeks of your earnings begin' }),
    shift: ShiftState,
  })
  .meta({ id: 'PartnerProfile' });
export type PartnerProfile = z.infer<typeof PartnerProfile>;

const parts = {
  baseMinor: Minor,
  distanceMinor: Minor,
  waitingMinor: Minor.meta({ description: 'For waiting at the restaurant' }),
  tipMinor: Minor,
  totalMinor: Minor,
};

export const EarningsQuery = z.object({
  by: z.enum(['day', 'week']).default('day'),
  from: z.iso
    .date()
    .optional()
    .meta({ description: 'First day, in your time zone; six days ago if left out' }),
  to: z.iso.date().optional().meta({ description: 'Last day, included; today if left out' }),
});
export type EarningsQuery = z.infer<typeof EarningsQuery>;

export const Earnings = z
  .object({
    timeZone: z.string(),
    currency: CurrencyCode,
    data: z.array(
      z.object({
        begins: z.iso.date().meta({ description: 'The day, or the Monday of the week' }),
        deliveries: z.int().meta({ description: 'Those that money was booked for' }),
        ...parts,
      }),
    ),
    totalMinor: Minor,
  })
  .meta({ id: 'Earnings', description: 'As the ledger has them: days without bookings are left out' });
export type Earnings = z.infer<typeof Earnings>;

export const DeliveryEarnings = z
  .object({
    deliveryId: id('delivery'),
    orderId: id('order'),
    deliveredAt: z.iso.datetime().nullable(),
    currency: CurrencyCode,
    ...parts,
  })
  .meta({ id: 'DeliveryEarnings' });
export type DeliveryEarnings = z.infer<typeof DeliveryEarnings>;
export const DeliveryEarningsPage = page(DeliveryEarnings).meta({ id: 'DeliveryEarningsPage' });
