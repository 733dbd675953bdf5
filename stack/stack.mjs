/**
 * The command line: `node stack/stack.mjs up|down|status|reset|doctor`.
 */
import { argv, exit, stdout } from 'node:process';
import { examine } from './doctor.mjs';
import { down, reset, status, up } from './index.mjs';
import { messageOf, StackError } from './lib/errors.mjs';
import { table } from './lib/print.mjs';

const USAGE = `usage: npm run stack -- COMMAND

  up            install what is missing, start what is not running, wait until all answer
  down          stop everything that up started; data stays
  status        ask every server; exits 1 when one is not up
  reset         down, then delete all data; with --all the downloads too
  doctor        say what this machine lacks and how to get it
`;

/** @type {Record<string, (options: string[]) => Promise<number>>} */
const COMMANDS = {
  up: async (options) => {
    const began = Date.now();
    await up({ quiet: options.includes('--quiet') });
    await printStatus();
    print(`\nready in ${((Date.now() - began) / 1_000).toFixed(1)} s; variables in .stack/env`);
    return 0;
  },
  down: async () => {
    const stopped = await down();
    print(stopped.length > 0 ? `stopped ${stopped.join(', ')}` : 'nothing was running');
    return 0;
  },
  status: async () => {
    const allUp = await printStatus();
    if (!allUp) print('\nnot everything is up; next: npm run stack -- up');
    return allUp ? 0 : 1;
  },
  reset: async (options) => {
    const downloads = options.includes('--all');
    await reset({ downloads });
    print(
      downloads ? 'all data and downloads are deleted' : 'all data is deleted; downloads stay (or: --all)',
    );
    return 0;
  },
  doctor: async () => {
    const findings = await examine();
    print(
      table(
        ['needed', 'state', ''],
        findings.map(({ what, state, detail }) => [what, state, detail]),
      ),
    );
    const missing = findings.filter(({ state }) => state === 'missing');
    print(
      missing.length > 0
        ? '\ninstall what is missing, then: npm run stack -- up'
        : '\nnext: npm run stack -- up',
    );
    return missing.length > 0 ? 1 : 0;
  },
};

/** @returns {Promise<boolean>} whether everything is up */
async function printStatus() {
  const all = await status();
  const rows = all.map(({ title, state, address, version, log }) => [title, state, address, version, log]);
  print(`\n${table(['server', 'state', 'address', 'version', 'log'], rows)}`);
  return all.every(({ state }) => state === 'up');
}

/** @param {string} text */
function print(text) {
  stdout.write(`${text}\n`);
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const [name = '', ...options] = argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    print(USAGE);
    return 2;
  }
  try {
    return await command(options);
  } catch (error) {
    const expected = error instanceof StackError || error instanceof AggregateError;
    const text = expected || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
    process.stderr.write(`\n${text}\n`);
    return 1;
  }
}

exit(await main());
