import { distanceMetres, type Position } from '../geo.ts';
import { type BasisPoints, type Currency, includedTax, shareOf } from '../money.ts';
import type { PromoBenefit } from './promo.ts';
import { NO_SURGE, type SurgeRule } from './surge.ts';
import type { WaitingRule } from './waiting.ts';

export type TaxCategory = 'food' | 'drink' | 'alcohol';

/** How a marketplace charges. Amounts in minor units of `currency`; prices and fees include tax, as Finnish law wants them shown. */
export type Tariff = {
  currency: Currency;
  deliveryBaseMinor: number;
  deliveryPerKmMinor: number;
  serviceFeeShare: BasisPoints;
  serviceFeeMaxMinor: number;
  smallOrderBelowMinor: number;
  smallOrderFeeMinor: number;
  maxDeliveryMetres: number;
  maxTotalMinor: number;
  taxRates: Record<TaxCategory | 'service', BasisPoints>;
  /** What the marketplace keeps of the items' price; the restaurant gets the rest. */
  commission: BasisPoints;
  surge: SurgeRule;
  /** What partners get for waiting at a restaurant; the marketplace pays it. */
  waiting: WaitingRule;
};

/** Helsinki, 2026: VAT 13.5 % on food and non-alcoholic drinks, 25.5 % on alcohol and services. */
export const HELSINKI_TARIFF: Tariff = {
  currency: 'EUR',
  deliveryBaseMinor: 290,
  deliveryPerKmMinor: 90,
  serviceFeeShare: 500,
  serviceFeeMaxMinor: 399,
  smallOrderBelowMinor: 1_200,
  smallOrderFeeMinor: 200,
  maxDeliveryMetres: 8_000,
  maxTotalMinor: 100_000,
  taxRates: { food: 1_350, drink: 1_350, alcohol: 2_550, service: 2_550 },
  commission: 2_500,
  surge: NO_SURGE,
  waiting: { freeMinutes: 5, perMinuteMinor: 25, maxMinor: 500 },
};

export type OrderOption = { groupId: string; optionId: string; name: string; priceMinor: number };

/** One line of a basket with the menu's own prices: nothing here comes from the client but the quantity. */
export type BasketLine = {
  itemId: string;
  name: string;
  quantity: number;
  unitPriceMinor: number;
  options: OrderOption[];
  taxCategory: TaxCategory;
};

export type PricedLine = BasketLine & { totalMinor: number; taxMinor: number };

