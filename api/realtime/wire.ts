import type { WSContext } from 'hono/ws';
import type { WebSocket } from 'ws';
import { CLOSE_CODES } from '../../contracts/realtime.ts';
import type { SentFrame } from './hub.ts';

/** Somebody who does not read may let this much pile up here. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Time for a good-bye; who does not answer it is cut off, and nothing more is read from them meanwhile. */
const GOODBYE_MS = 1_000;

/** What is used of the socket of `ws` under Hono's. */
const rawOf = (ws: WSContext) => ws.raw as WebSocket | undefined;

/** Closes a socket, politely for a second. */
export function dismiss(ws: WSContext, code: number, reason: string): void {
  ws.close(code, reason);
  setTimeout(() => rawOf(ws)?.terminate(), GOODBYE_MS).unref();
}

const TEXT = { binary: false };

/**
 * Puts a frame on its way. A promise for each socket of thousands would cost as much as the sending, so there is none.
 * @param onGone hears when it has left this process, or of an error when the socket is gone or is not read
 */
export function put(ws: WSContext, bytes: Buffer, onGone?: (error?: Error | null) => void): void {
  const raw = rawOf(ws);
  if (!raw || raw.readyState !== raw.OPEN) {
    onGone?.(new Error('socket is gone'));
  } else if (raw.bufferedAmount > MAX_WAITING_BYTES) {
    dismiss(ws, CLOSE_CODES.notReading, 'does not read');
    onGone?.(new Error('socket is not read'));
  } else raw.send(bytes, TEXT, onGone);
}

/** Sends a frame to one socket. Resolves when it has left this process. */
export const send = (ws: WSContext, frame: SentFrame): Promise<void> =>
  new Promise((resolve, reject) => {
    put(ws, Buffer.from(JSON.stringify(frame)), (error) => (error ? reject(error) : resolve()));
  });
