import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../../domain/geo.ts';

const HELSINKI = { lat: 60.1719, lng: 24.9414 };
const TAMPERE = { lat: 61.4983, lng: 23.7731 };

const position = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('the distance between two positions', () => {
  it('is about 160 km from Helsinki to Tampere station', () => {
    const metres = distanceMetres(HELSINKI, TAMPERE);
    expect(metres).toBeGreaterThan(160_000 * 0.99);
    expect(metres).toBeLessThan(160_000 * 1.01);
  });

  it('is about 111.2 km for a degree of latitude', () => {
    expect(distanceMetres({ lat: 60, lng: 25 }, { lat: 61, lng: 25 })).toBeCloseTo(111_226, -1);
  });

  it('is half as far for a degree of longitude at 60° as at the equator', () => {
    const degreeAt = (lat: number) => distanceMetres({ lat, lng: 24 }, { lat, lng: 25 });
    expect(degreeAt(60) / degreeAt(0)).toBeCloseTo(0.5, 4);
  });

  it('goes the short way over the date line', () => {
    expect(distanceMetres({ lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 })).toBeCloseTo(111_226, -1);
  });

  it('is half the circumference to the other side of the earth', () => {
    expect(distanceMetres({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(
      Math.PI * 6_372_797.560856,
      3,
    );
  });

  it('is zero from a place to itself', () => {
    fc.assert(
      fc.property(position, (place) => {
        expect(distanceMetres(place, place)).toBe(0);
      }),
    );
  });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
      }),
    );
  });

  it('is a number between zero and half the circumference for any two places', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const metres = distanceMetres(a, b);
        expect(metres).toBeGreaterThanOrEqual(0);
        expect(metres).toBeLessThanOrEqual(20_020_741);
      }),
    );
  });
});
