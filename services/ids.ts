import { createHash } from 'node:crypto';
import { TypeID, typeid } from 'typeid-js';
import { ID_PREFIXES, type IdKind } from '../domain/ids.ts';

/** A fresh id, sortable by time (UUIDv7). */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

/**
 * The id that these parts always lead to, in every process and on every retry: SHA-256 cut to a UUIDv8. Parts are told apart
 * by length, so `('ab', 'c')` and `('a', 'bc')` differ.
 */
export function deriveId(kind: IdKind, ...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(ID_PREFIXES[kind], bytes).toString();
}
