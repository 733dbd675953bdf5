import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './account.mjs';
import { StackError } from './errors.mjs';
import { identify, isAlive, processesIn } from './identity.mjs';
import { readJson, writeJson } from './json.mjs';
import { dataDir, logFile } from './places.mjs';
import { until } from './wait.mjs';

/** @import { Context, Identity, Launch, Places, RunRecord, Server } from './types.mjs' */

const READY_MS = 90_000;
const GRACE_MS = 20_000;
const LOG_LIMIT = 20 * 1024 * 1024;

/**
 * The record of a server that runs and is proven ours.
 * @param {Places} places
 * @param {Server} server
 * @returns {RunRecord | null}
 */
export function running(places, server) {
  const record = /** @type {RunRecord | undefined} */ (readJson(recordPath(places, server)));
  return record?.process && isAlive(record.process) ? record : null;
}

/**
 * Starts a server so that it outlives us, and waits until it answers.
 * @param {Server} server
 * @param {Launch} launch
 * @param {Context} context
 */
export async function start(server, launch, context) {
  const { places } = context;
  for (const path of launch.staleFiles ?? []) rmSync(path, { force: true });
  const { child, exited } = launchDetached(server, launch, context);
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (!identity) throw failure(server, places, 'could not be started');
  saveRecord(places, server, {
    process: identity,
    ports: portsOf(server, context),
    fingerprint: launch.fingerprint,
    ready: false,
  });
  const up = await until(async () => exited() || (await server.probe(context)), READY_MS);
  if (exited()) throw failure(server, places, 'ended while it was starting');
  if (!up) throw failure(server, places, `did not answer within ${READY_MS / 1_000} s`);
}

/**
 * Notes that users, databases and the like are there.
 * @param {Places} places
 * @param {Server} server
 */
export function markReady(places, server) {
  const record = running(places, server);
  if (record) saveRecord(places, server, { ...record, ready: true });
}

/**
 * Stops a server and whatever is left of it. Touches only processes that are proven ours.
 * @param {Places} places
 * @param {Server} server
 * @returns {Promise<boolean>} whether there was anything to stop
 */
export async function stop(places, server) {
  const leader = running(places, server)?.process;
  const all = () => [...(leader && isAlive(leader) ? [leader] : []), ...strays(places, server)];
  const found = all().length > 0;
  if (found) {
    for (const identity of leader ? [leader] : all()) signal(identity, server.stopSignal);
    if (!(await until(() => all().length === 0, GRACE_MS))) {
      for (const identity of all()) signal(identity, 'SIGKILL');
      await until(() => all().length === 0, 5_000);
    }
  }
  rmSync(recordPath(places, server), { force: true });
  return found;
}

/**
 * Processes of this server that no record names: left over from a start that was interrupted.
 * @param {Places} places
 * @param {Server} server
 * @returns {Identity[]}
 */
export function strays(places, server) {
  const known = running(places, server)?.process.pid;
  return processesIn(dataDir(places, server.name), server.programs).filter(({ pid }) => pid !== known);
}

/**
 * @param {Server} server
 * @param {Launch} launch
 * @param {Context} context
 */
function launchDetached(server, launch, { places, account }) {
  const log = openLog(places, server, account);
  const input = launch.stdinFile ? openSync(launch.stdinFile, 'r') : /** @type {const} */ ('ignore');
  const child = spawn(launch.command, launch.args, {
    cwd: launch.cwd,
    env: { ...cleanEnvironment(launch.cwd), ...launch.env },
    detached: true, // its own session: a closed terminal does not reach it
    stdio: [input, log, log],
    ...(account && !launch.asCaller ? { uid: account.uid, gid: account.gid } : {}),
  });
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();
  closeSync(log);
  if (typeof input === 'number') closeSync(input);
  return { child, exited: () => ended };
}

/**
 * @param {Places} places
 * @param {Server} server
 * @param {Context['account']} account
 */
function openLog(places, server, account) {
  const path = logFile(places, server.name);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`);
  const log = openSync(path, 'a');
  giveTo(path, account); // Elasticsearch opens it again by itself
  return log;
}

/** @param {string} home */
function cleanEnvironment(home) {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8', TZ: 'UTC' };
}

/**
 * Signals the whole process group when the process leads one.
 * @param {Identity} identity
 * @param {NodeJS.Signals} name
 */
function signal(identity, name) {
  if (!isAlive(identity)) return;
  for (const target of [-identity.pid, identity.pid]) {
    try {
      process.kill(target, name);
      process.kill(target, 'SIGCONT'); // a stopped process does not see the signal before it goes on
      return;
    } catch {
      // not a group leader, or gone
    }
  }
}

/**
 * @param {Server} server
 * @param {Context} context
 */
function portsOf(server, { ports }) {
  return Object.fromEntries(Object.keys(server.ports).map((name) => [name, ports[name] ?? 0]));
}

/**
 * @param {Places} places
 * @param {Server} server
 */
const recordPath = (places, server) => join(places.stack, 'run', `${server.name}.json`);

/**
 * @param {Places} places
 * @param {Server} server
 * @param {RunRecord} record
 */
function saveRecord(places, server, record) {
  writeJson(recordPath(places, server), record);
}

/**
 * @param {Server} server
 * @param {Places} places
 * @param {string} what
 */
function failure(server, places, what) {
  const path = logFile(places, server.name);
  const tail = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8) : [];
  return new StackError(
    [`${server.title} ${what}; the end of ${path}:`, ...tail].join('\n  ') +
      '\n  Next: read the log; `npm run stack -- reset` starts with empty data.',
  );
}
