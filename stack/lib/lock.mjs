import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './errors.mjs';
import { identify, isAlive } from './identity.mjs';
import { until } from './wait.mjs';

/** @import { Identity } from './types.mjs' */

const PATIENCE_MS = 10 * 60_000;

/**
 * Does the work while no other command of this checkout changes the stack. Waits for its turn.
 * @template T
 * @param {string} folder
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, say, work) {
  const path = join(folder, 'lock');
  if (!take(path) && !take(path)) {
    // twice, since the first try clears a dead holder's lock
    say(`another stack command (pid ${holder(path)?.pid ?? '?'}) is at work; waiting for it`);
    if (!(await until(() => take(path), PATIENCE_MS, 100))) {
      throw new StackError(
        `still locked after 10 minutes: look at pid ${holder(path)?.pid}, or delete ${path}`,
      );
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    linkSync(mine, path); // atomic, and the file has its content from the start
    return true;
  } catch {
    clearIfStale(path);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Moves a dead holder's lock out of the way. Two may try at once, and the second may catch the first one's
 * fresh lock: then it puts it back.
 * @param {string} path
 */
function clearIfStale(path) {
  const owner = holder(path);
  if (!owner || isAlive(owner)) return;
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    const moved = holder(aside);
    if (moved && isAlive(moved)) linkSync(aside, path);
  } catch {
    // somebody else was faster
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {Identity | null}
 */
function holder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
