import { type Logger, type LogLevel, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Config } from '../config.ts';
import { createLog } from '../log.ts';

/** The SDK serves its own metrics, beside this process's: so many ports above. */
const SDK_METRICS = 100;

const PINO = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * An error's kind and place. What it says stays out of the log, because it may quote people: it lies in Temporal, encrypted, where
 * operators read it (`GET /v1/admin/orders/{id}/story`).
 */
export function withoutMessage(error: unknown): object | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, type = name, code, stack = '' } = error as Error & { type?: unknown; code?: unknown };
  return {
    type,
    ...(code !== undefined && { code }),
    at: stack.split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause !== undefined && { cause: withoutMessage(error.cause) }),
  };
}

/** The SDK's log lines as ours. Below WARN they are for debugging the SDK; what matters of an order is in its workflow. */
function sdkLogger(level: string): Logger {
  const log = createLog('temporal', level === 'debug' || level === 'trace' ? 'info' : 'warn');
  const write = (at: LogLevel, message: string, { error, ...meta }: Record<string, unknown> = {}) =>
    log[PINO[at]]({ ...meta, ...(error !== undefined && { error: withoutMessage(error) }) }, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** Sets the Temporal SDK up for a process that runs workers. To be called once, before the first of them. */
export function installRuntime({ logLevel, telemetry: { host, port } }: Config): void {
  Runtime.install({
    // The process is told to stop (process.ts) and stops its workers in order. Left to itself the SDK would stop them, too, and
    // what they had in hand would be cut off.
    shutdownSignals: [],
    logger: sdkLogger(logLevel),
    telemetryOptions: {
      // The part that is written in Rust would write to the terminal by itself.
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(port && { metrics: { prometheus: { bindAddress: `${host}:${port + SDK_METRICS}` } } }),
    },
  });
}
