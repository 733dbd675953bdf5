import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRedis, openSubscriber, type RedisClient, redisKeys } from '../../adapters/redis/index.ts';
import { openOptionalRedis } from '../../adapters/redis/optional.ts';
import { createHub } from '../../api/realtime/hub.ts';
import { createLocations } from '../../services/delivery/locations.ts';
import { createRateLimit } from '../../services/rate-limit/index.ts';
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

it('counts budgets on the nodes of a cluster, and by itself at once when one of them or all are away', async () => {
  const processes = [openOptionalRedis(config), openOptionalRedis(config)];
  const limits = processes.map((redis) => createRateLimit({ redis, keys, factor: 1 }));
  /** So many from each process, each from an address of its own and all by one caller. */
  async function take(who: string, count: number) {
    const charges = limits.flatMap((limit) =>
      Array.from({ length: count }, (_, index) => [
        limit.charge('address', `10.0.0.${index}`),
        limit.charge('login', who),
      ]),
    );
    await Promise.all(charges.flat().map((charge) => charge?.settled));
    const verdicts = charges.map(([, own]) => own?.verdict.allowed);
    return verdicts.filter((allowed) => allowed).length;
  }
  try {
    // Whoever is connected counts together; before that each by itself.
    await eventually(
      () => Promise.all(processes.map((redis) => redis.ask((client) => client.get('x')))),
      (answers) => answers.every((answer) => answer !== undefined),
    );
    await eventually(
      async () => take(`together ${randomUUID()}`, 40),
      (allowed) => allowed === 30,
    );

    const [one, ...others] = nodes as [ChildProcess, ...ChildProcess[]];
    for (const [who, away] of [
      ['one is away', [one]],
      ['all are away', others],
    ] as const) {
      for (const node of away) node.kill('SIGSTOP');
      const startedAt = performance.now();
      // Either node or process may have counted a part before it was noticed: nobody is locked out, and nobody waits long.
      const allowed = await take(who, 40);
      expect(allowed, who).toBeGreaterThanOrEqual(30);
      expect(allowed, who).toBeLessThanOrEqual(60);
      expect(performance.now() - startedAt, who).toBeLessThan(1_000);
    }
  } finally {
    for (const node of nodes) node.kill('SIGCONT');
    for (const redis of processes) redis.close();
  }
});

it('commands to a cluster that is away fail in time, and nobody waits for their budget', async () => {
  const redis = client(openRedis);
  await redis.set('here', '1');
  const optional = openOptionalRedis(config);
  const limit = createRateLimit({ redis: optional, keys, factor: 1 });
  const take = async () => {
    const charge = limit.charge('login', 'somebody');
    await charge?.settled;
    return charge?.verdict.allowed;
  };
  await take();
  for (const node of nodes) node.kill('SIGKILL');
  // Each connection notices on its own; past the second time-out nothing is left of them.
  for (let tries = 0; tries < 3; tries += 1) {
    const startedAt = performance.now();
    expect(await take()).toBe(true);
    expect(performance.now() - startedAt, 'a budget').toBeLessThan(600);
    await expect(redis.get('here')).rejects.toThrow();
    expect(performance.now() - startedAt, 'a command').toBeLessThan(3_500);
  }
  optional.close();
});
