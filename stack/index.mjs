/**
 * The stack as a library: `import { up } from '../stack/index.mjs'`.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { existingAccount, serverAccount } from './lib/account.mjs';
import { installPackages } from './lib/debian.mjs';
import { environment, writeEnvironment } from './lib/environment.mjs';
import { messageOf } from './lib/errors.mjs';
import { readJson } from './lib/json.mjs';
import { withLock } from './lib/lock.mjs';
import { ensurePlaces, logFile, places } from './lib/places.mjs';
import { choosePorts } from './lib/ports.mjs';
import { createReporter } from './lib/print.mjs';
import { markReady, running, start, stop, strays } from './lib/supervise.mjs';
import { until } from './lib/wait.mjs';
import { SERVERS } from './servers/all.mjs';

/** @import { Context, Places, Ports, RunRecord, Server, ServerStatus, State } from './lib/types.mjs' */
/** @import { Reporter } from './lib/print.mjs' */

/**
 * Brings up whatever is not up: installs, configures, starts, and waits until every server answers.
 * @param {{ quiet?: boolean }} [options] quiet: say only what somebody has to know
 * @returns {Promise<Record<string, string>>} what `.stack/env` holds
 */
export async function up({ quiet } = {}) {
  const all = ensurePlaces();
  return withLock(all.stack, print, async () => {
    const reporter = createReporter(
      SERVERS.map(({ title }) => title),
      { quiet },
    );
    try {
      return await bringUp(all, reporter);
    } finally {
      reporter.end();
    }
  });
}

/**
 * Stops everything that `up` started; data and downloads stay.
 * @returns {Promise<string[]>} the titles of the servers that were stopped
 */
export async function down() {
  const all = places();
  if (!existsSync(all.stack)) return [];
  return withLock(all.stack, print, () => stopAll(all));
}

/**
 * Asks every server.
 * @returns {Promise<ServerStatus[]>}
 */
export function status() {
  const all = places();
  const remembered = /** @type {Ports} */ (readJson(join(all.stack, 'ports.json')) ?? {});
  return Promise.all(SERVERS.map((server) => statusOf(server, all, remembered)));
}

/**
 * `down`, then deletes all data.
 * @param {{ downloads?: boolean }} [options] downloads: delete what was downloaded too
 */
export async function reset({ downloads = false } = {}) {
  const all = places();
  if (!existsSync(all.stack)) return;
  await withLock(all.stack, print, async () => {
    await stopAll(all);
    const names = ['data', 'logs', ...(downloads ? ['installed'] : [])];
    for (const name of names) rmSync(join(all.home, name), { recursive: true, force: true });
    for (const name of ['run', 'logs', 'env', 'ports.json'])
      rmSync(join(all.stack, name), { recursive: true, force: true });
    if (downloads && all.home !== all.stack) rmSync(all.home, { recursive: true, force: true });
  });
  if (downloads) rmSync(all.stack, { recursive: true, force: true });
}

/** @param {string} line */
const print = (line) => void process.stdout.write(`${line}\n`);

/**
 * @param {Places} all
 * @param {Reporter} reporter
 */
async function bringUp(all, reporter) {
  const packages = installMissingPackages(all, reporter);
  const freed = await stopLeftovers(all);
  const ports = await choosePorts(all, SERVERS, (server) => running(all, server)?.ports, reporter.say, freed);
  const results = await Promise.allSettled(
    SERVERS.map((server) => bringUpOne(server, all, ports, packages, reporter)),
  );
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  // The same missing package may stop several servers: say it once.
  if (errors.length > 0) throw new AggregateError(errors, [...new Set(errors.map(messageOf))].join('\n'));
  const values = environment(all, ports);
  writeEnvironment(all, values);
  return values;
}

/**
 * One `apt-get` for all; a server that needs none of it does not wait.
 * @param {Places} all
 * @param {Reporter} reporter
 * @returns {Promise<void>}
 */
