// Runs one of the project's commands on any machine: needs nothing but Node, installs the packages and the servers that are
// missing, then hands over.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { up } from '../stack/index.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MINIMUM = { major: 20, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < MINIMUM.major || (major === MINIMUM.major && minor < MINIMUM.minor)) {
  fail(`Tiffin needs Node ${MINIMUM.major}.${MINIMUM.minor} or newer; this is ${process.versions.node}.`);
}

/** @type {Record<string, { servers: boolean, steps: string[][] }>} */
const COMMANDS = {
  demo: { servers: true, steps: [['node', '--import', 'tsx', 'scripts/demo.ts']] },
  start: { servers: true, steps: [['node', '--import', 'tsx', 'scripts/start.ts']] },
  test: { servers: true, steps: [['vitest', 'run']] },
  bench: { servers: true, steps: [['node', '--import', 'tsx', 'bench/main.ts']] },
  fuzz: { servers: true, steps: [['node', '--import', 'tsx', 'scripts/fuzz.ts']] },
  simulate: { servers: false, steps: [['node', '--import', 'tsx', 'bench/simulate.ts']] },
  repair: { servers: false, steps: [['node', '--import', 'tsx', 'scripts/repair.ts']] },
  docs: { servers: false, steps: [['node', '--import', 'tsx', 'scripts/docs.ts']] },
  'db:types': { servers: true, steps: [['node', '--import', 'tsx', 'scripts/db-types.ts']] },
  check: {
    servers: false,
    steps: [
      ['tsc', '--project', '.'],
      ['biome', 'check', '--error-on-warnings', '.'],
      ['depcruise', '--config', '.dependency-cruiser.cjs', '.'],
      ['knip'],
      ['node', '--import', 'tsx', 'scripts/docs.ts', '--check'],
      ['node', 'scripts/check-alerts.mjs'],
    ],
  },
};

const [name = '', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Unknown command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
else await run(command);

/** @param {{ servers: boolean, steps: string[][] }} command */
async function run({ servers, steps }) {
  try {
    await Promise.all([installPackages(), servers ? up({ quiet: name === 'test' }) : undefined]);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
  for (const [program = '', ...args] of steps) {
    const code = await execute(program, [...args, ...rest]);
    if (code !== 0) process.exit(code);
  }
}

/** Installs what package-lock.json asks for, unless that has been done since the lock last changed. */
async function installPackages() {
  const installed = `${ROOT}node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${ROOT}package-lock.json`).mtimeMs)
    return;
  console.log('Installing packages…');
  // Not `npm ci`: it insists on the optional packages of every platform, and not every registry mirror has them.
  const code = await execute('npm', [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
  ]);
  if (code !== 0) throw new Error('npm install failed: see its message above, then run this command again.');
}

/**
 * Runs a program of node_modules/.bin or of the machine and passes the terminal's signals on.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function execute(program, args) {
  const local = `${ROOT}node_modules/.bin/${program}`;
  const child = spawn(existsSync(local) ? local : program, args, { cwd: ROOT, stdio: 'inherit' });
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  process.on('SIGTERM', pass);
  // Ctrl-C reaches the child by itself; this only keeps us alive until it has ended in order.
  const stay = () => {};
  process.on('SIGINT', stay);
  return new Promise((resolve) => {
    const done = (/** @type {number} */ code) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', stay);
      resolve(code);
    };
    child.on('error', () => done(127));
    child.on('exit', (code, signal) => done(signal ? 1 : (code ?? 1)));
  });
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
