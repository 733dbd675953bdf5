import { join } from 'node:path';
import { testServerPath } from '../servers/temporal.mjs';
import { writeWhole } from './json.mjs';

/** @import { Places, Ports } from './types.mjs' */

/**
 * What a program needs to reach the servers.
 * @param {Places} places
 * @param {Ports} ports
 * @returns {Record<string, string>}
 */
export function environment(places, ports) {
  const database = `postgres://tiffin:tiffin@127.0.0.1:${ports.POSTGRES}`;
  return {
    DATABASE_URL: `${database}/tiffin`,
    TEST_DATABASE_URL: `${database}/tiffin_test`,
    REDIS_URL: `redis://127.0.0.1:${ports.REDIS}/0`,
    KAFKA_BROKERS: `127.0.0.1:${ports.KAFKA}`,
    ELASTICSEARCH_URL: `http://127.0.0.1:${ports.ELASTICSEARCH}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.TEMPORAL}`,
    TEMPORAL_NAMESPACE: 'tiffin',
    TEMPORAL_UI_URL: `http://127.0.0.1:${ports.TEMPORAL_UI}`,
    TEMPORAL_CODEC_ENDPOINT: `http://127.0.0.1:${ports.TEMPORAL_CODEC}`,
    TEMPORAL_TEST_SERVER: testServerPath(places),
  };
}

/**
 * Writes `.stack/env`.
 * @param {Places} places
 * @param {Record<string, string>} values
 */
export function writeEnvironment(places, values) {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  writeWhole(join(places.stack, 'env'), `${lines.join('\n')}\n`);
}
