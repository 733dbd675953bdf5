import { describe, expect, it } from 'vitest';
import type { Position } from '../../domain/geo.ts';
import { createGeofence, type Place } from '../../services/delivery/geofence.ts';

const HERE: Place = { position: { lat: 60.17, lng: 24.94 }, name: 'the restaurant' };

type LastSeen = () => Promise<Position | undefined>;
const fence = (mode: 'off' | 'warn' | 'refuse', positionOf: LastSeen) =>
  createGeofence({ locations: { positionOf }, mode, metres: 300 });
const at =
  (lat: number): LastSeen =>
  async () => ({ lat, lng: 24.94 });

describe('a geofence', () => {
  it.each(['warn', 'refuse'] as const)(
    'that would %s has nothing to say of a partner who is there',
    async (mode) => {
      expect(await fence(mode, at(60.172))('prt_1', HERE)).toBeUndefined();
    },
  );

  it('warns of one who is far away, or refuses the step', async () => {
    expect(await fence('warn', at(60.18))('prt_1', HERE)).toBe('1112 m from the restaurant');
    await expect(fence('refuse', at(60.18))('prt_1', HERE)).rejects.toMatchObject({ code: 'too-far-away' });
    expect(await fence('off', at(60.18))('prt_1', HERE)).toBeUndefined();
  });

  it.each<[string, LastSeen]>([
    ['has no position', async () => undefined],
    ['is away', () => Promise.reject(new Error('connection refused'))],
    ['does not answer', () => new Promise(() => {})],
  ])('never refuses when Redis %s', async (_what, answer) => {
    expect(await fence('refuse', answer)('prt_1', HERE)).toBeUndefined();
  });
});
