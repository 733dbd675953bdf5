import { Cluster, Redis } from 'ioredis';
import type { Config } from '../../config.ts';
import { within } from '../within.ts';

export type RedisClient = Redis | Cluster;

/** Without a command time-out a master that stops answering would stall every request behind it. */
const OPTIONS = {
  commandTimeout: 2_000,
  connectTimeout: 3_000,
  maxRetriesPerRequest: 1,
  enableAutoPipelining: true,
} as const;

type Options = {
  commandTimeout: number;
  connectTimeout: number;
  enableAutoPipelining: boolean;
  maxRetriesPerRequest: number | null;
};

function open({ urls, cluster }: Config['redis'], options: Options): RedisClient {
  const client = cluster ? openCluster(urls, options) : new Redis(urls[0] as string, options);
  client.on('error', () => {});
  return client;
}

/**
 * A cluster whose commands end in time. Those of ioredis do once a node has them; while the cluster is away or does not agree on
 * itself they would wait, and so would whoever asked.
 */
function inTime(cluster: Cluster, ms: number): Cluster {
  const commands = new Set<PropertyKey>(cluster.getBuiltinCommands());
  return new Proxy(cluster, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (!commands.has(name)) return value.bind(target);
      return (...args: unknown[]) => {
        const answer: unknown = value.apply(target, args);
        return answer instanceof Promise ? within(ms, answer, 'the Redis cluster did not answer') : answer;
      };
    },
  });
}

/** The nodes that a cluster announces are reached with the credentials and the TLS of the first address. */
function openCluster(urls: string[], options: Options): Cluster {
  const { username, password, protocol } = new URL(urls[0] as string);
  const secure = protocol === 'rediss:';
  const opened = new Cluster(urls, {
    enableAutoPipelining: options.enableAutoPipelining,
    redisOptions: {
      ...options,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(secure && { tls: {} }),
    },
    // Certificates are for names, so the names that the nodes announce must not be resolved beforehand.
    ...(secure && { dnsLookup: (address, done) => done(null, address) }),
  });
  return inTime(opened, options.commandTimeout);
}

/**
 * Connects to one server or to a cluster. Errors of the connection show in the commands that meet them; the client
 * reconnects by itself.
 * @param config `urls` are redis:// or rediss:// addresses; a cluster takes several and learns the rest
 */
export const openRedis = (config: Config['redis']): RedisClient => open(config, OPTIONS);

/** For what is asked before each request and can be done without: it gives up soon. */
export const openQuickRedis = (config: Config['redis']): RedisClient =>
  open(config, { ...OPTIONS, commandTimeout: 250, maxRetriesPerRequest: 0 });

/** A connection of its own for SUBSCRIBE, which takes a connection over and must survive any silence. */
export const openSubscriber = (config: Config['redis']): RedisClient =>
  open(config, { ...OPTIONS, enableAutoPipelining: false, maxRetriesPerRequest: null });

/** Every key and channel the project uses, in one place. `{…}` keeps a recipient's keys, and a cell's, in one cluster slot. */
export function redisKeys(prefix: string) {
  return {
    order: (orderId: string) => `${prefix}order:${orderId}`,
    partner: (partnerId: string) => `${prefix}partner:${partnerId}`,
    locations: (cell: string) => `${prefix}partners:locations:{${cell}}`,
    seen: (cell: string) => `${prefix}partners:seen:{${cell}}`,
    cells: `${prefix}partners:cells`,
    session: (sessionId: string) => `${prefix}session:${sessionId}`,
    /** Where processes tell each other which sessions and service keys have ended. */
    loginsEnded: `${prefix}logins:ended`,
    rate: (policy: string, subject: string) => `${prefix}rate:${policy}:${subject}`,
    ticket: (hash: string) => `${prefix}ticket:${hash}`,
    stream: (userId: string) => `${prefix}frames:{${userId}}`,
    /** The id of the last frame in a stream, which outlives the stream. */
    position: (userId: string) => `${prefix}frames:{${userId}}:position`,
    channel: (userId: string) => `${prefix}live:${userId}`,
    restaurant: (restaurantId: string) => `${prefix}restaurant:${restaurantId}`,
    menu: (restaurantId: string) => `${prefix}menu:${restaurantId}`,
    /** What the partners of a zone are to do next, for a moment. */
    plan: (zone: string) => `${prefix}plan:${zone}`,
    search: (hash: string) => `${prefix}search:${hash}`,
    /** When what is found last changed in each cell of the map. */
    searchCells: `${prefix}search:cells`,
    /** Restaurants that changed lately, by the instant of it. */
    restaurantsChanged: `${prefix}restaurants:changed`,
    /** The right to load what is missing under a key. */
    lock: (key: string) => `${key}:lock`,
    /** What the circuits of each process are. */
    circuits: `${prefix}circuits`,
    acks: (processId: string) => `${prefix}acks:${processId}`,
  };
}
export type RedisKeys = ReturnType<typeof redisKeys>;
