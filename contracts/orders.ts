import { z } from 'zod';
import { HAND_OVER_KINDS } from '../domain/delivery/hand-over.ts';
import { DELIVERY_STATUSES } from '../domain/delivery/machine.ts';
import { CHANGE_STATUSES } from '../domain/order/change.ts';
import { ACTORS, ORDER_ACTIONS, ORDER_STATUSES } from '../domain/order/machine.ts';
import { FAILURE_CAUSES } from '../domain/order/refund.ts';
import { DIFFERENCES } from '../domain/payment/compare.ts';
import { Address, CurrencyCode, id, Minor, orNull, page, storable } from './common.ts';
import { DeliveryEntry } from './deliveries.ts';

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
export type BasketItem = z.infer<typeof BasketItem>;

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

export const HandOver = z
  .strictObject({
    kind: z.enum(HAND_OVER_KINDS).meta({
      description:
        '`pin`: the partner asks at the door for the PIN that stands in your order; `leave-at-door`: they send a picture of it',
    }),
  })
  .meta({ id: 'HandOver' });

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
  deliverAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({
      description:
        'When the food should be at the door, up to 7 days ahead; left out: as soon as possible. The card is held when the ' +
        'restaurant begins, not before',
      example: '2026-12-24T16:30:00Z',
    }),
};

const EXAMPLE = {
  restaurantId: 'rst_01jd7zk0f8e9vbq3n4m5p6r7st',
  items: [{ itemId: 'itm_01jd7zk0f8e9vbq3n4m5p6r7st', quantity: 2 }],
  address: {
    street: 'Kaivokatu',
    houseNumber: '1',
    postcode: '00100',
    city: 'Helsinki',
    position: { lat: 60.1712, lng: 24.9412 },
  },
  tipMinor: 200,
};

/** What a customer wants. Prices are not among it: the server prices the basket. */
export const Basket = z.strictObject(basket).meta({ id: 'Basket', example: EXAMPLE });
export type Basket = z.infer<typeof Basket>;

/** An order, of a basket as it is priced now, or of a quote at the price it promised. */
export const PlaceOrder = z
  .union([
    z.strictObject({ ...basket, paymentToken: PaymentToken, note: Note, handOver: HandOver.optional() }),
    z.strictObject({
      quoteId: id('quote').meta({ description: 'From POST /v1/quotes, within its 15 minutes' }),
      paymentToken: PaymentToken,
      note: Note,
      handOver: HandOver.optional(),
    }),
  ])
  .meta({ id: 'PlaceOrder', example: { ...EXAMPLE, paymentToken: 'tok_visa' } });
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

/** What a restaurant wants changed because it ran out of something. */
export const ProposeChange = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          line: z.int().min(0).max(99).meta({ description: 'Which of the order’s `price.lines`, from 0' }),
          quantity: z.int().min(0).max(49).meta({ description: 'Portions that can be had; 0 leaves it out' }),
          substitute: BasketItem.optional().meta({
            description: 'What you offer instead of the missing ones, from your menu, at its price',
          }),
        }),
      )
      .min(1)
      .max(50),
    reason: storable(300, 1).meta({ description: 'Shown to the customer' }),
  })
  .meta({ id: 'ProposeChange' });
export type ProposeChange = z.infer<typeof ProposeChange>;

export const OrderChange = z
  .object({
    number: z.int().meta({ description: 'The order’s first change is 1' }),
    status: z.enum(CHANGE_STATUSES),
    reason: z.string(),
    price: Price.meta({ description: 'What the order costs with the change; never more than was held' }),
    whenSilent: z.enum(['APPROVED', 'REFUSED']).meta({
      description:
        'What becomes of it when the customer has not answered by `expiresAt`: leaving out is approved, a substitute refused',
    }),
    expiresAt: z.iso.datetime(),
    answeredBy: z.enum(ACTORS).nullable(),
  })
  .meta({ id: 'OrderChange' });
export type OrderChange = z.infer<typeof OrderChange>;

