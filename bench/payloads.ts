import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createPayloadCipher, type Payload, parsePayloadKeys } from '../adapters/temporal/payload-cipher.mjs';
import type { Benchmark } from './bench.ts';

const HISTORIES = ['order-delivered-matched', 'dispatch-planned'];
const ROUNDS = 300;
const SECRET = randomBytes(32);

const bytes = (base64: unknown) => Buffer.from(String(base64 ?? ''), 'base64');

/** Every payload of a history as JSON. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null) return [];
  const { metadata, data } = value as { metadata?: { encoding?: unknown }; data?: unknown };
  if (metadata?.encoding) return [{ metadata: { encoding: bytes(metadata.encoding) }, data: bytes(data) }];
  return Object.values(value).flatMap(payloadsIn);
}

/** What the cipher alone takes, which no codec can do without. */
function bareCipher(data: Uint8Array): { encrypt(): Buffer; decrypt(hidden: Buffer): Buffer } {
  return {
    encrypt() {
      const cipher = createCipheriv('aes-256-gcm', SECRET, randomBytes(12));
      const hidden = cipher.update(data);
      cipher.final();
      cipher.getAuthTag();
      return hidden;
    },
    decrypt(hidden) {
      return createDecipheriv('aes-256-gcm', SECRET, Buffer.alloc(12)).update(hidden);
    },
  };
}

/** Microseconds for each, over all rounds; the order of what is compared changes with each round. */
function alternately(acts: (() => unknown)[], each: number): number[] {
  const total = acts.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < acts.length; turn += 1) {
      const which = (round + turn) % acts.length;
      const began = performance.now();
      acts[which]?.();
      // What comes first warms up for the others.
      if (round >= ROUNDS / 3) total[which] = (total[which] as number) + performance.now() - began;
    }
  }
  return total.map((ms) => (ms * 1_000) / (ROUNDS - Math.ceil(ROUNDS / 3)) / each);
}

export const benchmark: Benchmark = {
  name: 'payloads',
  about: 'encrypting and decrypting what Temporal keeps of a delivered order, beside the bare cipher',
  async run(say) {
    const payloads = HISTORIES.flatMap((name) =>
      payloadsIn(JSON.parse(readFileSync(`tests/workflow/histories/${name}.json`, 'utf8'))),
    );
    const cipher = createPayloadCipher(parsePayloadKeys(`bench:${SECRET.toString('base64')}`));
    const hidden = payloads.map(cipher.encrypt);
    const bare = payloads.map(({ data }) => bareCipher(data ?? new Uint8Array()));
    const bareHidden = bare.map(({ encrypt }) => encrypt());
    const sizeOf = (all: Payload[]) => all.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    say(`${payloads.length} payloads, ${sizeOf(payloads)} bytes; encrypted ${sizeOf(hidden)}`);
    const [encrypt, bareEncrypt, decrypt, bareDecrypt] = alternately(
      [
        () => payloads.map(cipher.encrypt),
        () => bare.map((one) => one.encrypt()),
        () => hidden.map(cipher.decrypt),
        () => bare.map((one, index) => one.decrypt(bareHidden[index] as Buffer)),
      ],
      payloads.length,
    ) as [number, number, number, number];
    const perOrder = (each: number) => (each * payloads.length) / 1_000;
    return [
      { what: 'to encrypt a payload', value: encrypt, unit: 'µs', target: { atMost: 50 } },
      { what: 'to decrypt a payload', value: decrypt, unit: 'µs', target: { atMost: 50 } },
      {
        what: 'all payloads of a delivered order, encrypted and decrypted once',
        ours: perOrder(encrypt + decrypt),
        yardstick: 'the bare cipher',
        theirs: perOrder(bareEncrypt + bareDecrypt),
        unit: 'ms',
        target: { atMost: 4 },
      },
    ];
  },
};
