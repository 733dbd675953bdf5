import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const STAMP = '.complete';

/**
 * Whether a folder was filled to its end, with exactly this content.
 * @param {string} folder
 * @param {string} stamp names the version
 * @returns {boolean}
 */
export function isComplete(folder, stamp) {
  const path = join(folder, STAMP);
  return existsSync(path) && readFileSync(path, 'utf8') === stamp;
}

/**
 * Fills a folder once. The work happens aside and is renamed at its end, so that a half-finished folder is
 * never taken for a finished one.
 * @param {string} folder
 * @param {string} stamp names the version; another stamp means to fill it again
 * @param {(folder: string) => Promise<void>} fill
 */
export async function fillOnce(folder, stamp, fill) {
  if (isComplete(folder, stamp)) return;
  removeLeftovers(folder);
  const aside = `${folder}.partial-${process.pid}`;
  mkdirSync(aside, { recursive: true });
  await fill(aside);
  writeFileSync(join(aside, STAMP), stamp);
  rmSync(folder, { recursive: true, force: true });
  renameSync(aside, folder);
  removeLeftovers(folder); // a download that outlived its `up` may have gone on writing
}

/** @param {string} folder */
function removeLeftovers(folder) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(folder)}.partial-`))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}
