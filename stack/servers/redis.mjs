import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from '../lib/account.mjs';
import { run, which } from '../lib/command.mjs';
import { StackError } from '../lib/errors.mjs';
import { writeWhole } from '../lib/json.mjs';
import { dataDir } from '../lib/places.mjs';
import { exchange } from '../lib/socket.mjs';
import { VERSIONS } from '../versions.mjs';

/** @import { Context, Launch, Server } from '../lib/types.mjs' */

/** Redis: caches and live positions; keeps nothing on disk. @type {Server} */
export const redis = {
  name: 'redis',
  title: 'Redis',
  ports: { REDIS: 16379 },
  programs: ['redis-server', 'redis-check-rdb'], // Debian's redis-server is a link to the latter
  stopSignal: 'SIGTERM',
  missingPackages: () => (which('redis-server') ? [] : ['redis-server']),
  install,
  prepare,
  probe: async ({ ports }) => {
    const answer = await exchange(ports.REDIS ?? 0, 'PING\r\n', (bytes) => bytes.includes('\r\n'));
    return answer?.toString().startsWith('+PONG') ?? false;
  },
  setUp: async () => {},
  version,
};

async function install() {
  const found = await version();
  if (Number.parseInt(found, 10) >= VERSIONS.redisMajor) return;
  throw new StackError(
    `Redis ${VERSIONS.redisMajor} or newer is needed, found "${found}": install a newer redis-server`,
  );
}

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare({ places, ports, account }) {
  const data = dataDir(places, 'redis');
  mkdirSync(data, { recursive: true });
  giveTo(data, account);
  const configuration = `${[
    'bind 127.0.0.1',
    `port ${ports.REDIS}`,
    'protected-mode yes',
    'daemonize no',
    `dir "${data}"`,
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
  ].join('\n')}\n`;
  const file = join(data, 'redis.conf');
  writeWhole(file, configuration);
  return {
    command: which('redis-server') ?? 'redis-server',
    args: [file],
    cwd: data,
    fingerprint: configuration,
  };
}

async function version() {
  const { stdout } = await run('redis-server', ['--version']);
  return /v=(\S+)/.exec(stdout)?.[1] ?? '';
}