/** A price, part by part. `taxMinor` is contained in the other parts; `totalMinor` is the sum of the rest, less the discount. */
export type Price = {
  currency: Currency;
  lines: PricedLine[];
  subtotalMinor: number;
  deliveryFeeMinor: number;
  serviceFeeMinor: number;
  smallOrderFeeMinor: number;
  /** What a promotion takes off. The marketplace pays for it: restaurant, partner and tax office get theirs in full. */
  discountMinor: number;
  promo: { code: string; kind: PromoBenefit['kind'] } | null;
  tipMinor: number;
  taxMinor: number;
  totalMinor: number;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const lineTotal = ({ unitPriceMinor, options, quantity }: BasketLine) =>
  (unitPriceMinor + sum(options.map((option) => option.priceMinor))) * quantity;
const subtotalOf = (basket: readonly BasketLine[]) => sum(basket.map(lineTotal));

function priceLine(line: BasketLine, tariff: Tariff): PricedLine {
  const totalMinor = lineTotal(line);
  return { ...line, totalMinor, taxMinor: includedTax(totalMinor, tariff.taxRates[line.taxCategory]) };
}

/**
 * The delivery fee: a base and a rate for each started 100 m of the great circle, times the surge factor.
 * @param surge basis points, 10,000 being the plain fee
 */
export function calculateFare(
  from: Position,
  to: Position,
  tariff: Tariff,
  surge: BasisPoints = 10_000,
): number {
  const hundredMetres = Math.ceil(distanceMetres(from, to) / 100);
  const plain = tariff.deliveryBaseMinor + Math.round((hundredMetres * tariff.deliveryPerKmMinor) / 10);
  return shareOf(plain, surge);
}

/** Service and small-order fee for a subtotal. */
export function calculateFees(
  subtotalMinor: number,
  tariff: Tariff,
): { serviceFeeMinor: number; smallOrderFeeMinor: number } {
  const share = Math.round((subtotalMinor * tariff.serviceFeeShare) / 10_000);
  return {
    serviceFeeMinor: Math.min(share, tariff.serviceFeeMaxMinor),
    smallOrderFeeMinor: subtotalMinor < tariff.smallOrderBelowMinor ? tariff.smallOrderFeeMinor : 0,
  };
}

type Parts = {
  basket: readonly BasketLine[];
  fees: Pick<Price, 'deliveryFeeMinor' | 'serviceFeeMinor' | 'smallOrderFeeMinor'>;
  promo: Price['promo'];
  discountMinor: number;
  tipMinor: number;
};

function assemble({ basket, fees, promo, discountMinor, tipMinor }: Parts, tariff: Tariff): Price {
  const lines = basket.map((line) => priceLine(line, tariff));
  const subtotalMinor = subtotalOf(lines);
  const feesMinor = fees.deliveryFeeMinor + fees.serviceFeeMinor + fees.smallOrderFeeMinor;
  return {
    currency: tariff.currency,
    lines,
    subtotalMinor,
    ...fees,
    discountMinor,
    promo,
    tipMinor,
    taxMinor: sum(lines.map((line) => line.taxMinor)) + includedTax(feesMinor, tariff.taxRates.service),
    totalMinor: subtotalMinor + feesMinor + tipMinor - discountMinor,
  };
}

/** A promotion that applies, and the discount that `applyPromo` gave. */
export type AppliedPromo = { code: string; kind: PromoBenefit['kind']; discountMinor: number };

/**
 * Prices a basket. Pure: same menu, same distance, same price.
 * @param fareMinor from `calculateFare`
 */
export function priceBasket(
  basket: readonly BasketLine[],
  fareMinor: number,
  tipMinor: number,
  tariff: Tariff,
  promo?: AppliedPromo,
): Price {
  const fees = { deliveryFeeMinor: fareMinor, ...calculateFees(subtotalOf(basket), tariff) };
  const discountMinor = promo?.discountMinor ?? 0;
  return assemble(
    { basket, fees, promo: promo ? { code: promo.code, kind: promo.kind } : null, discountMinor, tipMinor },
    tariff,
  );
}

/**
 * The price of an order whose basket changes after it was placed. What the customer was promised stays: the way costs what it
 * did, no fee rises, and a discount shrinks with what it is on but is not lost below a minimum: it is not the customer who
 * changed their mind.
 */
export function repriceBasket(before: Price, basket: readonly BasketLine[], tariff: Tariff): Price {
  const subtotalMinor = subtotalOf(basket);
  const fees = calculateFees(subtotalMinor, tariff);
  return assemble(
    {
      basket,
      fees: {
        deliveryFeeMinor: before.deliveryFeeMinor,
        serviceFeeMinor: Math.min(before.serviceFeeMinor, fees.serviceFeeMinor),
        smallOrderFeeMinor: Math.min(before.smallOrderFeeMinor, fees.smallOrderFeeMinor),
      },
      promo: before.promo,
      discountMinor: discountAfter(before, subtotalMinor),
      tipMinor: before.tipMinor,
    },
    tariff,
  );
}

function discountAfter(
  { promo, discountMinor, subtotalMinor: before }: Price,
  subtotalMinor: number,
): number {
  switch (promo?.kind) {
    case 'percent':
      return Math.min(discountMinor, Math.floor((discountMinor * subtotalMinor) / Math.max(1, before)));
    case 'amount':
      return Math.min(discountMinor, subtotalMinor);
    default:
      return discountMinor;
  }
}
