import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRoot } from './account.mjs';
import { StackError } from './errors.mjs';

/** @import { Places } from './types.mjs' */

/** The checkout that this file is in. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where everything lives. Creates nothing.
 * @returns {Places}
 */
export function places() {
  const stack = join(ROOT, '.stack');
  return { root: ROOT, stack, home: isRoot() && !reachableByOthers(ROOT) ? elsewhere() : stack };
}

/**
 * Creates the folders and checks that we may write there.
 * @returns {Places}
 */
export function ensurePlaces() {
  process.umask(0o022); // the servers' account has to read what we install
  const all = places();
  mkdirSync(all.stack, { recursive: true });
  refuseForeign(all.stack);
  if (all.home !== all.stack) ensureElsewhere(all);
  for (const folder of ['data', 'logs', 'installed']) mkdirSync(join(all.home, folder), { recursive: true });
  mkdirSync(join(all.stack, 'run'), { recursive: true });
  return all;
}

/**
 * The log file of a server.
 * @param {Places} all
 * @param {string} name
 */
export const logFile = (all, name) => join(all.home, 'logs', `${name}.log`);

/**
 * The data folder of a server.
 * @param {Places} all
 * @param {string} name
 */
export const dataDir = (all, name) => join(all.home, 'data', name);

/**
 * The folder of a downloaded program.
 * @param {Places} all
 * @param {string} name
 */
export const installedDir = (all, name) => join(all.home, 'installed', name);

/**
 * A short stable name for this checkout.
 * @returns {string}
 */
export function checkoutHash() {
  return createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
}

/** A checkout below, say, /root is closed to the account that runs the servers. */
function elsewhere() {
  return `/var/tmp/tiffin-stack-${checkoutHash()}`;
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function reachableByOthers(folder) {
  const open = (statSync(folder).mode & 0o001) !== 0;
  const parent = dirname(folder);
  return open && (parent === folder || reachableByOthers(parent));
}

/** @param {string} folder */
function refuseForeign(folder) {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StackError(
      `${folder} belongs to another user: run this as that user, or delete the folder as root`,
    );
  }
}

/** @param {Places} all */
function ensureElsewhere({ home, stack }) {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const { uid } = lstatSync(home);
  // /var/tmp is open to everybody: somebody else may have made the folder first.
  if (uid !== 0 || !lstatSync(home).isDirectory()) {
    throw new StackError(`${home} should belong to root and does not: delete it and run this again`);
  }
  const link = join(stack, 'logs');
  if (existsSync(link) && lstatSync(link).isSymbolicLink()) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(home, 'logs'), link);
}
