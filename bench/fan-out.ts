import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openRedis, redisKeys } from '../adapters/redis/index.ts';
import { readConfig } from '../config.ts';
import { DEMO_PASSWORD } from '../db/load.ts';
import { connect } from '../scripts/client.ts';
import { publishFrame } from '../services/realtime/publish.ts';
import { createTickets } from '../services/realtime/tickets.ts';
import { openInstallation } from '../tests/helpers/installation.ts';
import { type Benchmark, type Figure, median } from './bench.ts';
import { freePort, startProgram } from './processes.ts';

const SOCKETS = 5_000;
/** Sockets opened at once. */
const STEP = 250;
const ROUNDS = 60;
/** What a process has open beside its sockets. */
const OTHER_FILES = 200;

/** @throws Error when this machine does not allow a process as many files as there are sockets */
async function assertFilesAllowed(): Promise<void> {
  const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -n']);
  const allowed = stdout.trim() === 'unlimited' ? Number.POSITIVE_INFINITY : Number(stdout);
  const needed = SOCKETS + OTHER_FILES;
  if (allowed >= needed) return;
  throw new Error(
    `A process may have ${allowed} files open here, and fan-out needs ${needed}: raise it with \`ulimit -n ${needed}\`.`,
  );
}

type Program = Awaited<ReturnType<typeof startProgram>>;

async function ask(program: Program, wish: unknown): Promise<void> {
  const answer = program.heard();
  program.send(wish);
  await answer;
}

async function openAll(crowd: Program, urlOf: () => Promise<string>): Promise<void> {
  for (let opened = 0; opened < SOCKETS; opened += STEP) {
    const open = await Promise.all(Array.from({ length: STEP }, urlOf));
    await ask(crowd, { open });
  }
}

/** Frames per second that reach sockets: of one frame, from the moment it is sent until the last socket has it. */
async function rate(crowd: Program, word: string, send: () => unknown): Promise<number> {
  await ask(crowd, { await: word });
  const startedAt = performance.now();
  const all = crowd.heard();
  await send();
  await all;
  return SOCKETS / ((performance.now() - startedAt) / 1_000);
}

/** One frame to everybody: the hub of the API, behind Redis, beside a loop that calls `send`. */
export const benchmark: Benchmark = {
  name: 'fan-out',
  about: `one frame to ${SOCKETS.toLocaleString('en')} sockets of a recipient, beside a bare loop over as many`,
  async run(say): Promise<Figure[]> {
    await assertFilesAllowed();
    const installation = await openInstallation('bench');
    const config = readConfig(installation.settings);
    const redis = openRedis(config.redis);
    const keys = redisKeys(config.redis.prefix);
    const tickets = createTickets({ redis, keys });
    const [port, barePort] = [await freePort(), await freePort()];
    const running: Program[] = [];
    const start = async (...program: Parameters<typeof startProgram>) => {
      const started = await startProgram(...program);
      running.push(started);
      return started;
    };
    try {
      await start('api/main.ts', {
        env: { ...installation.settings, PORT: String(port), SOCKETS_PER_LOGIN: String(SOCKETS) },
      });
      const bare = await start('bench/bare-sockets.ts', { args: [String(barePort)] });
      const ours = await start('bench/socket-crowd.ts', {});
      const theirs = await start('bench/socket-crowd.ts', {});

      const login = { email: 'customer1@tiffin.test', password: DEMO_PASSWORD };
      const { session } = await connect(`http://127.0.0.1:${port}`, login);
      if (!session) throw new Error('the customer could not log in');
      const claims = Buffer.from(session.accessToken.split('.')[1] as string, 'base64url').toString();
      const principal = { ...session.user, sessionId: JSON.parse(claims).sid as string };
      say(`opening ${SOCKETS} sockets at each`);
      await openAll(theirs, async () => `ws://127.0.0.1:${barePort}`);
      await openAll(ours, async () => {
        const { ticket } = await tickets.issue(principal);
        return `ws://127.0.0.1:${port}/v1/realtime?ticket=${ticket}`;
      });

      say(`${ROUNDS} frames to all of them, in turns`);
      const rates = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round < ROUNDS + 5; round += 1) {
        const word = `ord_${round}_`;
        const data = { orderId: word, status: 'CONFIRMED', seq: 2, at: new Date().toISOString() };
        const frame = { topic: `order:${word}`, type: 'order.updated' as const, data };
        const bytes = JSON.stringify({ id: `${Date.now()}-0`, ...frame });
        const bareRate = await rate(theirs, word, () => bare.send(bytes));
        const ourRate = await rate(ours, word, () => publishFrame(redis, keys, principal.id, frame));
        // The first few warm up.
        if (round < 5) continue;
        rates.theirs.push(bareRate);
        rates.ours.push(ourRate);
      }
      return [
        {
          what: `frames to ${SOCKETS.toLocaleString('en')} sockets, through Redis and the hub`,
          ours: median(rates.ours),
          yardstick: 'ws, `send` of the same bytes in a loop',
          theirs: median(rates.theirs),
          unit: 'per s',
          target: { atLeast: 0.85 },
        },
      ];
    } finally {
      await Promise.all(running.map((program) => program.stop()));
      redis.disconnect();
      await installation.close();
    }
  },
};
