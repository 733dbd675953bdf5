import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import type { Config } from '../../config.ts';

/** A client with short time-outs: search is a convenience, and an order never waits for it. */
export function openElasticsearch(config: Config['elasticsearch']): Client {
  const auth = config.apiKey
    ? { apiKey: config.apiKey }
    : config.username && config.password
      ? { username: config.username, password: config.password }
      : undefined;
  return new Client({
    nodes: config.nodes,
    requestTimeout: 5_000,
    maxRetries: 1,
    ...(auth && { auth }),
    ...(config.caFile && { tls: { ca: readFileSync(config.caFile) } }),
  });
}
