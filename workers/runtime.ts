import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Config } from '../config.ts';

/** The SDK serves its own metrics, beside this process's: so many ports above. */
const SDK_METRICS = 100;

/** Sets the Temporal SDK up for a process that runs workers. To be called once, before the first of them. */
export function installRuntime({ logLevel, telemetry: { host, port } }: Config): void {
  Runtime.install({
    // The process is told to stop (process.ts) and stops its workers in order. Left to itself the SDK would stop them, too, and
    // what they had in hand would be cut off.
    shutdownSignals: [],
    // The SDK's own log lines are for debugging the SDK; what matters of an order is in its workflow.
    logger: new DefaultLogger(logLevel === 'debug' ? 'INFO' : 'WARN'),
    ...(port && {
      telemetryOptions: { metrics: { prometheus: { bindAddress: `${host}:${port + SDK_METRICS}` } } },
    }),
  });
}
