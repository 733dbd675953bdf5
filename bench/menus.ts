import { openPostgres } from '../adapters/postgres/index.ts';
import { readConfig } from '../config.ts';
import { DEMO_PASSWORD } from '../db/load.ts';
import { connect } from '../scripts/client.ts';
import { openInstallation } from '../tests/helpers/installation.ts';
import { type Benchmark, type Figure, median } from './bench.ts';
import { requestRate } from './http-load.ts';
import { freePort, startProgram } from './processes.ts';

const ROUNDS = 15;
const LOAD = { connections: 50, seconds: 2 };

/** A cached menu over HTTP, with token, session and budgets checked and the address validated, beside Node's bare server sending the same bytes. */
export const benchmark: Benchmark = {
  name: 'menus',
  about: 'a cached menu read over HTTP, beside a bare node:http server that sends the same bytes',
  async run(say): Promise<Figure[]> {
    const installation = await openInstallation('bench');
    const config = readConfig(installation.settings);
    const { db, close } = openPostgres(config.postgres);
    const [ourPort, barePort] = [await freePort(), await freePort()];
    const env = { ...installation.settings, PORT: String(ourPort) };
    const api = await startProgram('api/main.ts', { env });
    const bare = await startProgram('bench/bare-server.ts', { args: [String(barePort)] });
    try {
      const { id } = await db
        .selectFrom('restaurants')
        .select('id')
        .orderBy('slug')
        .limit(1)
        .executeTakeFirstOrThrow();
      const login = { email: 'customer1@tiffin.test', password: DEMO_PASSWORD };
      const customer = await connect(`http://127.0.0.1:${ourPort}`, login);
      const headers = { Authorization: `Bearer ${customer.session?.accessToken}` };
      const url = `http://127.0.0.1:${ourPort}/v1/restaurants/${id}/menu`;
      const body = await (await fetch(url, { headers })).text();
      bare.send(body);
      say(
        `the menu has ${Buffer.byteLength(body)} bytes; ${ROUNDS} rounds of ${LOAD.seconds} s each, in turns`,
      );
      const rates = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round <= ROUNDS; round += 1) {
        const theirs = await requestRate(`http://127.0.0.1:${barePort}/`, headers, LOAD);
        const ours = await requestRate(url, headers, LOAD);
        // The first round warms up.
        if (round === 0) continue;
        rates.theirs.push(theirs);
        rates.ours.push(ours);
      }
      return [
        {
          what: 'cached menu, with token, session, budgets and validation',
          ours: median(rates.ours),
          yardstick: 'bare node:http',
          theirs: median(rates.theirs),
          unit: 'per s',
          target: { atLeast: 0.5 },
        },
      ];
    } finally {
      await Promise.all([api.stop(), bare.stop()]);
      await close();
      await installation.close();
    }
  },
};
