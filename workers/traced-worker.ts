import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { WorkerOptions } from '@temporalio/worker';
import type { Tracing } from '../adapters/telemetry/tracing.ts';

/** Options of a worker whose activities and workflows go on with the trace of who called them. Its bundle must be a traced one. */
export const tracedWorker = ({
  processor,
  resource,
}: Tracing): Pick<WorkerOptions, 'interceptors' | 'sinks'> => ({
  interceptors: {
    activity: [(context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context) })],
  },
  sinks: { exporter: makeWorkflowExporter(processor, resource) },
});
