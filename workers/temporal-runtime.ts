import { type Logger, type LogLevel, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Config } from '../config.ts';
import { createLog } from '../log.ts';

/** The SDK's own metrics are served beside this process's: so many ports above. */
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

/** To be called before the process's first worker or client: there is one runtime in a process. */
export function installTemporalRuntime({ logLevel, telemetry: { host, port } }: Config): void {
  Runtime.install({
    logger: sdkLogger(logLevel),
    telemetryOptions: {
      // The part that is written in Rust would write to the terminal by itself.
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(port && { metrics: { prometheus: { bindAddress: `${host}:${port + SDK_METRICS}` } } }),
    },
  });
}
