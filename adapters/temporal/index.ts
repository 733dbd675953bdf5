import { readFileSync } from 'node:fs';
import {
  type CallContext,
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import type { Config } from '../../config.ts';
import { dataConverter } from './codec.ts';
import { ensureSearchAttributes } from './search-attributes.ts';

/** How to reach Temporal: a local server, one with mutual TLS, or Temporal Cloud with an API key. */
export function temporalConnection(config: Config['temporal']) {
  const mutual =
    config.certFile && config.keyFile
      ? { clientCertPair: { crt: readFileSync(config.certFile), key: readFileSync(config.keyFile) } }
      : undefined;
  const tls = mutual ?? (config.tls || config.apiKey !== undefined);
  return { address: config.address, tls, ...(config.apiKey && { apiKey: config.apiKey }) };
}

/** About 3 s in all: the client's own ten attempts keep people waiting for 20 s when nobody answers. */
const MAX_ATTEMPTS = 6;

/**
 * Switches the client's AsyncLocalStorage off while no call is under way. Once used it stays on, and before Node 24 that makes
 * every promise of the process dearer: a cached answer of the API took a tenth more CPU.
 */
function switchOffBetweenCalls({ callContextStorage: storage }: Connection): void {
  const run = storage.run.bind(storage);
  let underWay = 0;
  // All calls of the client are asynchronous.
  async function counted<R>(...args: [CallContext, () => R]): Promise<Awaited<R>> {
    underWay += 1;
    try {
      return await run(...args);
    } finally {
      underWay -= 1;
      if (underWay === 0) storage.disable();
    }
  }
  storage.run = counted as typeof storage.run;
  // Connecting was a call.
  storage.disable();
}

/**
 * A client for starting and messaging workflows. Rejects when the server cannot be reached, and without a key for payloads.
 * @param options.foundBy what workflows are found by: registered where it is missing, by those who start or run them
 * @param options.traced whether the caller's trace goes on in workflows
 */
export async function openTemporal(
  config: Config['temporal'],
  { foundBy = [], traced = false }: { foundBy?: readonly string[]; traced?: boolean } = {},
) {
  const converter = dataConverter(config);
  const connection = await Connection.connect({
    ...temporalConnection(config),
    connectTimeout: 10_000,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: MAX_ATTEMPTS }))],
  });
  switchOffBetweenCalls(connection);
  const client = new Client({
    connection,
    namespace: config.namespace,
    dataConverter: converter,
    ...(traced && { interceptors: { workflow: [new OpenTelemetryWorkflowClientInterceptor()] } }),
  });
  await ensureSearchAttributes(connection, config.namespace, foundBy);
  return { client, close: () => connection.close() };
}

/** Whether a workflow of this id is under way. */
export async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
