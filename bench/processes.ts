import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { NODE_ARGS } from '../scripts/processes.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts one of the project's programs and waits until it says that it is ready. */
export async function startProgram(
  file: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> },
): Promise<{
  send(message: unknown): void;
  /** The next message it sends. */
  heard(): Promise<unknown>;
  stop(): Promise<void>;
}> {
  const child: ChildProcess = fork(ROOT + file, args, {
    execArgv: NODE_ARGS,
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)));
  });
  return {
    send: (message) => void child.send(message as object),
    heard: () => new Promise((resolve) => child.once('message', resolve)),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
