import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import { type Db, openPostgres } from '../adapters/postgres/index.ts';
import { openTemporal } from '../adapters/temporal/index.ts';
import { createWorkflowStates } from '../api/workflow-states.ts';
import { type Config, readConfig } from '../config.ts';
import type { Address } from '../contracts/common.ts';
import { isId } from '../domain/ids.ts';
import { isFinal, type OrderStatus } from '../domain/order/machine.ts';
import { isMain } from '../process.ts';
import { zoneOf } from '../services/delivery/zone.ts';
import { recordAction } from '../services/operations/audit.ts';
import { whyStuck } from '../services/operations/stuck.ts';
import { PAYMENT_SWEEP } from '../workers/schedules.ts';
import {
  dispatchIdOf,
  FOUND_BY,
  FOUND_BY_NAMES,
  type OrderInput,
  orderState,
  TASK_QUEUES,
} from '../workflows/messages.ts';

const ACTOR = 'npm run repair';
const WAIT_MS = 15_000;

type Deps = { db: Db; temporal: Client; config: Pick<Config, 'rules'>; say: (line: string) => void };

/** What the books know of an order, as far as a workflow needs it to go on. */
async function readBooks(db: Db, orderId: string) {
  const row = await db
    .selectFrom('orders')
    .leftJoin('deliveries', 'deliveries.order_id', 'orders.id')
    .leftJoin('payments', 'payments.order_id', 'orders.id')
    .selectAll('orders')
    .select([
      'deliveries.status as delivery',
      'deliveries.search',
      'deliveries.zone',
      'deliveries.pickup_lat',
      'deliveries.pickup_lng',
      'deliveries.partner_id',
      'payments.status as payment',
    ])
    .select(
      sql<boolean>`exists (select from payment_refunds r where r.order_id = orders.id and r.state = 'PENDING')
        or exists (select from tip_changes t where t.order_id = orders.id and t.state = 'PENDING')`.as(
        'money_pending',
      ),
    )
    .where('orders.id', '=', orderId)
    .executeTakeFirst();
  return row && { ...row, status: row.status as OrderStatus };
}
type Books = NonNullable<Awaited<ReturnType<typeof readBooks>>>;

/** Today's rules, but the policy that the order was placed under, as far as that can be told: only planned deliveries have a zone. */
function rulesOf({ rules }: Pick<Config, 'rules'>, { status, zone }: Books): OrderInput['rules'] {
  if (status === 'SCHEDULED' || status === 'PLACED') return rules;
  return { ...rules, dispatch: { ...rules.dispatch, policy: zone ? 'matched' : 'scored' } };
}

