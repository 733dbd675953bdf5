import type { Position } from '../geo.ts';
import { allocate } from '../money.ts';
import { calculateFare, type Price, type Tariff } from '../pricing/price.ts';
import { type Posting, partnerPayMinor } from './ledger.ts';

/** The platform's cost, the partner's money. */
export function waitingPostings(amountMinor: number): Posting[] {
  if (amountMinor === 0) return [];
  return [
    { account: 'platform_revenue', amountMinor },
    { account: 'partner_payable', amountMinor: -amountMinor },
  ];
}

type Way = { pickup: Position; dropoff: Position };

/**
 * Splits what a partner gets of a delivery's fee the way the fee is made: its base, and what the distance adds. Surge and tax
 * are on both alike. @param amountMinor negative when money goes back
 */
export function splitPay(
  amountMinor: number,
  { pickup, dropoff }: Way,
  tariff: Tariff,
): { baseMinor: number; distanceMinor: number } {
  const base = tariff.deliveryBaseMinor;
  const [baseMinor = 0, distanceMinor = 0] = allocate(amountMinor, [
    base,
    calculateFare(pickup, dropoff, tariff) - base,
  ]);
  return { baseMinor, distanceMinor };
}

/** The parts of what a partner is paid for a delivery, without waiting: shown in the offer, booked on delivery. */
export function payParts(
  price: Price,
  way: Way,
  tariff: Tariff,
): { baseMinor: number; distanceMinor: number; tipMinor: number } {
  const { tipMinor } = price;
  return { ...splitPay(partnerPayMinor(price, tariff) - tipMinor, way, tariff), tipMinor };
}