function installMissingPackages(all, reporter) {
  const packages = [...new Set(SERVERS.flatMap((server) => server.missingPackages(all)))];
  if (packages.length === 0) return Promise.resolve();
  reporter.say(`installing ${packages.join(', ')} with apt-get`);
  const installing = installPackages(packages);
  installing.catch(() => {}); // reported by the servers that wait for it
  return installing;
}

/**
 * @param {Server} server
 * @param {Places} all
 * @param {Ports} ports
 * @param {Promise<void>} packages
 * @param {Reporter} reporter
 */
async function bringUpOne(server, all, ports, packages, reporter) {
  const report = /** @param {string} text */ (text) => reporter.step(server.title, text);
  try {
    if (server.missingPackages(all).length > 0) {
      report('waiting for Debian packages');
      await packages;
    }
    if (!existingAccount()) await packages;
    const context = { places: all, ports, account: await serverAccount(), report };
    await server.install(context);
    const news = await ensureStarted(server, context);
    reporter.done(server.title, `${news} on 127.0.0.1:${ports[Object.keys(server.ports)[0] ?? '']}`);
  } catch (error) {
    reporter.fail(server.title, 'failed');
    throw error;
  }
}

/**
 * @param {Server} server
 * @param {Context} context
 * @returns {Promise<string>} what was done
 */
async function ensureStarted(server, context) {
  const before = running(context.places, server);
  const launch = await server.prepare(context);
  const record = running(context.places, server);
  const serves = record?.fingerprint === launch.fingerprint && (await answers(server, context, record));
  if (!serves) {
    context.report(record ? 'restarting' : 'starting');
    await stop(context.places, server);
    await start(server, launch, context);
  }
  if (!serves || !record?.ready) {
    await server.setUp(context);
    markReady(context.places, server);
  }
  if (serves) return 'up already';
  return before ? 'restarted' : 'up';
}

/**
 * Whether a running server answers, with patience for one that an interrupted `up` has only just started.
 * @param {Server} server
 * @param {Context} context
 * @param {RunRecord} record
 */
async function answers(server, context, record) {
  const patience = record.ready ? 3_000 : 60_000;
  if (await server.probe(context)) return true;
  context.report('waiting for its answer');
  const gone = () => !running(context.places, server);
  return (await until(async () => gone() || (await server.probe(context)), patience)) && !gone();
}

/**
 * Ends processes that an interrupted `up` or a killed server left behind, so that their ports are free again.
 * @param {Places} all
 * @returns {Promise<boolean>} whether there were any
 */
async function stopLeftovers(all) {
  const orphaned = SERVERS.filter((server) => !running(all, server));
  const stopped = await Promise.all(orphaned.map((server) => stop(all, server)));
  return stopped.includes(true);
}

/** @param {Places} all */
async function stopAll(all) {
  const stopped = await Promise.all(
    SERVERS.map(async (server) => ((await stop(all, server)) ? [server.title] : [])),
  );
  return stopped.flat();
}

/**
 * @param {Server} server
 * @param {Places} all
 * @param {Ports} remembered
 * @returns {Promise<ServerStatus>}
 */
async function statusOf(server, all, remembered) {
  const record = running(all, server);
  const context = {
    places: all,
    ports: { ...remembered, ...record?.ports },
    account: existingAccount(),
    report: print,
  };
  const port = context.ports[Object.keys(server.ports)[0] ?? ''];
  return {
    name: server.name,
    title: server.title,
    state: record ? await stateOf(server, context) : 'down',
    address: port ? `127.0.0.1:${port}` : '-',
    version: (await server.version(context)) || '-',
    log: logFile(all, server.name),
    pid: record?.process.pid ?? strays(all, server)[0]?.pid ?? null,
  };
}

/**
 * @param {Server} server
 * @param {Context} context
 * @returns {Promise<State>}
 */
async function stateOf(server, context) {
  try {
    return (await server.probe(context)) ? 'up' : 'not answering';
  } catch {
    return 'not answering';
  }
}
