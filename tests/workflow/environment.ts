import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connection } from '@temporalio/client';
import { IllegalStateError } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { dataConverter } from '../../adapters/temporal/codec.ts';
import { parsePayloadKeys } from '../../adapters/temporal/payload-cipher.mjs';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { FOUND_BY_NAMES, TASK_QUEUES } from '../../workflows/messages.ts';
import { createDriver } from './driver.ts';
import { createWorld } from './world.ts';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const KEYWORD = 2;
const STACK_ENV = fileURLToPath(new URL('../../.stack/env', import.meta.url));

function testServer(): string {
  if (existsSync(STACK_ENV)) process.loadEnvFile(STACK_ENV);
  const path = process.env.TEMPORAL_TEST_SERVER;
  if (path && existsSync(path)) return path;
  throw new Error(
    path
      ? `TEMPORAL_TEST_SERVER names ${path}, which is not there: run npm run stack -- up`
      : 'no time-skipping test server (TEMPORAL_TEST_SERVER): run npm run stack -- up',
  );
}

/** Errors only: refusals and retries are what these tests are about. */
function installRuntime(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
  } catch (error) {
    // Still there when an environment before did not close.
    if (!(error instanceof IllegalStateError)) throw error;
  }
}

type Queue = keyof typeof TASK_QUEUES;
const QUEUES = Object.keys(TASK_QUEUES) as Queue[];

const keys = parsePayloadKeys(`test:${Buffer.alloc(32).toString('base64')}`);
/** What production gives to clients and workers, with a key of these tests'. */
export const ENCRYPTED = dataConverter({ payloads: { keys, keyFile: undefined } });

/**
 * A time-skipping server, the workers of both task queues and an in-memory world for their activities. Time stands still but
 * for `env.sleep` and while a workflow's result is awaited.
 * @param memory how many workflows a worker keeps; 0 makes it replay the whole history at every task
 * @param encrypted as in production; without, people can read the histories
 */
export async function openEnvironment({ memory = 100, encrypted = true } = {}) {
  installRuntime();
  const converter = encrypted ? ENCRYPTED : {};
  const [bundle, env] = await Promise.all([
    workflowBundle(),
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: testServer() } },
      client: { dataConverter: converter },
    }),
  ]);
  // This server cannot list what it knows, so `ensureSearchAttributes` is of no use here.
  await (env.connection as Connection).operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(FOUND_BY_NAMES.map((name) => [name, KEYWORD])),
  });
  const world = createWorld();
  const driver = createDriver(env, world, converter);
  const running = new Map<Queue, { worker: Worker; done: Promise<void> }>();

  async function startWorker(queue: Queue): Promise<void> {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUES[queue],
      workflowBundle: bundle,
      dataConverter: converter,
      activities: world.activities,
      maxCachedWorkflows: memory,
      // Work that hangs must not keep a test from its end.
      shutdownForceTime: '2s',
    });
    running.set(queue, { worker, done: worker.run() });
  }

  async function stopWorker(queue: Queue): Promise<void> {
    const { worker, done } = running.get(queue) ?? {};
    if (!running.delete(queue)) return;
    worker?.shutdown();
    await done;
  }

  await Promise.all(QUEUES.map(startWorker));
  return {
    env,
    world,
    ...driver,
    startWorker,
    stopWorker,

    /** Runs every history written so far through the workflows' code again. @returns what did not fit, by workflow id */
    async replayAll(): Promise<Record<string, string>> {
      const failures: Record<string, string> = {};
      const options = { workflowBundle: bundle, dataConverter: converter };
      const replays = Worker.runReplayHistories(options, driver.histories());
      for await (const { workflowId, error } of replays) if (error) failures[workflowId] = error.message;
      return failures;
    },

    async close() {
      try {
        await Promise.all(QUEUES.map(stopWorker));
      } finally {
        await env.teardown(); // or the server would outlive the tests
      }
    },
  };
}
export type Environment = Awaited<ReturnType<typeof openEnvironment>>;