export const TimelineEntry = z
  .object({
    seq: z.int(),
    from: orNull(OrderStatus),
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
    handOver: z.object({
      kind: HandOver.shape.kind,
      pin: z.string().nullable().meta({ description: 'For the customer only: to be told at the door' }),
      photo: z.string().nullable().meta({ description: 'Reference of the picture of the food at the door' }),
    }),
    price: Price,
    payment: z
      .object({
        status: z.enum(['HELD', 'CAPTURED', 'VOIDED']),
        heldMinor: Minor,
        capturedMinor: Minor,
        refundedMinor: Minor,
      })
      .nullable()
      .meta({ description: 'null until a scheduled order starts' }),
    tip: z.object({
      minor: Minor.meta({ description: 'As it stands, after every change' }),
      changeableUntil: z.iso.datetime().nullable().meta({ description: 'null before delivery' }),
    }),
    deliverAt: z.iso.datetime().nullable().meta({ description: 'null: as soon as possible' }),
    changes: z.array(OrderChange),
    delivery: z
      .object({
        id: id('delivery'),
        status: z.string(),
        partner: z.object({ id: id('partner'), name: z.string() }).nullable(),
        history: z.array(DeliveryEntry).optional().meta({ description: 'For operators: who did what' }),
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

export const OrderStatusView = z
  .object({
    id: id('order'),
    status: OrderStatus,
    seq: z.int().meta({ description: 'Number of the last move; it only grows' }),
    deliveryStatus: z.enum(DELIVERY_STATUSES).nullable(),
    partnerId: id('partner').nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'OrderStatusView' });
export type OrderStatusView = z.infer<typeof OrderStatusView>;

export const ChangeState = z
  .object({ id: id('order'), number: z.int(), status: z.enum(CHANGE_STATUSES) })
  .meta({ id: 'ChangeState' });

export const Reason = z.strictObject({ reason: storable(300, 1) }).meta({ id: 'Reason' });

export const Failure = z
  .strictObject({
    cause: z.enum(FAILURE_CAUSES).meta({
      description:
        'nobody-home and wrong-address: the customer pays for food and delivery; the others: a full refund',
    }),
    note: storable(300).optional(),
  })
  .meta({ id: 'Failure' });

export const SetTip = z
  .strictObject({
    tipMinor: z.int().min(0).max(10_000).meta({ description: 'The whole tip, not what is added' }),
    paymentToken: PaymentToken.optional().meta({
      description: 'The card that pays what is added; a lower tip goes back to where it came from',
    }),
  })
  .meta({ id: 'SetTip' });
export const TipState = z
  .object({
    orderId: id('order'),
    tipMinor: Minor,
    paidMinor: Minor.meta({ description: 'What was charged for it, or negative what was given back' }),
  })
  .meta({ id: 'TipState' });

const part = z.int().min(0).max(10_000_000).default(0);
export const RefundOrder = z
  .strictObject({
    parts: z
      .strictObject({ itemsMinor: part, feesMinor: part, tipMinor: part })
      .optional()
      .meta({ description: 'What goes back of each part, minor units; left out: everything that is left' }),
    paidBy: z.enum(['everyone', 'platform']).default('everyone').meta({
      description:
        '`everyone`: restaurant, partner and tax office give back what they got; `platform`: the marketplace pays',
    }),
    again: z.boolean().optional().meta({
      description: 'Says that a refund equal to one of the last ten minutes is meant as a second one',
    }),
    reason: storable(300, 1),
  })
  .meta({ id: 'RefundOrder' });
export const Refund = z.object({ orderId: id('order'), refundedMinor: Minor }).meta({ id: 'Refund' });

const HoldRecord = z.object({
  status: z.enum(['HELD', 'CAPTURED', 'NONE']),
  heldMinor: Minor.optional(),
  netMinor: Minor.optional().meta({ description: 'Captured less refunded' }),
});
export const PaymentDifference = z
  .object({
    id: z.string(),
    kind: z.enum(DIFFERENCES),
    orderId: z.string(),
    provider: z.string(),
    reference: z.string(),
    ours: HoldRecord,
    theirs: HoldRecord,
    foundAt: z.iso.datetime(),
    resolvedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PaymentDifference' });
export type PaymentDifference = z.infer<typeof PaymentDifference>;
export const PaymentDifferences = z
  .object({ data: z.array(PaymentDifference) })
  .meta({ id: 'PaymentDifferences' });

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
