import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dataDir } from '../lib/places.mjs';

/** @import { Context, Launch, Server } from '../lib/types.mjs' */

const PROGRAM = join(import.meta.dirname, '../codec/main.mjs');
const CIPHER = join(import.meta.dirname, '../../adapters/temporal/payload-cipher.mjs');

/** Decrypts for Temporal's pages what is encrypted in Temporal. @type {Server} */
export const codec = {
  name: 'codec',
  title: 'Codec for Temporal',
  ports: { TEMPORAL_CODEC: 18236 },
  programs: [basename(process.execPath)],
  stopSignal: 'SIGTERM',
  missingPackages: () => [],
  install: async () => {},
  prepare,
  probe,
  setUp: async () => {},
  version: async () => process.versions.node,
};

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare({ places, ports }) {
  const data = dataDir(places, 'codec');
  mkdirSync(data, { recursive: true });
  const args = [PROGRAM, `${ports.TEMPORAL_CODEC}`, `${ports.TEMPORAL_UI}`];
  const code = createHash('sha256');
  for (const file of [PROGRAM, CIPHER]) code.update(readFileSync(file));
  return {
    command: process.execPath,
    args,
    cwd: data,
    // The key, and perhaps the checkout, are closed to the servers' account.
    asCaller: true,
    fingerprint: [process.execPath, ...args, code.digest('hex')].join('\n'),
  };
}

/** @param {Context} context */
async function probe({ ports }) {
  try {
    return (await fetch(`http://127.0.0.1:${ports.TEMPORAL_CODEC}/health`)).ok;
  } catch {
    return false;
  }
}
