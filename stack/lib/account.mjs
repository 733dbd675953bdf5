import { chownSync, readFileSync } from 'node:fs';
import { must } from './command.mjs';

/** @import { Account } from './types.mjs' */

const FALLBACK_NAME = 'tiffin-stack';

/** @returns {boolean} */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * The account for the servers: PostgreSQL and Elasticsearch refuse to run as root.
 * @returns {Promise<Account | null>} null when we are not root
 */
export async function serverAccount() {
  if (!isRoot()) return null;
  const found = existingAccount();
  if (found) return found;
  await must(`create the system user ${FALLBACK_NAME}`, 'useradd', [
    ...['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'],
    FALLBACK_NAME,
  ]);
  return /** @type {Account} */ (existingAccount());
}

/**
 * The account if it is there already; null also when we are not root.
 * @returns {Account | null}
 */
export function existingAccount() {
  if (!isRoot()) return null;
  return lookUp('postgres') ?? lookUp(FALLBACK_NAME);
}

/**
 * @param {string} name
 * @returns {Account | null}
 */
function lookUp(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const fields = line.split(':');
  return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
}

/**
 * Gives a file or folder (not what is in it) to the account.
 * @param {string} path
 * @param {Account | null} account
 */
export function giveTo(path, account) {
  if (account) chownSync(path, account.uid, account.gid);
}
