import { createHash } from 'node:crypto';
import { TypeID, typeid } from 'typeid-js';
import { ID_PREFIXES, type IdKind } from '../domain/ids.ts';

/** A fresh id, sortable by time (UUIDv7). */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

/** SHA-256 of parts that are told apart by length, so that `('ab', 'c')` and `('a', 'bc')` differ. */
function digestOf(parts: string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

/**
 * A client's Idempotency-Key as it is kept, and as it becomes a part of other ids: clients make keys of anything, of e-mail addresses
 * too. @param of whose key it is, such as an order's id
 */
export const veiledKey = (of: string, key: string) => digestOf([of, key]).toString('base64url').slice(0, 22);

/** The id that these parts always lead to, in every process and on every retry: SHA-256 cut to a UUIDv8. */
export function deriveId(kind: IdKind, ...parts: string[]): string {
  const bytes = digestOf(parts).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(ID_PREFIXES[kind], bytes).toString();
}
