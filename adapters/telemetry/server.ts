import { createServer, type ServerResponse } from 'node:http';
import { within } from '../within.ts';
import type { Metrics } from './metrics.ts';

/** What a process needs, by name: each rejects when it is away. */
export type Checks = Record<string, () => Promise<unknown>>;

/** A server that needs longer for an empty question is as good as away. */
const BUDGET_MS = 1_000;

/** Whether a server that a process needs is there. */
export async function ask(check: () => Promise<unknown>): Promise<'ok' | 'away'> {
  return within(BUDGET_MS, Promise.resolve().then(check), 'no answer').then(
    () => 'ok' as const,
    () => 'away' as const,
  );
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type }).end(body);
}
const json = (response: ServerResponse, status: number, body: object) =>
  answer(response, status, 'application/json', JSON.stringify(body));

/**
 * The door for orchestrators and monitoring, of every process, on a port of its own that no customer reaches: `/health` (restart
 * me?), `/ready` (is what I need there?) and `/metrics`.
 */
export async function openOperationsServer(
  { host, port }: { host: string; port: number },
  { metrics, checks }: { metrics: Metrics; checks: Checks },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/health') return json(response, 200, { status: 'ok' });
    if (path === '/metrics') {
      return answer(response, 200, metrics.registry.contentType, await metrics.registry.metrics());
    }
    if (path === '/ready') {
      const found = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
      );
      const isReady = found.every(([, state]) => state === 'ok');
      return json(response, isReady ? 200 : 503, {
        status: isReady ? 'ok' : 'away',
        checks: Object.fromEntries(found),
      });
    }
    json(response, 404, { status: 'There are /health, /ready and /metrics.' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
