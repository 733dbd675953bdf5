import { z } from 'zod';
import { id, page, storable } from './common.ts';

const Opinion = z.strictObject({
  stars: z.int().min(1).max(5),
  comment: storable(500, 1).optional(),
});

/** What a customer thinks; what is left out stays as it is. */
export const RateOrder = z
  .strictObject({ restaurant: Opinion.optional(), partner: Opinion.optional() })
  .refine(({ restaurant, partner }) => restaurant || partner, 'rate the restaurant, the partner, or both')
  .meta({ id: 'RateOrder', anyOf: [{ required: ['restaurant'] }, { required: ['partner'] }] });
export type RateOrder = z.infer<typeof RateOrder>;

const given = z.object({ stars: z.int(), comment: z.string().nullable(), at: z.iso.datetime() }).nullable();

export const OrderRating = z
  .object({
    orderId: id('order'),
    restaurant: given,
    partner: given,
    changeableUntil: z.iso.datetime(),
  })
  .meta({ id: 'OrderRating' });
export type OrderRating = z.infer<typeof OrderRating>;

export const Rating = z
  .object({ orderId: id('order'), stars: z.int(), comment: z.string().nullable(), at: z.iso.datetime() })
  .meta({ id: 'Rating' });
export type Rating = z.infer<typeof Rating>;
export const RatingPage = page(Rating).meta({ id: 'RatingPage' });
