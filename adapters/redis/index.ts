import { Cluster, Redis } from 'ioredis';
import type { Config } from '../../config.ts';

export type RedisClient = Redis | Cluster;

/** Without a command time-out a master that stops answering would stall every request behind it. */
const OPTIONS = {
  commandTimeout: 2_000,
  connectTimeout: 3_000,
  maxRetriesPerRequest: 1,
  enableAutoPipelining: true,
} as const;

/**
 * Connects to one server or to a cluster. Errors of the connection show in the commands that meet them; the client
 * reconnects by itself.
 * @param config `urls` are redis:// or rediss:// addresses; a cluster takes several and learns the rest
 */
export function openRedis(config: Config['redis']): RedisClient {
  const client = config.cluster
    ? new Cluster(config.urls, { redisOptions: OPTIONS, ...clusterTls(config.urls) })
    : new Redis(config.urls[0] as string, OPTIONS);
  client.on('error', () => {});
  return client;
}

/** A connection of its own for SUBSCRIBE, which takes a connection over and must survive any silence. */
export function openSubscriber(config: Config['redis']): RedisClient {
  const options = { ...OPTIONS, enableAutoPipelining: false, maxRetriesPerRequest: null };
  const client = config.cluster
    ? new Cluster(config.urls, { redisOptions: options, ...clusterTls(config.urls) })
    : new Redis(config.urls[0] as string, options);
  client.on('error', () => {});
  return client;
}

/** Nodes that a TLS cluster announces by address are checked against the certificate of the name they were found by. */
function clusterTls(urls: string[]) {
  const secure = urls.some((url) => url.startsWith('rediss:'));
  return secure
    ? { dnsLookup: (address: string, done: (error: null, address: string) => void) => done(null, address) }
    : {};
}

/** Every key and channel the project uses, in one place. `{…}` keeps a recipient's keys in one cluster slot. */
export function redisKeys(prefix: string) {
  return {
    partner: (partnerId: string) => `${prefix}partner:${partnerId}`,
    locations: (cell: string) => `${prefix}partners:locations:${cell}`,
    ticket: (ticket: string) => `${prefix}ticket:${ticket}`,
    stream: (userId: string) => `${prefix}frames:{${userId}}`,
    channel: (userId: string) => `${prefix}live:${userId}`,
    acks: (processId: string) => `${prefix}acks:${processId}`,
  };
}
export type RedisKeys = ReturnType<typeof redisKeys>;
