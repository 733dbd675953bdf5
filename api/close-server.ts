import type { Server } from 'node:http';

/** Connections that have just become idle are looked for this often. */
const IDLE_MS = 50;

/**
 * Takes no more connections, and resolves when all are gone: those kept for a next request at once, the others when theirs is
 * answered, or cut off after so long.
 */
export async function closeServer(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
  const late = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
