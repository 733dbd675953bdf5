import type { IncomingHttpHeaders } from 'node:http';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Config } from '../../config.ts';
import type { Metrics } from './metrics.ts';

/** What Temporal's interceptors need to tell of workflows, besides the tracer that everybody finds by `@opentelemetry/api`. */
export type Tracing = { processor: SpanProcessor; resource: Resource };

/** What a process tells of itself: tests and benchmarks start processes without. */
export type Telemetry = { metrics: Metrics; tracing?: Tracing | undefined };

/**
 * Makes this process trace what it does, where a collector is set: without one every tracer does nothing.
 * @param processor for tests, which look at spans themselves
 */
export function openTracing(
  { collector }: Config['telemetry'],
  service: string,
  processor?: SpanProcessor,
): (Tracing & { close(): Promise<void> }) | undefined {
  if (!collector && !processor) return undefined;
  const sending =
    processor ??
    new BatchSpanProcessor(new OTLPTraceExporter({ url: `${collector?.replace(/\/$/, '')}/v1/traces` }));
  const resource = new Resource({ 'service.name': `tiffin-${service}` });
  const provider = new NodeTracerProvider({ resource, spanProcessors: [sending] });
  provider.register();
  return { processor: sending, resource, close: () => provider.shutdown() };
}

const tracer = () => trace.getTracer('tiffin');

function fail(span: Span, error: unknown): void {
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: error instanceof Error ? error.message : String(error),
  });
}

/** Answers a request within a span, on from the caller's trace if it sent one. Nothing of its address but the first part is kept. */
export async function traceRequest<T extends { status: number }>(
  { method, headers }: { method: string; headers: IncomingHttpHeaders },
  section: string,
  answer: () => T | Promise<T>,
): Promise<T> {
  const caller = propagation.extract(context.active(), headers);
  return tracer().startActiveSpan(
    `${method} ${section}`,
    { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
    caller,
    async (span) => {
      try {
        const response = await answer();
        span.setAttribute('http.response.status_code', response.status);
        if (response.status >= 500) fail(span, `status ${response.status}`);
        return response;
      } finally {
        span.end();
      }
    },
  );
}

/** The trace that is under way, as a `traceparent` for an event; null where there is none. */
export function currentTrace(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Handles messages of a topic, each in a span that goes on with the trace of who wrote it. */
export async function traceMessages<T>(
  topic: string,
  traces: (string | undefined)[],
  handle: () => Promise<T>,
): Promise<T> {
  const spans = traces
    .filter((traceparent) => traceparent !== undefined)
    .map((traceparent) =>
      tracer().startSpan(
        `${topic} process`,
        { kind: SpanKind.CONSUMER },
        propagation.extract(context.active(), { traceparent }),
      ),
    );
  try {
    return await handle();
  } catch (error) {
    for (const span of spans) fail(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
