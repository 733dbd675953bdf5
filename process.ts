import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether this module is what Node was started with. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/** Why a process could not start, and what to do about it. */
function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== 'EADDRINUSE' || port === undefined) return error.message;
  return `Port ${port} is taken. Choose another: PORT=${port + 1} npm start`;
}

/**
 * Runs a process until SIGTERM or SIGINT, then lets it close in order. Tells a parent that waits (`process.send`) when it is
 * ready. Exits with 1 and one readable message when it cannot start.
 */
export async function untilStopped(starting: Promise<{ close(): Promise<void> }>): Promise<void> {
  let running: { close(): Promise<void> };
  try {
    running = await starting;
  } catch (error) {
    console.error(startProblem(error));
    process.exit(1);
  }
  process.send?.('ready');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error) => {
        console.error('did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that dies without a word must not leave this process behind.
  process.once('disconnect', stop);
}
