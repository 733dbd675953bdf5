import { z } from 'zod';
import { isTimeZone } from '../domain/opening-hours.ts';
import { CurrencyCode, id, Minor, queryNumber } from './common.ts';
import { ZoneId } from './operations.ts';

/** What a report has a row for each of. */
export const REPORTS_BY = ['restaurant', 'partner', 'zone', 'day', 'hour'] as const;
export type ReportBy = (typeof REPORTS_BY)[number];

/** The longest time that one report covers, in days. */
export const MAX_REPORT_DAYS = {
  restaurant: 92,
  partner: 92,
  zone: 92,
  day: 366,
  hour: 31,
} as const satisfies Record<ReportBy, number>;

export const ReportQuery = z.object({
  by: z.enum(REPORTS_BY).meta({ description: 'One row for each of these' }),
  from: z.iso.date().meta({ description: 'The first day' }),
  to: z.iso.date().meta({
    description: `The last day: ${Object.entries(MAX_REPORT_DAYS)
      .map(([by, days]) => `at most ${days} days by ${by}`)
      .join(', ')}`,
  }),
  time_zone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki')
    .default('Europe/Helsinki')
    .meta({ description: 'Whose days and hours' }),
  restaurant_id: id('restaurant').optional(),
  zone: ZoneId.optional(),
  limit: queryNumber(1, 1000, 'integer').default(1000),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

const seconds = z.int().nullable();
const Share = z.object({
  asked: z.int(),
  accepted: z.int(),
  share: z.number().nullable().meta({ description: '0–1; null where nobody was asked' }),
});
const Spread = z.object({ median: seconds, p90: seconds }).meta({ description: 'Seconds' });

export const ReportRow = z
  .object({
    key: z.string().meta({ description: 'An id, a zone, a day `2026-03-01` or an hour `2026-03-01T18:00`' }),
    name: z.string().nullable(),
    orders: z.int(),
    delivered: z.int(),
    rejected: z.int(),
    cancelled: z.int(),
    acceptance: Share.meta({
      description:
        'Of restaurants: orders they accepted, of those they answered or let pass. Of partners: offers',
    }),
    acceptSeconds: Spread,
    preparationSeconds: Spread.meta({ description: 'From the begin of cooking to ready' }),
    deliverySeconds: Spread.meta({ description: 'From pick-up to the door' }),
    totalSeconds: Spread.meta({ description: 'From the order to the door' }),
    chargedMinor: Minor.meta({ description: 'What customers paid, less what they got back' }),
    refundedMinor: Minor,
    restaurantMinor: Minor.meta({ description: 'What restaurants earned' }),
    partnerMinor: Minor.meta({ description: 'What partners earned, tips included' }),
    platformMinor: Minor.meta({ description: 'What the marketplace earned, less promotions' }),
    taxMinor: Minor,
    causes: z
      .record(z.string(), z.int())
      .meta({ description: 'Why orders ended without a delivery, each with how often' }),
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

export const Report = z
  .object({
    by: z.enum(REPORTS_BY),
    from: z.iso.date(),
    to: z.iso.date(),
    timeZone: z.string(),
    currency: CurrencyCode,
    data: z.array(ReportRow).meta({ description: 'Days and hours in order, the rest by orders' }),
    has_more: z.boolean().meta({ description: 'More rows than `limit`; narrow the report down' }),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;
