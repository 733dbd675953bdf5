import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../adapters/postgres/index.ts';
import { readConfig } from '../config.ts';
import { DEMO_PASSWORD } from '../db/load.ts';
import { connect } from '../scripts/client.ts';
import { openInstallation } from '../tests/helpers/installation.ts';
import { type Benchmark, type Figure, median, percentile } from './bench.ts';
import { requestRate } from './http-load.ts';
import { freePort, startProgram } from './processes.ts';

const ROUNDS = 7;
const PEOPLE = 20;
const LOAD = { connections: 50, seconds: 2 };
/** More than twice what a core can check. */
const LOGINS_PER_SECOND = 200;
const ASKS = { perSecond: 100, seconds: 4 };

/** How long each answer takes, in ms, when it is asked for at a steady rate, whether the one before has come or not. */
async function latencies(url: string, headers: Record<string, string>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const asking: Promise<void>[] = [];
  for (let index = 0; index < ASKS.perSecond * ASKS.seconds; index += 1) {
    await sleep(1_000 / ASKS.perSecond);
    const start = performance.now();
    asking.push(
      new Promise((resolve, reject) => {
        get(url, { agent, headers }, (response) => {
          response.resume().on('end', () => {
            times.push(performance.now() - start);
            resolve();
          });
        }).on('error', reject);
      }),
    );
  }
  await Promise.all(asking);
  agent.destroy();
  return times;
}

/** What guarding costs: the same answers with token, session, roles and budgets, and without; and others' logins. */
export const benchmark: Benchmark = {
  name: 'gateway',
  about: 'answers with all controls on beside the same with none; another route while logins come in a flood',
  async run(say): Promise<Figure[]> {
    const installation = await openInstallation('bench');
    const config = readConfig(installation.settings);
    const { db, close } = openPostgres(config.postgres);
    const [guardedPort, openPort] = [await freePort(), await freePort()];
    const program = (port: number, factor: string) =>
      startProgram('api/main.ts', {
        env: { ...installation.settings, PORT: String(port), RATE_LIMIT_FACTOR: factor },
      });
    const guarded = await program(guardedPort, '100000');
    const open = await program(openPort, '0');
    const guardedUrl = `http://127.0.0.1:${guardedPort}`;
    const flood = await startProgram('bench/login-flood.ts', {
      args: [guardedUrl, String(LOGINS_PER_SECOND)],
    });
    try {
      const { id } = await db
        .selectFrom('restaurants')
        .select('id')
        .orderBy('slug')
        .limit(1)
        .executeTakeFirstOrThrow();
      const everybody: Record<string, string>[] = [];
      for (let number = 1; number <= PEOPLE; number += 1) {
        const login = { email: `customer${number}@tiffin.test`, password: DEMO_PASSWORD };
        const { session } = await connect(guardedUrl, login);
        everybody.push({ Authorization: `Bearer ${session?.accessToken}` });
      }
      const [headers = {}] = everybody;

      const figures: Figure[] = [];
      for (const [what, path] of [
        ['a cached menu, the cheapest answer there is', `/v1/restaurants/${id}/menu`],
        ['a search', '/v1/search?lat=60.1712&lng=24.9412&limit=20'],
      ] as const) {
        say(`${what}: ${ROUNDS} rounds of ${LOAD.seconds} s each, in turns`);
        const rates = { on: [] as number[], off: [] as number[] };
        for (let round = 0; round <= ROUNDS; round += 1) {
          const off = await requestRate(`http://127.0.0.1:${openPort}${path}`, {}, LOAD);
          const on = await requestRate(guardedUrl + path, everybody, LOAD);
          // The first round warms up.
          if (round === 0) continue;
          rates.on.push(on);
          rates.off.push(off);
        }
        figures.push({
          what: `${what}: token, session, role and budgets`,
          ours: median(rates.on),
          yardstick: 'no token, no budgets',
          theirs: median(rates.off),
          unit: 'per s',
          target: { atLeast: 0.85 },
        });
      }

      say(
        `a page of orders while ${LOGINS_PER_SECOND} logins a second come in, ${ROUNDS} rounds, in turns with none`,
      );
      const p99 = { idle: [] as number[], flooded: [] as number[] };
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const which of ['idle', 'flooded'] as const) {
          flood.send(which === 'flooded' ? 'start' : 'stop');
          await sleep(1_500);
          const times = await latencies(`${guardedUrl}/v1/orders`, headers);
          if (round > 0) p99[which].push(percentile(times, 0.99));
        }
        flood.send('stop');
      }
      figures.push({
        what: 'p99 of a page of orders during a flood of logins',
        ours: median(p99.flooded),
        yardstick: 'idle',
        theirs: median(p99.idle),
        unit: 'ms',
        target: { atMost: 1.5 },
      });
      return figures;
    } finally {
      await Promise.all([guarded.stop(), open.stop(), flood.stop()]);
      await close();
      await installation.close();
    }
  },
};
