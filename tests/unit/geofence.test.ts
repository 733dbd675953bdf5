import { describe, expect, it } from 'vitest';
import type { RedisClient } from '../../adapters/redis/index.ts';
import { redisKeys } from '../../adapters/redis/index.ts';
import { createGeofence, type Place } from '../../services/delivery/geofence.ts';

const HERE: Place = { position: { lat: 60.17, lng: 24.94 }, name: 'the restaurant' };

/** A Redis that knows, or does not know, one position. */
const fence = (mode: 'off' | 'warn' | 'refuse', answer: () => Promise<(string | null)[]>) =>
  createGeofence({
    redis: { hmget: answer } as unknown as RedisClient,
    keys: redisKeys(''),
    mode,
    metres: 300,
  });
const at = (lat: number) => async () => [String(lat), '24.94'];

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

  it.each<[string, () => Promise<(string | null)[]>]>([
    ['has no position', async () => [null, null]],
    ['is away', () => Promise.reject(new Error('connection refused'))],
    ['does not answer', () => new Promise(() => {})],
  ])('never refuses when Redis %s', async (_what, answer) => {
    expect(await fence('refuse', answer)('prt_1', HERE)).toBeUndefined();
  });
});
