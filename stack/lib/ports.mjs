import { createServer } from 'node:net';
import { join } from 'node:path';
import { StackError } from './errors.mjs';
import { readJson, writeJson } from './json.mjs';
import { until } from './wait.mjs';

/** @import { Places, Ports, Server } from './types.mjs' */

const TRIES = 200;

/**
 * @typedef {object} Wish
 * @property {number} usual
 * @property {number | undefined} ours the port that our running server has
 * @property {Set<number>} taken by our other servers
 * @property {(line: string) => void} say
 * @property {number} patience how long to wait for a port, in ms
 */

/**
 * The variable that sets a port.
 * @param {string} name
 */
export const portVariable = (name) => `TIFFIN_${name}_PORT`;

/**
 * Chooses the ports of all servers: what the environment says, else the ones of last time, else the usual
 * ones, else the next free ones.
 * @param {Places} places
 * @param {Server[]} servers
 * @param {(server: Server) => Ports | undefined} portsInUse the ports of a server that runs already
 * @param {(line: string) => void} say
 * @param {boolean} freed processes of ours ended just now: the system may take a moment to free their ports
 * @returns {Promise<Ports>}
 */
export async function choosePorts(places, servers, portsInUse, say, freed) {
  const path = join(places.stack, 'ports.json');
  const last = /** @type {Ports} */ (readJson(path) ?? {});
  /** @type {Ports} */
  const chosen = {};
  for (const server of servers) {
    const ours = portsInUse(server) ?? {};
    for (const [name, usual] of Object.entries(server.ports)) {
      const taken = new Set(Object.values(chosen));
      chosen[name] = await choosePort(name, {
        usual: last[name] ?? usual,
        ours: ours[name],
        taken,
        say,
        patience: freed ? 2_000 : 0,
      });
    }
  }
  writeJson(path, chosen);
  return chosen;
}

/**
 * @param {string} name
 * @param {Wish} wish
 * @returns {Promise<number>}
 */
async function choosePort(name, { usual, ours, taken, say, patience }) {
  const wanted = fromEnvironment(name);
  const port = wanted ?? ours ?? usual;
  if (port === ours || (!taken.has(port) && (await until(() => isFree(port), patience)))) return port;
  if (wanted !== undefined) {
    throw new StackError(
      `port ${port} (${portVariable(name)}) is taken by another program: ` +
        `stop that program, or set ${portVariable(name)} to a free port`,
    );
  }
  const free = await nextFree(port + 1, taken);
  say(`port ${port} is taken by another program, so ${name.toLowerCase().replaceAll('_', ' ')} uses ${free}`);
  return free;
}

/**
 * @param {number} first
 * @param {Set<number>} taken
 */
async function nextFree(first, taken) {
  for (let port = first; port < first + TRIES; port++) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new StackError(`no free port from ${first} to ${first + TRIES}: set the TIFFIN_*_PORT variables`);
}

/**
 * @param {string} name
 * @returns {number | undefined}
 */
function fromEnvironment(name) {
  const text = process.env[portVariable(name)];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StackError(`${portVariable(name)} is "${text}": set it to a port between 1 and 65535`);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
