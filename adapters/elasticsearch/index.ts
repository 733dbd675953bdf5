import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import type { Config } from '../../config.ts';

/**
 * A client with short time-outs: search is a convenience, and an order never waits for it.
 * @param requestTimeout milliseconds. The most that a request may take: one of its own can shorten it, but not lengthen it
 */
export function openElasticsearch(config: Config['elasticsearch'], requestTimeout = 5_000): Client {
  const auth = config.apiKey
    ? { apiKey: config.apiKey }
    : config.username && config.password
      ? { username: config.username, password: config.password }
      : undefined;
  return new Client({
    nodes: config.nodes,
    requestTimeout,
    maxRetries: 1,
    ...(auth && { auth }),
    ...(config.caFile && { tls: { ca: readFileSync(config.caFile) } }),
  });
}
