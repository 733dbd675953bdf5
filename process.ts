import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createMetrics } from './adapters/telemetry/metrics.ts';
import { type Checks, openOperationsServer } from './adapters/telemetry/server.ts';
import { openTracing, type Telemetry } from './adapters/telemetry/tracing.ts';
import type { Config } from './config.ts';

type Running = { checks: Checks; close(): Promise<void> };

/** Whether this module is what Node was started with. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/** Why a process could not start, and what to do about it. */
function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== 'EADDRINUSE' || port === undefined) return error.message;
  return `Port ${port} is taken. Choose another with PORT or OPERATIONS_PORT (docs/settings.md).`;
}

/**
 * Runs a process until SIGTERM or SIGINT, then lets it close in order. Tells a parent that waits (`process.send`) when it is
 * ready. Exits with 1 and one readable message when it cannot start.
 */
export async function untilStopped(starting: Promise<{ close(): Promise<void> }>): Promise<void> {
  let running: { close(): Promise<void> };
  try {
    running = await starting;
  } catch (error) {
    console.error(startProblem(error));
    process.exit(1);
  }
  process.send?.('ready');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error) => {
        console.error('did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that dies without a word must not leave this process behind.
  process.once('disconnect', stop);
}

/** Starts a process with its traces and its door for operators, which opens last and closes first. */
async function startWithTelemetry(
  name: string,
  config: Config,
  start: (config: Config, telemetry: Telemetry) => Promise<Running>,
): Promise<{ close(): Promise<void> }> {
  const tracing = openTracing(config.telemetry, name);
  const metrics = createMetrics(name);
  const running = await start(config, { metrics, tracing });
  const { host, port } = config.telemetry;
  const door =
    port === undefined ? undefined : await openOperationsServer({ host, port }, { metrics, ...running });
  return {
    async close() {
      await door?.close();
      await running.close();
      await tracing?.close();
    },
  };
}

/** Runs a process of the system until it is told to stop. @param start what it does; see `untilStopped` */
export const runProcess = (
  name: string,
  config: Config,
  start: (config: Config, telemetry: Telemetry) => Promise<Running>,
): Promise<void> => untilStopped(startWithTelemetry(name, config, start));
