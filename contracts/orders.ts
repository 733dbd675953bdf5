import { z } from 'zod';
import { ACTORS, ORDER_ACTIONS, ORDER_STATUSES } from '../domain/order/machine.ts';
import { FAILURE_CAUSES } from '../domain/order/refund.ts';
import { Address, CurrencyCode, id, Minor, page, storable } from './common.ts';

export const OrderStatus = z.enum(ORDER_STATUSES).meta({ id: 'OrderStatus' });

export const BasketItem = z
  .strictObject({
    itemId: id('item'),
    quantity: z.int().min(1).max(50).meta({ description: 'Portions' }),
    options: z
      .array(z.strictObject({ groupId: z.string().min(1).max(80), optionId: z.string().min(1).max(80) }))
      .max(30)
      .default([])
      .meta({
        description:
          'Choices from the item’s `optionGroups`, as many of each group as its `min` and `max` say',
      }),
  })
  .meta({ id: 'BasketItem' });

const PaymentToken = z
  .string()
  .regex(
    /^(tok|pm)_[A-Za-z0-9_]{1,60}$/,
    'must be a token from the payment provider (tok_… or pm_…), never a card number',
  )
  .meta({
    description:
      'The card, as a token of the payment provider. The sandbox knows `tok_visa`, which works, and `tok_declined` and ' +
      '`tok_insufficient_funds`, which do not; Stripe takes payment methods (`pm_…`)',
    example: 'tok_visa',
  });
const Note = storable(300).optional().meta({ description: 'For the kitchen' });

const basket = {
  restaurantId: id('restaurant'),
  items: z.array(BasketItem).min(1).max(50).meta({ description: 'Items of this restaurant’s menu' }),
  address: Address,
  tipMinor: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({ description: 'For the courier, in minor units (cents)' }),
  promoCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{2,30}$/)
    .optional()
    .meta({ description: 'A promotion; capitals and small letters are the same' }),
};

/** What a customer wants. Prices are not among it: the server prices the basket. */
export const Basket = z.strictObject(basket).meta({ id: 'Basket' });
export type Basket = z.infer<typeof Basket>;

/** An order, of a basket as it is priced now, or of a quote at the price it promised. */
export const PlaceOrder = z
  .union([
    z.strictObject({ ...basket, paymentToken: PaymentToken, note: Note }),
    z.strictObject({
      quoteId: id('quote').meta({ description: 'From POST /v1/quotes, within its 15 minutes' }),
      paymentToken: PaymentToken,
      note: Note,
    }),
  ])
  .meta({ id: 'PlaceOrder' });
export type PlaceOrder = z.infer<typeof PlaceOrder>;

const Line = z.object({
  itemId: id('item'),
  name: z.string(),
  quantity: z.int(),
  unitPriceMinor: Minor,
  options: z.array(
    z.object({ groupId: z.string(), optionId: z.string(), name: z.string(), priceMinor: Minor }),
  ),
  taxCategory: z.enum(['food', 'drink', 'alcohol']),
  totalMinor: Minor,
  taxMinor: Minor,
});

export const Price = z
  .object({
    currency: CurrencyCode,
    lines: z.array(Line),
    subtotalMinor: Minor,
    deliveryFeeMinor: Minor,
    serviceFeeMinor: Minor,
    smallOrderFeeMinor: Minor,
    discountMinor: Minor,
    promo: z.object({ code: z.string(), kind: z.enum(['percent', 'amount', 'free-delivery']) }).nullable(),
    tipMinor: Minor,
    taxMinor: Minor.meta({ description: 'Tax contained in the other parts' }),
    totalMinor: Minor,
  })
  .meta({ id: 'Price' });

export const Quote = z
  .object({ id: id('quote'), restaurantId: id('restaurant'), price: Price, expiresAt: z.iso.datetime() })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof Quote>;

export const TimelineEntry = z
  .object({
    seq: z.int(),
    from: OrderStatus.nullable(),
    to: OrderStatus,
    action: z.enum(['place', ...ORDER_ACTIONS]),
    actor: z.enum(ACTORS),
    reason: z.string().nullable(),
    cause: z.enum(FAILURE_CAUSES).nullable().meta({ description: 'Why the food could not be handed over' }),
    at: z.iso.datetime(),
  })
  .meta({ id: 'TimelineEntry' });

export const Order = z
  .object({
    id: id('order'),
    status: OrderStatus,
    customerId: id('customer'),
    restaurant: z.object({ id: id('restaurant'), name: z.string() }),
    address: Address,
    note: z.string().nullable(),
    price: Price,
    payment: z.object({
      status: z.enum(['HELD', 'CAPTURED', 'VOIDED']),
      heldMinor: Minor,
      capturedMinor: Minor,
    }),
    delivery: z
      .object({
        id: id('delivery'),
        status: z.string(),
        partner: z.object({ id: id('partner'), name: z.string() }).nullable(),
      })
      .nullable(),
    eta: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime() })
      .nullable()
      .meta({ description: 'When it will be at the door; null once the order has ended' }),
    timeline: z.array(TimelineEntry),
    placedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

export const OrderSummary = z
  .object({
    id: id('order'),
    status: OrderStatus,
    restaurant: z.object({ id: id('restaurant'), name: z.string() }),
    totalMinor: Minor,
    currency: CurrencyCode,
    placedAt: z.iso.datetime(),
  })
  .meta({ id: 'OrderSummary' });
export type OrderSummary = z.infer<typeof OrderSummary>;
export const OrderPage = page(OrderSummary).meta({ id: 'OrderPage' });

/** The answer to a move: where the order stands now. */
export const OrderState = z
  .object({ id: id('order'), status: OrderStatus, seq: z.int() })
  .meta({ id: 'OrderState' });
export type OrderState = z.infer<typeof OrderState>;

export const Reason = z.strictObject({ reason: storable(300).min(1) }).meta({ id: 'Reason' });

export const Failure = z
  .strictObject({
    cause: z.enum(FAILURE_CAUSES).meta({
      description:
        'nobody-home and wrong-address: the customer pays for food and delivery; the others: a full refund',
    }),
    note: storable(300).optional(),
  })
  .meta({ id: 'Failure' });

export const LedgerEntry = z.object({
  transaction: z.string(),
  account: z.string(),
  amountMinor: Minor.meta({ description: 'Debit positive, credit negative; each transaction sums to zero' }),
  currency: CurrencyCode,
  at: z.iso.datetime(),
});
export const Ledger = z
  .object({ orderId: id('order'), entries: z.array(LedgerEntry) })
  .meta({ id: 'Ledger' });
export type Ledger = z.infer<typeof Ledger>;
