import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Request = { path: string; headers: IncomingHttpHeaders; body: Buffer };

type Answer = { status: number; headers?: Record<string, string>; body?: string };

/**
 * An HTTP server that notes what it is sent. `answer` says with which status; `undefined` hangs up without a word, `silence` never
 * answers.
 */
export async function startWebServer(answer: (request: Request) => number | Answer | 'silence' | undefined) {
  const requests: Request[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    const request = { path: incoming.url as string, headers: incoming.headers, body };
    requests.push(request);
    const answered = answer(request);
    if (answered === 'silence') return;
    if (answered === undefined) return incoming.socket.destroy();
    const {
      status,
      headers,
      body: text = '{}',
    } = typeof answered === 'number' ? { status: answered } : answered;
    outgoing.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
