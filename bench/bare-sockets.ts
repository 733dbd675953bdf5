import { WebSocket, WebSocketServer } from 'ws';

// The yardstick of `fan-out`: sends each message of its parent, a frame, to all its sockets, and does nothing else. Argument: port.

const server = new WebSocketServer({
  port: Number(process.argv[2]),
  host: '127.0.0.1',
  perMessageDeflate: false,
  backlog: 1_024,
});
process.on('message', (frame: string) => {
  const bytes = Buffer.from(frame);
  for (const socket of server.clients) {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes, { binary: false });
  }
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
server.once('listening', () => process.send?.('ready'));
