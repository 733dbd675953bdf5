import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActivityInterceptorsFactory, Worker, type WorkerOptions } from '@temporalio/worker';
import pg from 'pg';

/** What the test tells the worker: count this order's points from now on and, when `stopAt` names one, stop there. */
export type Watch = { orderId: string; stopAt?: string | undefined };
/** What the worker tells the test. */
export type Report = { kind: 'watching' | 'reached' | 'stopped'; orderId: string; point: string };

type Call = { orderId: string; name: string; seen: Map<string, number> };
type Watched = { stopAt: string | undefined; stopped: boolean; calls: Map<string, number> };

const watched = new Map<string, Watched>();
const calls = new AsyncLocalStorage<Call>();

const tell = (report: Report) => process.send?.(report);

export function watch({ orderId, stopAt }: Watch): void {
  watched.set(orderId, { stopAt, stopped: false, calls: new Map() });
  tell({ kind: 'watching', orderId, point: '' });
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/**
 * A point at which the worker can die. An order that is to die here goes no further, and neither does anything else that is
 * done for it at the same time: as if the process had ended now. It does end when every order stands at its point.
 */
async function pass({ orderId }: Call, point: string): Promise<void> {
  const order = watched.get(orderId);
  if (!order) return;
  if (!order.stopped) {
    tell({ kind: 'reached', orderId, point });
    if (point !== order.stopAt) return;
    order.stopped = true;
    tell({ kind: 'stopped', orderId, point });
  }
  await new Promise<never>(() => {});
}

/** The two points of one await: before anything was done, and when all is done but nobody has heard of it. */
async function between<T>(call: Call, what: string, act: () => Promise<T>): Promise<T> {
  await pass(call, `${what}, before`);
  try {
    return await act();
  } finally {
    // A refusal is an answer that can be lost like any other.
    await pass(call, `${what}, after`);
  }
}

/** `insert outbox`, `commit`; with `provider:` in front where the payment provider's own books are meant. */
function titleOf(statement: string): string {
  const [verb = ''] = statement.trim().split(/\s/, 1);
  const [, schema, table = ''] = /\b(?:into|from|update) (?:"(\w+)"\.)?"(\w+)"/.exec(statement) ?? [];
  return `${schema === 'sandbox_provider' ? 'provider: ' : ''}${verb} ${table}`.trim();
}

/** What is read for all orders of a process now and then: which order comes by it is chance. */
const SHARED = new Set(['select feature_flags']);

const onActivity: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute(input, next) {
      // A search, a refund and a tip have the order's id in their own.
      const orderId = /ord_[0-9a-z]{26}/.exec(info.workflowExecution?.workflowId ?? '')?.[0] ?? '';
      const order = watched.get(orderId);
      // What was under way before the watch began is not part of it.
      if (!order) return next(input);
      const name = `${info.activityType}#${countUp(order.calls, info.activityType)}`;
      const call: Call = { orderId, name, seen: new Map() };
      return calls.run(call, () => between(call, name, () => next(input)));
    },
  },
});

/** Every activity that the worker runs. Temporal's own hook, so that no activity can be forgotten. */
function weaveActivities(): void {
  const create = Worker.create;
  Worker.create = (options: WorkerOptions) =>
    create.call(Worker, {
      ...options,
      // Orders that stand at their point keep their slots.
      maxConcurrentWorkflowTaskExecutions: 300,
      maxConcurrentLocalActivityExecutions: 300,
      maxConcurrentActivityTaskExecutions: 300,
      interceptors: {
        ...options.interceptors,
        activity: [...(options.interceptors?.activity ?? []), onActivity],
      },
    });
}

/** Every statement that an activity sends to PostgreSQL: `begin` and `commit` too, and the sandbox provider's. */
function weaveStatements(): void {
  type Query = (this: pg.Client, ...args: unknown[]) => unknown;
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (...args) {
    const call = calls.getStore();
    const [statement] = args;
    if (!call || typeof statement !== 'string' || typeof args.at(-1) === 'function') {
      return query.apply(this, args);
    }
    const title = titleOf(statement);
    if (SHARED.has(title)) return query.apply(this, args);
    const what = `${call.name}: ${title}#${countUp(call.seen, title)}`;
    return between(call, what, () => query.apply(this, args) as Promise<unknown>);
  };
}

/** Puts a point before and after everything that an activity waits for. To be called before the worker is built. */
export function weavePoints(): void {
  weaveActivities();
  weaveStatements();
}
