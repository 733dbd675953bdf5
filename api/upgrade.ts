import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NodeEnv } from './env.ts';

/** Written by hand below, or of no use on a connection that ends. */
const SKIPPED = new Set(['connection', 'content-length', 'transfer-encoding']);

async function answerAndEnd(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.clone().arrayBuffer());
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`,
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...[...response.headers]
      .filter(([name]) => !SKIPPED.has(name))
      .map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  await new Promise<void>((resolve) => {
    socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]), () => resolve());
  });
  socket.destroy();
}

/**
 * Lets a refused WebSocket say why: @hono/node-server writes only the status of an answer to an upgrade, so the whole answer is
 * written here, and the closed connection makes it leave the request alone.
 */
export function withUpgradeRefusals(
  fetch: (request: Request, env: NodeEnv) => Response | Promise<Response>,
): (request: Request, env: object) => Response | Promise<Response> {
  return (request, bindings) => {
    const env = bindings as NodeEnv;
    const { incoming, outgoing } = env;
    // A request for an upgrade has no `outgoing`.
    if (!incoming || outgoing) return fetch(request, env);
    return upgrade(request, env, incoming.socket);
  };

  async function upgrade(request: Request, env: NodeEnv, socket: Duplex): Promise<Response> {
    const response = await fetch(request, env);
    if (response.status >= 400) await answerAndEnd(socket, response);
    return response;
  }
}
