import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** @import { Identity } from './types.mjs' */

const LINUX = process.platform === 'linux';

/**
 * Who a pid is now. A pid alone proves nothing: it may have been given to another program since.
 * @param {number} pid
 * @returns {Identity | null} null when no such process is alive
 */
export function identify(pid) {
  const started = LINUX ? linuxStart(pid) : psStart(pid);
  return started ? { pid, started } : null;
}

/**
 * Whether the very process that was identified earlier is alive.
 * @param {Identity} identity
 * @returns {boolean}
 */
export function isAlive(identity) {
  return identify(identity.pid)?.started === identity.started;
}

/**
 * Processes that run one of these programs inside this folder (Linux only).
 * @param {string} folder
 * @param {string[]} programs
 * @returns {Identity[]}
 */
export function processesIn(folder, programs) {
  if (!LINUX) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder, programs))
    .flatMap((pid) => identify(pid) ?? []);
}

/**
 * @param {number} pid
 * @param {string} folder
 * @param {string[]} programs
 */
function worksIn(pid, folder, programs) {
  try {
    const cwd = withoutDeleted(readlinkSync(`/proc/${pid}/cwd`));
    if (cwd !== folder && !cwd.startsWith(`${folder}/`)) return false;
    return programs.includes(basename(withoutDeleted(readlinkSync(`/proc/${pid}/exe`))));
  } catch {
    return false; // it ended meanwhile, or belongs to somebody else
  }
}

/** @param {string} link */
const withoutDeleted = (link) => link.replace(/ \(deleted\)$/, '');

/**
 * The start time in clock ticks since boot, with the boot's id: unique for as long as the record may be kept.
 * @param {number} pid
 */
function linuxStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name may hold spaces
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${bootId()}:${fields[19]}`;
  } catch {
    return null;
  }
}

function bootId() {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** @param {number} pid */
function psStart(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