/** Starts the order's workflow again, on from the books. */
async function takeOver({ temporal, config }: Deps, books: Books): Promise<void> {
  const input: OrderInput = {
    orderId: books.id,
    customerId: books.customer_id,
    idempotencyKey: books.idempotency_key,
    requestHash: books.request_hash,
    // Of no use any more: the order was priced and its money held long ago.
    request: {
      restaurantId: books.restaurant_id,
      items: [],
      address: books.delivery_address as unknown as Address,
      paymentToken: '',
      tipMinor: 0,
    },
    rules: rulesOf(config, books),
    takeOver: { search: books.search ?? 0 },
  };
  await temporal.workflow.start('OrderWorkflow', {
    workflowId: books.id,
    taskQueue: TASK_QUEUES.orders,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Order from ${books.restaurant_id}, taken over`,
    typedSearchAttributes: [
      { key: FOUND_BY.status, value: books.status },
      { key: FOUND_BY.restaurant, value: books.restaurant_id },
    ],
  });
}

/** Whether the workflow stands where the books do. */
async function isInStep(temporal: Client, books: Books): Promise<boolean> {
  const { seq } = await temporal.workflow.getHandle(books.id).query(orderState);
  return seq >= books.seq;
}

async function until(fits: () => Promise<boolean>): Promise<boolean> {
  for (const giveUpAt = Date.now() + WAIT_MS; Date.now() < giveUpAt; ) {
    if (await fits()) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/**
 * Ends the search of an order that nobody takes care of: it ends with the order's workflow, but a moment later, and the next one
 * could not begin before that.
 * @returns whether it has ended
 */
async function endSearch(temporal: Client, { id, search }: Books): Promise<boolean> {
  const look = createWorkflowStates({ temporal });
  const searchId = dispatchIdOf(id, search ?? 1);
  const hasEnded = async () => !['RUNNING', 'UNKNOWN'].includes((await look(searchId)).state);
  if (await hasEnded()) return true;
  // Whose order was deleted instead of ended was never told. It may end between our look and this.
  await temporal.workflow
    .getHandle(searchId)
    .cancel()
    .catch(() => {});
  return until(hasEnded);
}

/**
 * Looks at an order from all sides, does what can be done without a person's judgement, and says what it found, what it did and
 * what is left to do. Doing it twice does no harm.
 * @returns whether the order is in order now
 */
export async function repair(deps: Deps, orderId: string, reason: string): Promise<boolean> {
  const { db, temporal, say, config } = deps;
  const look = createWorkflowStates({ temporal });
  const books = await readBooks(db, orderId);
  const workflow = await look(orderId);
  if (workflow.state === 'UNKNOWN') {
    say(
      'Temporal does not answer: nothing can be done before it does. Orders go on by themselves when it is back.',
    );
    return false;
  }
  if (!books) {
    say(`There is no order ${orderId} in the books. Its workflow is ${workflow.state}.`);
    say(
      workflow.state === 'RUNNING'
        ? 'It is being placed, or undone: wait for it.'
        : 'It never came to be; nobody is charged.',
    );
    return workflow.state !== 'RUNNING';
  }
  say(
    `books:    ${books.status} since ${books.updated_at.toISOString()}, delivery ${books.delivery ?? 'none'}, payment ${books.payment ?? 'none'}`,
  );
  say(`workflow: ${workflow.state}${workflow.events === null ? '' : `, ${workflow.events} events`}`);
  for (const { activity, attempt, lastFailure } of workflow.pending)
    say(
      `          tries ${activity} for the ${attempt}th time${lastFailure ? `; last: ${lastFailure}` : ''}`,
    );

  const record = (after: object) =>
    recordAction(db, {
      actorId: ACTOR,
      action: 'repair-order',
      subject: orderId,
      reason,
      before: { status: books.status, payment: books.payment, workflow: workflow.state },
      after,
    });
  const hasEnded = isFinal(books.status);
  const needsWorkflow = !hasEnded || books.payment === 'HELD';
  let did = false;

  if (needsWorkflow && workflow.state !== 'RUNNING') {
    say(
      hasEnded
        ? 'It has ended and its money is still held, with nobody to settle it: its workflow is started again.'
        : 'Nobody takes care of it: its workflow is started again, on from the books.',
    );
    if (!(await endSearch(temporal, books))) {
      say(
        'The search for its partner is still running and could not be ended: does a worker run? (npm start, or workers/orders.ts)',
      );
      return false;
    }
    await record({ workflow: 'started again' });
    await takeOver(deps, books);
    did = true;
    if (hasEnded && !(await until(async () => (await readBooks(db, orderId))?.payment !== 'HELD'))) {
      say('The money is still held: its provider does not answer, or no worker runs. It goes on trying.');
      return false;
    }
    if (!(await until(() => isInStep(temporal, books)))) {
      say('It has not begun: does a worker run? (npm start, or workers/orders.ts)');
      return false;
    }
  } else if (needsWorkflow && !hasEnded) {
    const inStep = await isInStep(temporal, books).catch((error: Error) => error);
    if (inStep instanceof Error) {
      say(
        `Its workflow does not answer (${inStep.message}): does a worker run, and of this version? Look at it in Temporal.`,
      );
      return false;
    }
    if (!inStep)
      say('The books are ahead of the workflow; it catches up with the next move that somebody makes.');
    const searching =
      books.delivery === 'SEARCHING' ? await look(dispatchIdOf(orderId, books.search ?? 1)) : undefined;
    if (searching && searching.state !== 'RUNNING') {
      say(`Nobody searches for its partner (the search is ${searching.state}): another search is begun.`);
      await record({ search: 'begun again' });
      await temporal.workflow.start('DispatchWorkflow', {
        workflowId: dispatchIdOf(orderId, books.search ?? 1),
        taskQueue: TASK_QUEUES.dispatch,
        args: [{ orderId, search: books.search ?? 1, rules: rulesOf(config, books).dispatch }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: `Partner for ${orderId}, by hand`,
        typedSearchAttributes: [
          { key: FOUND_BY.restaurant, value: books.restaurant_id },
          {
            key: FOUND_BY.zone,
            value: zoneOf({ lat: books.pickup_lat as number, lng: books.pickup_lng as number }),
          },
        ],
      });
      did = true;
    }
  }
  if (books.money_pending) {
    say('A refund or a tip waits for its provider: the sweep that brings it to its end is started.');
    await record({ sweep: 'started' });
    await temporal.schedule.getHandle(PAYMENT_SWEEP).trigger();
    did = true;
  }

  const stuck = await whyStuck(db, orderId, config.rules.acceptWithinSeconds);
  const now = await readBooks(db, orderId);
  say(`now:      ${now?.status}, payment ${now?.payment ?? 'none'}, workflow ${(await look(orderId)).state}`);
  if (!stuck || (did && stuck.stuck === 'money-open')) {
    say(did ? 'Done.' : 'Nothing was wrong with it.');
    return true;
  }
  say(`${did ? 'Done; what is left needs a person. ' : ''}${stuck.why}`);
  for (const step of stuck.next)
    say(
      `- ${step.do}${step.request ? ` ${step.request.method} ${step.request.path} ${step.request.body ? JSON.stringify(step.request.body) : ''}` : ''}`.trimEnd(),
    );
  return false;
}

async function main(): Promise<void> {
  const [orderId = '', ...words] = process.argv.slice(2);
  if (!isId('order', orderId)) {
    console.error('Say which order: npm run repair -- ord_… "why"');
    process.exit(2);
  }
  const config = readConfig();
  const { db, close } = openPostgres(config.postgres);
  const temporal = await openTemporal(config.temporal, { foundBy: FOUND_BY_NAMES });
  try {
    const say = (line: string) => console.log(line);
    const isFine = await repair(
      { db, temporal: temporal.client, config, say },
      orderId,
      words.join(' ') || 'by hand',
    );
    process.exitCode = isFine ? 0 : 1;
  } finally {
    await Promise.all([close(), temporal.close()]);
  }
}

if (isMain(import.meta.url)) await main();
