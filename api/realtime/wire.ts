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

/** Puts a frame on its way. Resolves when it has left this process; rejects when the socket is gone, or is not read. */
export function send(
  ws: WSContext,
  frame: SentFrame,
  bytes: Buffer = Buffer.from(JSON.stringify(frame)),
): Promise<void> {
  return new Promise((resolve, reject) => {
    const raw = rawOf(ws);
    if (!raw || raw.readyState !== raw.OPEN) return reject(new Error('socket is gone'));
    if (raw.bufferedAmount > MAX_WAITING_BYTES) {
      dismiss(ws, CLOSE_CODES.notReading, 'does not read');
      return reject(new Error('socket is not read'));
    }
    raw.send(bytes, { binary: false }, (error) => (error ? reject(error) : resolve()));
  });
}
