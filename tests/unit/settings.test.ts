import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig, SETTINGS } from '../../config.ts';

it('docs/settings.md names every setting and no other', () => {
  const table = readFileSync('docs/settings.md', 'utf8');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
  );
  expect(named.sort()).toEqual([...SETTINGS].sort());
});

it('takes no sandbox for a payment provider in production', () => {
  const live = {
    NODE_ENV: 'production',
    DATABASE_URL: 'x',
    REDIS_URL: 'x',
    KAFKA_BROKERS: 'x',
    ELASTICSEARCH_URL: 'x',
  };
  const settings = { ...live, TEMPORAL_ADDRESS: 'x', PAYMENT_PROVIDERS: 'stripe,sandbox' };
  expect(() => readConfig(settings)).toThrow('sandbox');
});

it('stops with one message that names every wrong variable', () => {
  const wrong = { DATABASE_URL: '', PORT: 'eighty', DISPATCH_RADII_KM: '3,far' };
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL[\s\S]*PORT|PORT[\s\S]*DATABASE_URL/);
  expect(() => readConfig(wrong)).toThrow(/DISPATCH_RADII_KM/);
});

it('takes a store for pictures whole or not at all', () => {
  expect(() => readConfig({ IMAGE_STORE_BUCKET: 'pictures' })).toThrow(
    /IMAGE_STORE_ENDPOINT[\s\S]*IMAGE_STORE_SECRET/,
  );
});

it('needs an address when travel times are those of an OSRM server', () => {
  const servers = {
    DATABASE_URL: 'x',
    REDIS_URL: 'x',
    KAFKA_BROKERS: 'x',
    ELASTICSEARCH_URL: 'x',
    TEMPORAL_ADDRESS: 'x',
  };
  const withTravel = (TRAVEL: string, address = {}) => readConfig({ ...servers, TRAVEL, ...address }).travel;
  expect(() => withTravel('osrm')).toThrow('TRAVEL_OSRM_URL');
  expect(() => withTravel('osrm', { TRAVEL_OSRM_URL: 'localhost:5000' })).toThrow('TRAVEL_OSRM_URL');
  expect(() => withTravel('train')).toThrow('TRAVEL');
  expect(withTravel('osrm', { TRAVEL_OSRM_URL: 'http://localhost:5000/' })).toEqual({
    by: 'osrm',
    osrmUrl: 'http://localhost:5000',
  });
});
