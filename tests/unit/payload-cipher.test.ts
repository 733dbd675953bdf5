import { createDecipheriv } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataConverter, openPayloadCipher } from '../../adapters/temporal/codec.ts';
import {
  createCodecEndpoint,
  createPayloadCipher,
  type Payload,
  parsePayloadKeys,
} from '../../adapters/temporal/payload-cipher.mjs';
import { readConfig } from '../../config.ts';

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const cipherWith = (...keys: string[]) => createPayloadCipher(parsePayloadKeys(keys.join(',')));
const [OLD, NEW] = [`2026-05:${secret(1)}`, `2026-11:${secret(2)}`];

const said = (value: unknown): Payload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(value)),
});
const bytesOf = ({ data }: Payload) => Buffer.from(data ?? []);
const textOf = (payload: Payload) => `${Object.values(payload.metadata ?? {}).join()} ${bytesOf(payload)}`;
/** The same payload, however its bytes are held. */
const plain = ({ metadata, data }: Payload) => ({
  metadata: Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
  data: Buffer.from(data ?? []).toString('hex'),
});

describe('a payload', () => {
  const cipher = cipherWith(NEW, OLD);

  it('comes back as it was, whatever is in it, and cannot be read on the way', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const metadata = fc.dictionary(fc.string({ minLength: 1 }), bytes, { maxKeys: 4 });
    fc.assert(
      fc.property(metadata, bytes, (metadata, data) => {
        const payload = { metadata: { ...metadata, encoding: Buffer.from('json/plain') }, data };
        expect(plain(cipher.decrypt(cipher.encrypt(payload)))).toEqual(plain(payload));
      }),
    );
    expect(textOf(cipher.encrypt(said('Aino Korpela')))).not.toMatch(/Aino|json/);
  });

  it('may be large', () => {
    const payload = said('x'.repeat(3_000_000));
    expect(plain(cipher.decrypt(cipher.encrypt(payload)))).toEqual(plain(payload));
  });

  it('never looks the same twice', () => {
    const seen = Array.from({ length: 100 }, () => bytesOf(cipher.encrypt(said('x'))).toString('hex'));
    expect(new Set(seen.map((hex) => hex.slice(0, 24))).size).toBe(100);
  });

  it('is in the format of Temporal’s own samples, so that other tools with the key read it', () => {
    const { metadata, data } = cipher.encrypt(said({ a: 1 }));
    expect(String(metadata?.encoding)).toBe('binary/encrypted');
    expect(String(metadata?.['encryption-key-id'])).toBe('2026-11');
    const bytes = Buffer.from(data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', Buffer.alloc(32, 2), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const shown = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    const sdk = createRequire(createRequire(import.meta.url).resolve('@temporalio/common'));
    const { Payload } = sdk('@temporalio/proto').temporal.api.common.v1;
    expect(plain(Payload.decode(shown))).toEqual(plain(said({ a: 1 })));
    expect(Buffer.from(Payload.encode(said({ a: 1 })).finish()).equals(shown)).toBe(true);
  });

  it('that was written before there were keys is read as it is', () => {
    expect(cipher.decrypt(said('old'))).toEqual(said('old'));
    expect(cipher.decrypt({})).toEqual({});
  });

  it('without data may have an empty list for it, as in the sandbox of workflows', () => {
    const nothing = { metadata: { encoding: Buffer.from('binary/null') }, data: [] as unknown as Uint8Array };
    expect(plain(cipher.decrypt(cipher.encrypt(nothing)))).toEqual(plain(nothing));
  });

  it.each(['first', 'middle', 'last'])('of which the %s byte was changed is refused', (where) => {
    const payload = cipher.encrypt(said('captured 1000'));
    const data = bytesOf(payload);
    const at = { first: 0, middle: data.length / 2, last: data.length - 1 }[where] as number;
    data[Math.floor(at)] = (data[Math.floor(at)] as number) ^ 1;
    expect(() => cipher.decrypt({ ...payload, data })).toThrow(/does not open with the key "2026-11"/);
  });

  it.each([0, 5, 12, 27])('that was cut to %d bytes is refused', (length) => {
    const { metadata, data } = cipher.encrypt(said('x'));
    const cut = { metadata: metadata ?? {}, data: Buffer.from(data ?? []).subarray(0, length) };
    expect(() => cipher.decrypt(cut)).toThrow(/does not open/);
    expect(() => cipher.decrypt({ metadata: cut.metadata })).toThrow(/does not open/);
  });
});

