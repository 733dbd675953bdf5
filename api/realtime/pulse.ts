import type { WebSocket, WebSocketServer } from 'ws';

/** Proxies cut a connection that is silent for a minute, and phones leave without a word. */
const BEAT_MS = 30_000;

/** Pings every socket of a server, and ends those that have not answered by the next time. */
export function createPulse(server: WebSocketServer, beatMs = BEAT_MS) {
  const answered = new WeakSet<WebSocket>();
  server.on('connection', (socket) => {
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
  });
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (answered.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, beatMs);
  return { close: () => clearInterval(timer) };
}
