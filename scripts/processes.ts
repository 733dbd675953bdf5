import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LOGS = `${ROOT}.stack/logs`;

/**
 * How Node runs our programs. What a request makes is garbage when it is answered; with more room for what is young (V8's own 16
 * MB are for pages of browsers) less of it is looked at twice.
 */
export const NODE_ARGS = ['--import', 'tsx', '--max-semi-space-size=32'];

/** Every process of the system, by name. */
const PROCESSES = {
  api: 'api/main.ts',
  orders: 'workers/orders.ts',
  relay: 'workers/relay.ts',
  indexer: 'workers/indexer.ts',
  notifier: 'workers/notifier.ts',
  webhooks: 'workers/webhooks.ts',
} as const;
type ProcessName = keyof typeof PROCESSES;

type RunningProcess = { name: ProcessName; child: ChildProcess; logFile: string };

/** One port for each process, from the one in `env` on. */
function operationsPort(name: ProcessName, env: Record<string, string>): Record<string, string> {
  if (!env.OPERATIONS_PORT) return {};
  return { OPERATIONS_PORT: String(Number(env.OPERATIONS_PORT) + Object.keys(PROCESSES).indexOf(name)) };
}

/**
 * Starts one process and waits until it says that it is ready. Its output goes to `.stack/logs/NAME.log`.
 * @throws Error with the log's last words when the process ends before that
 */
function startProcess(name: ProcessName, env: Record<string, string>): Promise<RunningProcess> {
  mkdirSync(LOGS, { recursive: true });
  const logFile = `${LOGS}/${name}.log`;
  const child = fork(ROOT + PROCESSES[name], {
    execArgv: NODE_ARGS,
    cwd: ROOT,
    env: { ...process.env, ...env, ...operationsPort(name, env) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString()).slice(-2_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve({ name, child, logFile }));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(
        new Error(`${name} ended with ${signal ?? code} before it was ready (${logFile}):\n${tail.trim()}`),
      );
    });
  });
}

const stopped = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    // A worker may finish its activities for ten seconds; past that something hangs.
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  });

/**
 * Starts all processes at once. When one fails, the others are stopped and its error is thrown.
 * @param onExit hears of a process that ends later by itself, and may start it again
 */
export async function startProcesses(
  env: Record<string, string>,
  onExit: (name: ProcessName, how: string, restart: () => Promise<void>) => void = () => {},
) {
  const names = Object.keys(PROCESSES) as ProcessName[];
  const results = await Promise.allSettled(names.map((name) => startProcess(name, env)));
  let running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all(running.map(({ child }) => stopped(child)));
  };
  const watch = ({ name, child }: RunningProcess) => {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      onExit(name, signal ? `was killed by ${signal}` : `ended with ${code}`, async () => {
        const fresh = await startProcess(name, env);
        running = [...running.filter((process) => process.name !== name), fresh];
        watch(fresh);
      });
    });
  };
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  for (const process of running) watch(process);
  return { running, stop };
}
