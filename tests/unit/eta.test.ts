import { describe, expect, it } from 'vitest';
import { crowFlies, type EtaFacts, estimateArrival, isNews } from '../../domain/delivery/eta.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const pickup = { lat: 60.17, lng: 24.94 };
const north = (km: number) => ({ lat: pickup.lat + km / 111.2, lng: pickup.lng });
const facts = (changes: Partial<EtaFacts> = {}): EtaFacts => ({
  order: 'PREPARING',
  delivery: 'ASSIGNED',
  preparationMinutes: 20,
  cookingSince: NOW,
  pickedUpAt: undefined,
  pickup,
  dropoff: north(2),
  partner: north(-1),
  vehicle: 'bike',
  ...changes,
});
const minutes = (changes: Partial<EtaFacts>) => {
  const { from, to } = estimateArrival(facts(changes), NOW);
  return { from: (from - NOW) / MINUTE, to: (to - NOW) / MINUTE };
};

describe('when the food comes', () => {
  it('waits for the kitchen when the partner is there first, and for the partner when the food is', () => {
    const slowKitchen = minutes({ preparationMinutes: 40 });
    expect(slowKitchen.from - minutes({ preparationMinutes: 20 }).from).toBeCloseTo(20 * 0.9, 5);
    expect(minutes({ order: 'READY', partner: north(-6) }).from).toBeGreaterThan(
      minutes({ order: 'READY' }).from,
    );
    expect(minutes({ preparationMinutes: 40, partner: north(-6) })).toEqual(slowKitchen);
  });

  it('comes nearer with the partner, and the range with it', () => {
    const ways = [2, 1.5, 1, 0.2].map((km) =>
      minutes({ order: 'PICKED_UP', delivery: 'PICKED_UP', partner: north(2 - km) }),
    );
    const widths = ways.map(({ from, to }) => to - from);
    expect(ways.map(({ from }) => from)).toEqual([...ways.map(({ from }) => from)].sort((a, b) => b - a));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });

  it('does not need the partner’s position', () => {
    const riding = { order: 'PICKED_UP', delivery: 'PICKED_UP', partner: undefined } as const;
    expect(minutes({ ...riding, pickedUpAt: NOW }).from).toBeGreaterThan(
      minutes({ ...riding, pickedUpAt: NOW - 3 * MINUTE }).from,
    );
    expect(minutes({ ...riding, pickedUpAt: NOW - 60 * MINUTE }).from).toBeGreaterThan(0);
  });

  it.each(['PLACED', 'CONFIRMED', 'PREPARING', 'READY', 'PICKED_UP'] as const)(
    'lies ahead in %s, from before to',
    (order) => {
      for (const delivery of [undefined, 'SEARCHING', 'ASSIGNED', 'AT_RESTAURANT', 'AT_CUSTOMER'] as const) {
        const { from, to } = minutes({
          order,
          delivery,
          cookingSince: NOW - 300 * MINUTE,
          partner: undefined,
        });
        expect(from).toBeGreaterThan(0);
        expect(to).toBeGreaterThanOrEqual(from + 1);
      }
    },
  );

  it('is sooner by car', () => {
    expect(crowFlies(pickup, north(3), 'car')).toBeLessThan(crowFlies(pickup, north(3), 'bike'));
    expect(crowFlies(pickup, north(3), 'unicycle')).toBe(crowFlies(pickup, north(3), 'bike'));
  });

  it('is news when an end moves by more than a minute, and the first time', () => {
    const eta = { from: NOW, to: NOW + MINUTE };
    expect(isNews(undefined, eta)).toBe(true);
    expect(isNews(eta, { from: NOW + MINUTE, to: NOW + 2 * MINUTE })).toBe(false);
    expect(isNews(eta, { from: NOW, to: NOW + 2 * MINUTE + 1 })).toBe(true);
    expect(isNews(eta, { from: NOW - MINUTE - 1, to: NOW + MINUTE })).toBe(true);
  });
});
