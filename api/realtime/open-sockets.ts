import { setTimeout as sleep } from 'node:timers/promises';
import { CLOSE_CODES } from '../../contracts/realtime.ts';

/** What the gateway needs to know of an open socket. */
export type OpenSocket = {
  /** What it was opened with: the id of a session or of a service key. */
  loginId: string;
  /** Resolves when all that was said over it has been answered. */
  settled(): Promise<void>;
  /** Says good-bye; nothing that comes after it is heard. */
  dismiss(code: number, reason: string): void;
};

/** Endings that this process keeps in mind, for sockets that are just being opened. */
const MAX_ENDED = 20_000;

/** Whoever waits longer for an answer when the process stops has to ask again at another. */
const SETTLE_MS = 3_000;

/**
 * The sockets of this process: by their login, which they do not outlive, and until the process stops.
 * @param perLogin so many may be open with one login; then the oldest goes, because it is the one that a bad connection has left
 * behind, and whoever has just come back must not be the one that is turned away
 */
export function createOpenSockets(perLogin: number) {
  const byLogin = new Map<string, Set<OpenSocket>>();
  const ended = new Set<string>();
  let draining = false;

  const dismissEnded = (socket: OpenSocket) =>
    socket.dismiss(CLOSE_CODES.loginEnded, 'this login has ended, log in again');
  const dismissToDrain = (socket: OpenSocket) => socket.dismiss(1012, 'restarting, please reconnect');

  return {
    /** @returns what to call when it has closed */
    add(socket: OpenSocket): () => void {
      const { loginId } = socket;
      if (ended.has(loginId)) dismissEnded(socket);
      else if (draining) dismissToDrain(socket);
      const same = byLogin.get(loginId) ?? new Set();
      byLogin.set(loginId, same.add(socket));
      const [oldest] = same;
      if (oldest && same.size > perLogin) {
        // At once: a socket that is half open closes much later.
        same.delete(oldest);
        oldest.dismiss(CLOSE_CODES.tooManySockets, 'too many sockets with this login, the oldest was closed');
      }
      return () => {
        same.delete(socket);
        if (same.size === 0 && byLogin.get(loginId) === same) byLogin.delete(loginId);
      };
    },

    /** Whose sockets are open. */
    loginIds: (): string[] => [...byLogin.keys()],

    /** Closes the sockets of logins that have ended. */
    endLogins(loginIds: readonly string[]): void {
      if (ended.size + loginIds.length > MAX_ENDED) ended.clear();
      for (const id of loginIds) {
        ended.add(id);
        for (const socket of byLogin.get(id) ?? []) dismissEnded(socket);
      }
    },

    /** Whether the process is about to stop: from then on it opens no more sockets. */
    isDraining: () => draining,

    /**
     * Sends everybody away, evenly over a time, so that they do not come back all at once; each when what they asked last is
     * answered.
     */
    async drain(withinMs: number): Promise<void> {
      draining = true;
      const sockets = [...byLogin.values()].flatMap((same) => [...same]);
      await Promise.all(
        sockets.map(async (socket, index) => {
          await sleep((withinMs * index) / sockets.length);
          await Promise.race([socket.settled(), sleep(SETTLE_MS, undefined, { ref: false })]);
          dismissToDrain(socket);
        }),
      );
    },
  };
}
export type OpenSockets = ReturnType<typeof createOpenSockets>;
