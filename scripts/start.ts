import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { DEMO_ADMIN, DEMO_PASSWORD } from '../db/load.ts';
import { prepareDatabase } from './prepare.ts';
import { startProcesses } from './processes.ts';

const RESTART_AFTER_MS = 1_000;

function print(rows: [string, string][]) {
  for (const [name, value] of rows) console.log(`  ${name.padEnd(20)} ${value}`);
}

const config = readConfig();
const url = `http://${config.http.host}:${config.http.port}`;

try {
  console.log('\nMigrating and seeding…');
  await prepareDatabase(config);
  console.log('Starting the processes…');
  const { port } = config.telemetry;
  const env = port === undefined ? {} : { OPERATIONS_PORT: String(port) };
  const { stop } = await startProcesses(env, async (name, how, restart) => {
    console.log(`${name} ${how}; starting it again (its log: .stack/logs/${name}.log)`);
    for (;;) {
      await sleep(RESTART_AFTER_MS);
      try {
        await restart();
        console.log(`${name} is back`);
        return;
      } catch (error) {
        console.log(error instanceof Error ? error.message : error);
      }
    }
  });

  console.log('\nTiffin is up. Ctrl-C stops it; the servers go on until `npm run stack -- down`.\n');
  print([
    ['API', url],
    ['API docs', `${url}/docs`],
    ['What people are sent', `${url}/dev/inbox`],
    ...(config.temporal.uiUrl ? [['Temporal UI', config.temporal.uiUrl] as [string, string]] : []),
    ['Temporal namespace', config.temporal.namespace],
    ['Logs', '.stack/logs'],
  ]);
  console.log(`\nDemo logins, all with the password ${DEMO_PASSWORD}\n`);
  print([
    ['customer', 'customer1@tiffin.test … customer20@tiffin.test'],
    ['partner', 'partner1@tiffin.test … partner40@tiffin.test'],
    ['restaurant', 'SLUG@restaurants.tiffin.test (SLUG from GET /v1/search)'],
    ['operator', DEMO_ADMIN],
  ]);

  const end = async () => {
    console.log('\nStopping…');
    await stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
