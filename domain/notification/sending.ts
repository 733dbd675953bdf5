import type { Channel } from './templates.ts';

/**
 * One sending of a notification. What an operator sends again keeps its id and gets another end, so that late word of the first
 * sending is never taken for word of the second.
 */
export type Sending = { id: number; expiresAt: Date };

/** Word from whoever had taken a notification over: it did not arrive. `error` says why, without addresses. */
export type LateFailure = { channel: Channel; sending: Sending; error: string };

/** A sending's name, for addresses: digits, small letters and a dash, because mail servers may change others. */
export const nameOfSending = ({ id, expiresAt }: Sending): string =>
  `${id}-${expiresAt.getTime().toString(36)}`;

/** @returns undefined for what is no name of a sending */
export function readSending(name: string): Sending | undefined {
  const [, id, end] = /^(\d{1,15})-([0-9a-z]{1,9})$/.exec(name) ?? [];
  return id && end ? { id: Number(id), expiresAt: new Date(Number.parseInt(end, 36)) } : undefined;
}
