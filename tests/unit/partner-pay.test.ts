import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partnerPayMinor } from '../../domain/payment/ledger.ts';
import { payParts, splitPay, waitingPostings } from '../../domain/payment/partner-pay.ts';
import { calculateFare, HELSINKI_TARIFF, priceBasket } from '../../domain/pricing/price.ts';
import { waitingPayMinor } from '../../domain/pricing/waiting.ts';

const rule = { freeMinutes: 5, perMinuteMinor: 25, maxMinor: 500 };
const ARRIVED = new Date('2026-03-01T12:00:00Z');
const after = (minutes: number) => new Date(ARRIVED.getTime() + minutes * 60_000);
const pickup = { lat: 60.17, lng: 24.94 };

describe('pay for waiting', () => {
  it.each([
    [0, 0],
    [5, 0],
    [5.99, 0],
    [6, 25],
    [15, 250],
    [25, 500],
    [300, 500],
    [-10, 0],
  ])('of %d minutes is %d cents', (minutes, cents) => {
    expect(waitingPayMinor(ARRIVED, after(minutes), rule)).toBe(cents);
  });

  it('is the platform’s cost, to the cent, or no booking at all', () => {
    expect(waitingPostings(0)).toEqual([]);
    expect(waitingPostings(250).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  });
});

describe('the parts of a partner’s pay', () => {
  it('add up to what the offer shows, for any way, tip and surge', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 8, noNaN: true }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 10_000, max: 20_000 }),
        (km, tip, surge) => {
          const way = { pickup, dropoff: { lat: pickup.lat + km / 111.2, lng: pickup.lng } };
          const fare = calculateFare(way.pickup, way.dropoff, HELSINKI_TARIFF, surge);
          const price = priceBasket([], fare, tip, HELSINKI_TARIFF);
          const { baseMinor, distanceMinor, tipMinor } = payParts(price, way, HELSINKI_TARIFF);
          expect(baseMinor + distanceMinor + tipMinor).toBe(partnerPayMinor(price, HELSINKI_TARIFF));
          expect(Math.min(baseMinor, distanceMinor)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('pay more distance for a longer way, and the same base', () => {
    const parts = (km: number) => {
      const way = { pickup, dropoff: { lat: pickup.lat + km / 111.2, lng: pickup.lng } };
      const fare = calculateFare(way.pickup, way.dropoff, HELSINKI_TARIFF);
      return payParts(priceBasket([], fare, 0, HELSINKI_TARIFF), way, HELSINKI_TARIFF);
    };
    expect(parts(6).distanceMinor).toBeGreaterThan(parts(2).distanceMinor);
    expect(Math.abs(parts(6).baseMinor - parts(2).baseMinor)).toBeLessThanOrEqual(1);
  });

  it('split money that goes back as well', () => {
    const { baseMinor, distanceMinor } = splitPay(-101, { pickup, dropoff: pickup }, HELSINKI_TARIFF);
    expect(baseMinor + distanceMinor).toBe(-101);
  });
});
