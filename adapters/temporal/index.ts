import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import type { Config } from '../../config.ts';

/** How to reach Temporal: a local server, one with mutual TLS, or Temporal Cloud with an API key. */
export function temporalConnection(config: Config['temporal']) {
  const mutual =
    config.certFile && config.keyFile
      ? { clientCertPair: { crt: readFileSync(config.certFile), key: readFileSync(config.keyFile) } }
      : undefined;
  const tls = mutual ?? (config.tls || config.apiKey !== undefined);
  return { address: config.address, tls, ...(config.apiKey && { apiKey: config.apiKey }) };
}

/** A client for starting and messaging workflows. Rejects when the server cannot be reached. */
export async function openTemporal(config: Config['temporal']) {
  const connection = await Connection.connect({ ...temporalConnection(config), connectTimeout: 10_000 });
  const client = new Client({ connection, namespace: config.namespace });
  return { client, close: () => connection.close() };
}
