import { connect, createServer, type Socket } from 'node:net';

/**
 * A way to a server that can be shut: connections break and new ones are refused, as when the server is gone, and nobody else
 * notices.
 */
async function openGate(host: string, port: number) {
  const sockets = new Set<Socket>();
  const gate = createServer((near) => {
    const far = connect(port, host);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const listen = (at: number) => new Promise<void>((resolve) => gate.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const address = gate.address();
  const own = typeof address === 'object' && address ? address.port : 0;

  const shut = async () => {
    const closed = new Promise((resolve) => gate.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port: own,
    /** Runs `during` while nothing comes through. */
    async whileShut<T>(during: () => Promise<T>): Promise<T> {
      await shut();
      try {
        return await during();
      } finally {
        await listen(own);
      }
    },
    close: shut,
  };
}
export type Gate = Awaited<ReturnType<typeof openGate>>;

/** The same address with a gate in front of it, and the gate. */
export async function gateBefore(address: string) {
  const url = new URL(address.includes('://') ? address : `tcp://${address}`);
  const gate = await openGate(url.hostname, Number(url.port));
  return { gate, address: address.replace(url.host, `127.0.0.1:${gate.port}`) };
}
