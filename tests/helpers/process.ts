import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settings as installation } from './system.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Starts one of the project's programs in a process of its own and waits until it is ready. */
export async function startProcess(file: string, settings: Record<string, string> = {}) {
  const child = fork(ROOT + file, {
    execArgv: ['--import', 'tsx'],
    cwd: ROOT,
    env: { ...process.env, ...installation, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) =>
      reject(new Error(`${file} ended at once (${code}):\n${output.slice(-4_000)}`)),
    );
  });
  /** @returns the exit code; null when the signal ended it */
  const end = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return gone;
  };
  return {
    close: end('SIGTERM'),
    /** What a power failure does. */
    kill: end('SIGKILL'),
    /** All that it has written to its terminal. */
    output: () => output,
  };
}
