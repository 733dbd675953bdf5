import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveId } from '../../services/ids.ts';
import { dispatchIdOf } from '../../workflows/messages.ts';
import { expectSoundBooks } from '../helpers/books.ts';
import { eventually } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';
import { booksOf, expectSoundCounts } from './books.ts';
import { SCENARIOS, type Scenario, type Subject } from './scenarios.ts';
import { openTown, type Town } from './town.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

/**
 * Kills the worker at every await of placement, capture and cancellation, and checks that nothing but time is lost.
 *
 * The points are not listed here. An order of each scenario goes through without a crash; the woven worker (points.ts) tells
 * every point it comes by: before and after each activity, each statement and each call of the payment provider. Then, for
 * each point, a fresh order is brought there and stands still. When a batch of orders stand, each at its own point, the
 * process is killed (SIGKILL) and another one takes over. That one is killed with the next batch, so an order may lose its
 * worker again while it recovers. In the end each must have left the same books as the one that was never interrupted, and
 * its clients must have heard the same.
 *
 * `CRASH_POINT='recordPlaced#1: commit#1, after'` runs only the points whose names contain this.
 */
const ONLY = process.env.CRASH_POINT ?? '';
/** Orders that die together. Each may hold a connection of the database while it stands. */
const BATCH = 64;
/** More than there are orders with a delivery: those that wait for their next worker keep theirs. */
const PARTNERS = 150;
/** An activity whose worker died is taken up again after its time limit, at most 15 s, and a few may follow each other. */
const RECOVERY_MS = 45_000;
const SETTINGS = {
  DATABASE_POOL_SIZE: `${BATCH + 20}`,
  DISPATCH_MAX_ACTIVE_DELIVERIES: '1', // so that no two orders wait for one partner's row
  DISPATCH_OFFER_SECONDS: '600',
};

type Run = { scenario: Scenario; subject: Subject; point: string | undefined; answer?: Promise<unknown> };

let town: Town;
let worker: WorkerProcess;
let whole: Map<Scenario, { points: string[]; outcome: Outcome }>;
let interrupted: Run[];

function newRun(scenario: Scenario, point?: string): Run {
  const key = randomUUID();
  return { scenario, point, subject: { key, orderId: deriveId('order', town.customerId, key) } };
}

/** Brings each order to where its points begin, then sends them all on. */
async function begin(batch: Run[]): Promise<void> {
  await town.heartbeat();
  await Promise.all(batch.map(({ scenario, subject }) => scenario.before(town, subject)));
  await Promise.all(
    batch.map(({ subject, point }) => worker.watch({ orderId: subject.orderId, stopAt: point })),
  );
  for (const run of batch) run.answer = run.scenario.act(town, run.subject);
}

/** Waits for an order's end: what the clients were told, what was written down, and what a client hears that asks once more. */
async function outcomeOf({ subject, scenario, answer }: Run) {
  return {
    answer: await answer,
    result: await town.temporal.workflow.getHandle(subject.orderId).result(),
    books: await booksOf(town.db, subject.orderId),
    askedAgain: await scenario.act(town, subject),
  };
}

type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** What became of an order whose worker died, or where it was left when it does not come to an end. */
const recovered = (run: Run, until: Promise<'stuck'>) =>
  Promise.race([
    outcomeOf(run).catch((error: unknown) => ({ failed: String(error) })),
    until.then(async (stuck) => ({ [stuck]: await booksOf(town.db, run.subject.orderId) })),
  ]);

async function runWhole(scenario: Scenario) {
  const run = newRun(scenario);
  await begin([run]);
  const outcome = await outcomeOf(run);
  return { outcome, points: worker.reachedBy(run.subject.orderId) };
}

async function dieWith(batch: Run[]): Promise<void> {
  await begin(batch);
  await worker.untilStopped(batch.map(({ subject }) => subject.orderId));
  await worker.kill();
  worker = await startWorkerProcess(SETTINGS);
}

beforeAll(async () => {
  [town, worker] = await Promise.all([
    openTown(testConfig(SETTINGS), PARTNERS),
    startWorkerProcess(SETTINGS),
  ]);
  whole = new Map();
  for (const scenario of SCENARIOS) whole.set(scenario, await runWhole(scenario));
  interrupted = [...whole].flatMap(([scenario, { points }]) =>
    points.filter((point) => point.includes(ONLY)).map((point) => newRun(scenario, point)),
  );
  for (let start = 0; start < interrupted.length; start += BATCH) {
    await dieWith(interrupted.slice(start, start + BATCH));
  }
}, 300_000);
afterAll(async () => {
  await worker?.close();
  await town?.close();
}, 30_000);

describe.each(SCENARIOS)('$name', (scenario) => {
  it('ends the same wherever the worker dies', async ({ annotate }) => {
    const { outcome, points } = whole.get(scenario) as { points: string[]; outcome: Outcome };
    expect(outcome.result, 'its end without a crash').toMatchObject(scenario.ends);
    expect(outcome.askedAgain, 'what a client hears that asks twice').toEqual(outcome.answer);
    expect(points.length, 'points to die at').toBeGreaterThan(20);
    expect(new Set(points).size, 'points with a name of their own').toBe(points.length);
    const runs = interrupted.filter((run) => run.scenario === scenario);
    await annotate(`dies at ${runs.length} of ${points.length} points`);
    const late = sleep(RECOVERY_MS, 'stuck' as const);
    const outcomes = await Promise.all(runs.map((run) => recovered(run, late)));
    for (const [index, { point }] of runs.entries()) {
      expect.soft(outcomes[index], `the worker died at ${point}`).toEqual(outcome);
    }
  }, 90_000);
});

it('leaves sound books behind, and no search without an order', async () => {
  await expectSoundBooks(town.db);
  await expectSoundCounts(town.db);
  const ours = new Set(interrupted.map(({ subject }) => dispatchIdOf(subject.orderId, 1)));
  await eventually(town.searches, (running) => !running.some((workflowId) => ours.has(workflowId)));
}, 30_000);
