import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Reads a JSON file of ours.
 * @param {string} path
 * @returns {unknown} undefined when it is absent or unreadable
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes a file in one step: a reader sees the old text or the new one.
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, text);
  renameSync(next, path);
}

/**
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}
