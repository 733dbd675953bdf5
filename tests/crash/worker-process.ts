import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settings as installation } from '../helpers/system.ts';
import type { Report, Watch } from './points.ts';

const ENTRY = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Starts a worker in a process of its own and waits until it polls. */
export async function startWorkerProcess(settings: Record<string, string>) {
  const child = fork(ENTRY, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...installation, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
    });
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const reached = new Map<string, string[]>();
  const stopped = new Set<string>();
  const waiting = new Map<string, () => void>();
  let changed = () => {};

  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the worker ended at once (${code}):\n${output}`)));
  });
  child.on('message', ({ kind, orderId, point }: Report) => {
    if (kind === 'watching') waiting.get(orderId)?.();
    if (kind === 'reached') reached.set(orderId, [...(reached.get(orderId) ?? []), point]);
    if (kind === 'stopped') stopped.add(orderId);
    changed();
  });

  return {
    /** The points that an order has come by since it is watched. */
    reachedBy: (orderId: string) => reached.get(orderId) ?? [],

    watch(order: Watch): Promise<void> {
      return new Promise((resolve) => {
        waiting.set(order.orderId, resolve);
        child.send(order);
      });
    },

    /** Waits until every one of these orders stands at its point. @throws naming those that do not get there */
    async untilStopped(orderIds: string[], withinMs = 30_000): Promise<void> {
      const missing = () => orderIds.filter((orderId) => !stopped.has(orderId));
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => {
          const came = missing().map((orderId) => `${orderId} came by ${reached.get(orderId)?.join('; ')}`);
          reject(new Error(`did not come to their points:\n${came.join('\n')}\n${output}`));
        }, withinMs);
        changed = () => {
          if (missing().length > 0) return;
          clearTimeout(late);
          resolve();
        };
        changed();
      });
    },

    /** No last words, no clean-up: what the machine's power failure does. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await gone;
    },
    async close(): Promise<void> {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
export type WorkerProcess = Awaited<ReturnType<typeof startWorkerProcess>>;
