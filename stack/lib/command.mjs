import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StackError } from './errors.mjs';

/** @import { Account } from './types.mjs' */

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {string} [input] written to standard input
 * @property {Record<string, string>} [env] added to our own environment
 * @property {Account | null} [as] the account to run it as
 * @property {number} [timeoutMs]
 */

/**
 * Runs a command to its end. A command that cannot be started counts as exit code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, input, env, as, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      ...(as ? { uid: as.uid, gid: as.gid } : {}),
      ...(timeoutMs ? { timeout: timeoutMs, killSignal: 'SIGKILL' } : {}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.on('error', () => {}); // the command may end without reading its input
    child.stdin.end(input ?? '');
  });
}

/**
 * Runs a command and throws, with the end of its output, when it fails.
 * @param {string} purpose such as `initialise PostgreSQL`
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} standard output
 */
export async function must(purpose, command, args, options) {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code === 0) return stdout;
  throw new StackError(`could not ${purpose} (${command} ended with ${code}):\n  ${gist(stdout + stderr)}`);
}

/**
 * What matters in a failed command's output: the first errors, else its end.
 * @param {string} output
 */
function gist(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /error|^E:/i.test(line)).slice(0, 4);
  return (errors.length > 0 ? errors : lines.slice(-8)).join('\n  ');
}

/**
 * The full path of a command, or undefined when it is not on the PATH.
 * @param {string} command
 * @returns {string | undefined}
 */
export function which(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/**
 * @param {string} path
 * @returns {boolean}
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