describe('keys', () => {
  it('change: what the old one encrypted is read beside the new one, which encrypts', () => {
    const before = cipherWith(OLD).encrypt(said('before'));
    // First every process learns to read with the new key, then to write with it.
    const between = cipherWith(OLD, NEW);
    const after = cipherWith(NEW, OLD);
    expect(plain(after.decrypt(before))).toEqual(plain(said('before')));
    expect(plain(between.decrypt(after.encrypt(said('after'))))).toEqual(plain(said('after')));
    expect(String(between.encrypt(said('x')).metadata?.['encryption-key-id'])).toBe('2026-05');
  });

  it('that are missing are named, with the setting', () => {
    const before = cipherWith(OLD).encrypt(said('before'));
    expect(() => cipherWith(NEW).decrypt(before)).toThrow(/"2026-05".*TEMPORAL_PAYLOAD_KEYS/);
  });

  it('with a known name and another secret are refused, too', () => {
    const before = cipherWith(OLD).encrypt(said('before'));
    expect(() => cipherWith(`2026-05:${secret(9)}`).decrypt(before)).toThrow(
      /another secret under this name/,
    );
  });

  it.each([
    ['', /like 2026-11:SECRET/],
    [secret(1), /like 2026-11:SECRET/],
    [`a b:${secret(1)}`, /like 2026-11:SECRET/],
    [`${NEW},`, /like 2026-11:SECRET/],
    ['2026-11:c2hvcnQ=', /2026-11 must be 32 bytes/],
    [`${NEW},${NEW}`, /each key once/],
  ])('cannot be %j', (text, why) => {
    expect(() => parsePayloadKeys(text)).toThrow(why);
  });

  it('are settings whose mistakes are told without quoting them', () => {
    const wrong = { TEMPORAL_PAYLOAD_KEYS: '2026-11:dG9vc2hvcnRzZWNyZXQ=' };
    expect(() => readConfig(wrong)).toThrow(/TEMPORAL_PAYLOAD_KEYS: key 2026-11 must be 32 bytes/);
    expect(() => readConfig(wrong)).not.toThrow(/dG9vc2hvcnRzZWNyZXQ/);
  });
});

describe('without keys', () => {
  const servers = Object.fromEntries(
    ['DATABASE_URL', 'REDIS_URL', 'KAFKA_BROKERS', 'ELASTICSEARCH_URL', 'TEMPORAL_ADDRESS'].map((name) => [
      name,
      'x',
    ]),
  );
  const production = {
    ...servers,
    NODE_ENV: 'production',
    PAYMENT_PROVIDERS: 'stripe',
    STRIPE_SECRET_KEY: 'x',
  };

  it('production does not open Temporal, and says what to set', () => {
    const open = () => openPayloadCipher(readConfig(production).temporal);
    expect(open).toThrow(/Set TEMPORAL_PAYLOAD_KEYS/);
    const set = { ...production, TEMPORAL_PAYLOAD_KEYS: NEW };
    expect(() => openPayloadCipher(readConfig(set).temporal)).not.toThrow();
  });

  it('development makes one, which only its owner can read and all processes share', () => {
    const keyFile = join(mkdtempSync(join(tmpdir(), 'tiffin-key-')), 'stack', 'payload-key');
    const payloads = { keys: undefined, keyFile };
    const [one, other] = [openPayloadCipher({ payloads }), openPayloadCipher({ payloads })];
    expect(plain(other.decrypt(one.encrypt(said('x'))))).toEqual(plain(said('x')));
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(parsePayloadKeys(readFileSync(keyFile, 'utf8').trim())[0]?.id).toMatch(/^development-\w{8}$/);
    expect(readdirSync(dirname(keyFile))).toEqual(['payload-key']);
  });
});

describe('a codec endpoint', () => {
  const { encode, decode } = createCodecEndpoint(cipherWith(NEW));
  const json = { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: 'e30=' };

  it('gives back in JSON what it was given, encrypted or decrypted, in the same order', () => {
    const encrypted = encode([json, { ...json, data: 'W10=' }]);
    expect(encrypted.map(({ data }) => data)).not.toContain('e30=');
    expect(decode([json, ...encrypted])).toEqual([json, json, { ...json, data: 'W10=' }]);
    expect(decode([])).toEqual([]);
  });
});

describe('a failure', () => {
  const { failureConverterPath } = dataConverter({
    payloads: { keys: parsePayloadKeys(NEW), keyFile: undefined },
  });
  const require = createRequire(import.meta.url);
  const { failureConverter } = require(failureConverterPath);
  const { ApplicationFailure, defaultPayloadConverter } = require('@temporalio/common');
  const told = (error: unknown) => failureConverter.errorToFailure(error, defaultPayloadConverter);
  const heard = (failure: unknown): Error =>
    failureConverter.failureToError(failure, defaultPayloadConverter);
  const refusal = () =>
    ApplicationFailure.create({
      type: 'card-declined',
      message: 'Aino has no money',
      cause: new Error('tok_aino was declined'),
    });

  it('says what happened in payloads alone, also of its cause', () => {
    const failure = told(refusal());
    const { encodedAttributes, cause, ...open } = failure;
    const { encodedAttributes: _ofCause, ...openCause } = cause;
    expect(JSON.stringify([open, openCause])).not.toMatch(/aino|Aino|payload-cipher\.test/);
    expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    expect(heard(failure)).toMatchObject({ message: 'Aino has no money', type: 'card-declined' });
    expect(heard(failure).cause).toMatchObject({ message: 'tok_aino was declined' });
  });

  it('that came from Temporal can be told again and again', () => {
    const came = heard(told(refusal()));
    for (let times = 0; times < 3; times += 1) {
      expect(heard(told(came)).message).toBe('Aino has no money');
      expect((heard(told(came)).cause as Error).message).toBe('tok_aino was declined');
    }
  });
});
