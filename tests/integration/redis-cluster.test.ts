import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRedis, openSubscriber, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { createHub } from '../../api/realtime/hub.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { publishFrame } from '../../services/realtime/publish.ts';
import { createPush } from '../../services/realtime/push.ts';
import { eventually } from '../helpers/people.ts';

const keys = redisKeys('');
const folder = mkdtempSync(join(tmpdir(), 'tiffin-redis-cluster-'));
const nodes: ChildProcess[] = [];
const clients: RedisClient[] = [];
let config: { urls: string[]; cluster: boolean; prefix: string };

/** A free port whose bus port, 10,000 above, exists too. */
async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    if (port < 55_000) return port;
  }
}

async function startNode(): Promise<number> {
  const port = await freePort();
  const args = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--cluster-enabled',
    'yes',
    '--save',
    '',
    '--dir',
    folder,
  ];
  nodes.push(
    spawn('redis-server', [...args, '--cluster-config-file', `nodes-${port}.conf`], { stdio: 'ignore' }),
  );
  await eventually(
    async () => {
      try {
        return execFileSync('redis-cli', ['-p', `${port}`, 'ping'], { stdio: 'pipe' })
          .toString()
          .trim();
      } catch {
        return 'not yet';
      }
    },
    (answer) => answer === 'PONG',
  );
  return port;
}

const client = (open: typeof openRedis) => {
  const opened = open(config);
  clients.push(opened);
  return opened;
};

beforeAll(async () => {
  const ports = [await startNode(), await startNode(), await startNode()];
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'pipe' });
  config = { urls: addresses.map((address) => `redis://${address}`), cluster: true, prefix: '' };
});
afterAll(() => {
  for (const opened of clients) opened.disconnect();
  for (const node of nodes) node.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('finds partners whose cells lie on different nodes of a Redis cluster', async () => {
  const locations = createLocations({ redis: client(openRedis), keys });
  const centre = { lat: 60.17, lng: 24.94 };
  const batch = Array.from({ length: 60 }, (_, index) => ({
    partnerId: `prt_${index}`,
    // On a line to the north, 400 m apart: the last is 23.6 km away.
    position: { lat: centre.lat + (index * 400) / 111_195, lng: centre.lng },
    online: true,
  }));
  await eventually(
    () =>
      locations.update(batch).then(
        () => 'written',
        (error: Error) => error.message, // a new cluster takes a moment to agree on itself
      ),
    (result) => result === 'written',
  );
  const near = await locations.near(centre, 11.8);
  expect(near.map(({ partnerId }) => partnerId).sort()).toEqual(
    batch
      .slice(0, 30)
      .map(({ partnerId }) => partnerId)
      .sort(),
  );
});

it('brings frames and offers to a socket through a Redis cluster', async () => {
  const redis = client(openRedis);
  const hub = createHub({ redis, subscriber: client(openSubscriber), keys });
  const push = await createPush({ redis, subscriber: client(openSubscriber), keys });
  const got: string[] = [];
  const { leave } = await hub.attach('prt_1', {
    send({ type }, _bytes, onGone) {
      got.push(type);
      onGone?.();
    },
    lost() {},
  });
  await publishFrame(redis, keys, 'prt_1', {
    topic: 'order:1',
    type: 'order.updated',
    data: { orderId: 'ord_1', status: 'READY', seq: 4, at: new Date(0).toISOString() },
  });
  const offer = { topic: 'offers', type: 'offer.withdrawn', data: { offerId: 'ofr_1' } } as const;
  expect(await push('prt_1', offer)).toBe(true);
  await eventually(
    async () => got.length,
    (length) => length === 2,
  );
  expect(got.sort()).toEqual(['offer.withdrawn', 'order.updated']);
  await leave();
  hub.close();
});
