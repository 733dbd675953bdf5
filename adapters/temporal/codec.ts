import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DataConverter, PayloadCodec } from '@temporalio/common';
import type { Config } from '../../config.ts';
import { madeOnce } from '../made-once.ts';
import { createPayloadCipher, type PayloadCipher, parsePayloadKeys } from './payload-cipher.mjs';

const FAILURE_CONVERTER = fileURLToPath(new URL('../../workflows/failure-converter.cjs', import.meta.url));

/** A key of this checkout's own, with a name that no other checkout's has. */
function developmentKey(): string {
  const name = randomBytes(4).toString('hex');
  return `development-${name}:${randomBytes(32).toString('base64')}`;
}

/**
 * The cipher with the keys that are set; in development with one that is made under `.stack/`, where the stack's codec endpoint
 * finds it (stack/codec).
 * @throws Error that says what to set when there is none in production
 */
export function openPayloadCipher({ payloads }: Pick<Config['temporal'], 'payloads'>): PayloadCipher {
  const { keys, keyFile } = payloads;
  if (keys) return createPayloadCipher(keys);
  if (keyFile === undefined) {
    throw new Error(
      'Set TEMPORAL_PAYLOAD_KEYS, such as 2026-11:SECRET with a secret from `openssl rand -base64 32`: what people order is ' +
        'encrypted before Temporal keeps it, and production makes no keys by itself.',
    );
  }
  return createPayloadCipher(parsePayloadKeys(madeOnce(keyFile, developmentKey)));
}

/** Node's own cipher takes microseconds; handing each payload to another thread would take longer. */
const codecOf = (cipher: PayloadCipher): PayloadCodec => ({
  encode: async (payloads) => payloads.map(cipher.encrypt),
  decode: async (payloads) => payloads.map(cipher.decrypt),
});

/** What every client and worker needs, so that Temporal keeps nothing of people that can be read. */
export const dataConverter = (config: Pick<Config['temporal'], 'payloads'>) =>
  ({
    payloadCodecs: [codecOf(openPayloadCipher(config))],
    failureConverterPath: FAILURE_CONVERTER,
  }) satisfies DataConverter;
