import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

/**
 * How payloads are encrypted before Temporal sees them: the whole payload, its metadata too, with AES-256-GCM. The format is the
 * one of Temporal's own samples (`binary/encrypted`; nonce, ciphertext, tag), so that other tools read it with the same keys.
 *
 * Plain JavaScript that needs Node and nothing else, because the stack's codec endpoint runs it without `node_modules`.
 *
 * @typedef {{ id: string, secret: import('node:crypto').KeyObject }} PayloadKey `secret`: 32 bytes
 * @typedef {{ metadata?: Record<string, Uint8Array> | null, data?: Uint8Array | null }} Payload
 * @typedef {{ metadata?: Record<string, string> | undefined, data?: string | undefined }} PayloadJson bytes as base64
 */

const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;
const SETTING = 'TEMPORAL_PAYLOAD_KEYS';

/**
 * Reads `id:secret,id:secret`, secrets in base64.
 * @param {string} text
 * @returns {PayloadKey[]} at least one
 * @throws Error that says what is wrong without quoting it: it is secret
 */
export function parsePayloadKeys(text) {
  const keys = text.split(',').map((part) => {
    const [, id, secret] = /^\s*([\w.-]{1,40}):([A-Za-z0-9+/]+={0,2})\s*$/.exec(part) ?? [];
    if (!id || !secret) throw new Error('must be like 2026-11:SECRET, several with commas between them');
    return { id, secret: createSecretKey(secret, 'base64') };
  });
  const short = keys.find(({ secret }) => secret.symmetricKeySize !== SECRET_BYTES);
  if (short) {
    throw new Error(`key ${short.id} must be ${SECRET_BYTES} bytes in base64 (openssl rand -base64 32)`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error('must name each key once');
  return keys;
}

/**
 * A cipher that encrypts with the first key and decrypts with all of them.
 * @param {readonly PayloadKey[]} keys
 */
export function createPayloadCipher(keys) {
  const [newest] = keys;
  if (!newest) throw new Error('There is no key to encrypt with.');
  const metadata = { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(newest.id) };
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));

  return {
    /** @param {Payload} payload @returns {Payload} */
    encrypt(payload) {
      // Random: one key must not encrypt more than 2³² payloads, those of about 50 million orders.
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, newest.secret, nonce);
      const hidden = cipher.update(toProto(payload));
      cipher.final();
      return { metadata, data: Buffer.concat([nonce, hidden, cipher.getAuthTag()]) };
    },

    /**
     * What is not encrypted comes back as it is: it was written before there were keys, or by hand.
     * @param {Payload} payload
     * @returns {Payload}
     * @throws Error that names the key that is missing, or does not fit
     */
    decrypt(payload) {
      if (textOf(payload.metadata?.encoding) !== ENCODING) return payload;
      const id = textOf(payload.metadata?.[KEY_ID]);
      const secret = secrets.get(id);
      if (!secret) {
        throw new Error(
          `A payload in Temporal was encrypted with the key ${JSON.stringify(id)}, which is not in ${SETTING}. ` +
            'Put it back there, behind the first one.',
        );
      }
      try {
        const data = payload.data ?? new Uint8Array();
        const decipher = createDecipheriv(ALGORITHM, secret, data.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(data.subarray(-TAG_BYTES));
        const shown = decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES));
        decipher.final();
        return fromProto(shown);
      } catch (error) {
        throw new Error(
          `A payload in Temporal does not open with the key ${JSON.stringify(id)}: it was changed, or ${SETTING} has another ` +
            'secret under this name than when it was written.',
          { cause: error },
        );
      }
    },
  };
}
/** @typedef {ReturnType<typeof createPayloadCipher>} PayloadCipher */

/**
 * What a codec endpoint does: it takes payloads as JSON and gives them back, encrypted or decrypted, in the same order.
 * @param {PayloadCipher} cipher
 */
export const createCodecEndpoint = ({ encrypt, decrypt }) => ({
  /** @param {PayloadJson[]} payloads */
  encode: (payloads) => payloads.map((payload) => toJson(encrypt(fromJson(payload)))),
  /** @param {PayloadJson[]} payloads @throws what `decrypt` throws */
  decode: (payloads) => payloads.map((payload) => toJson(decrypt(fromJson(payload)))),
});

/** @param {Payload} payload @returns {PayloadJson} */
const toJson = ({ metadata, data }) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});

/** @param {PayloadJson} json @returns {Payload} */
const fromJson = ({ metadata, data }) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  data: Buffer.from(data ?? '', 'base64'),
});

/** @param {Uint8Array | undefined} bytes */
const textOf = (bytes) => (bytes ? Buffer.from(bytes).toString() : '');

// ---- `temporal.api.common.v1.Payload` on the wire: metadata, a map, is field 1, data field 2; all of it has lengths ----

const FIRST = 0x0a;
const SECOND = 0x12;

/** @param {number} length */
function varint(length) {
  const bytes = [];
  for (let left = length; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) + 128);
  }
}

/** @param {number} tag @param {Uint8Array} content */
const field = (tag, content) => Buffer.concat([Buffer.from([tag]), varint(content.length), content]);

/** @param {Payload} payload */
function toProto({ metadata, data }) {
  const parts = Object.entries(metadata ?? {}).map(([name, value]) =>
    field(FIRST, Buffer.concat([field(FIRST, Buffer.from(name)), field(SECOND, value)])),
  );
  // In the workflows' sandbox no data is an empty list.
  if (data && data.length > 0) parts.push(field(SECOND, data));
  return Buffer.concat(parts);
}

/** @param {Buffer} bytes @returns {Generator<[tag: number, content: Buffer]>} */
function* fieldsOf(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++] ?? 0;
    let [length, scale] = [0, 1];
    for (let more = true; more; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      length += (byte % 128) * scale;
      more = byte >= 128;
    }
    yield [tag, bytes.subarray(at, at + length)];
    at += length;
  }
}

/** @param {Buffer} bytes @returns {Payload} */
function fromProto(bytes) {
  /** @type {Record<string, Uint8Array>} */
  const metadata = {};
  /** @type {Uint8Array} */
  let data = new Uint8Array();
  for (const [tag, content] of fieldsOf(bytes)) {
    if (tag === SECOND) data = content;
    if (tag !== FIRST) continue;
    const entry = new Map(fieldsOf(content));
    metadata[entry.get(FIRST)?.toString() ?? ''] = entry.get(SECOND) ?? Buffer.alloc(0);
  }
  return { metadata, data };
}
