import { randomUUID } from 'node:crypto';
import {
  Client,
  WithStartWorkflowOperation,
  type WorkflowHandle,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, type DataConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { DeliveryStanding } from '../../activities/dispatch.ts';
import type { PlaceOrder } from '../../activities/orders.ts';
import { DEFAULT_DISPATCH_RULES, type DispatchRules } from '../../domain/dispatch/scored.ts';
import type { ChangeVerdict } from '../../domain/order/change.ts';
import {
  answerChange,
  answerOffer,
  type ChangeOfPartner,
  type ChangeWish,
  type DispatchInput,
  type DispatchResult,
  dispatchIdOf,
  MOVES,
  type Move,
  type MoveAction,
  type OrderInput,
  type OrderOutcome,
  type OrderState,
  PARTNER_CHANGES,
  type PartnerAnswer,
  type PartnerChangeKind,
  placeOrder,
  proposeChange,
  TASK_QUEUES,
} from '../../workflows/messages.ts';
import { until } from './until.ts';
import type { Partner, World } from './world.ts';

export type Basket = {
  item?: string;
  card?: string;
  partners?: Partner[];
  dispatch?: Partial<DispatchRules>;
  deliverAt?: string;
};

export const NEAR: Partner[] = [{ id: 'prt_near', km: 1 }];

/** What people do to an order, each as the API would. */
export function createDriver(env: TestWorkflowEnvironment, world: World, dataConverter: DataConverter) {
  const { workflow } = env.client;
  const unhurried = new Client({ connection: env.connection, dataConverter });
  const started = new Set<string>();
  let orders = 0;

  const orderHandle = (orderId: string) => workflow.getHandle<() => Promise<OrderOutcome>>(orderId);
  const dispatchHandle = (orderId: string, search = 1) =>
    workflow.getHandle<() => Promise<DispatchResult>>(dispatchIdOf(orderId, search));

  function newOrderId(): string {
    orders += 1;
    const orderId = `ord${orders}${randomUUID().slice(0, 8)}`;
    started.add(orderId);
    for (const search of [1, 2, 3]) started.add(dispatchIdOf(orderId, search));
    return orderId;
  }

  function inputOf(orderId: string, basket: Basket): OrderInput {
    const address = { street: 'Annankatu', houseNumber: '1', postcode: '00120', city: 'Helsinki' };
    const request: PlaceOrder = {
      restaurantId: 'rst_kebab',
      items: [{ itemId: basket.item ?? 'itm_kebab', quantity: 2, options: [] }],
      address: { ...address, position: { lat: 60.166, lng: 24.939 } },
      paymentToken: basket.card ?? 'tok_visa',
      tipMinor: 200,
      deliverAt: basket.deliverAt,
    };
    return {
      orderId,
      customerId: 'cus_ada',
      idempotencyKey: `key-${orderId}`,
      requestHash: 'hash',
      request,
      rules: {
        acceptWithinSeconds: 690,
        answerChangeWithinSeconds: 300,
        dispatch: { ...DEFAULT_DISPATCH_RULES, ...basket.dispatch },
      },
    };
  }

  const startOptions = (orderId: string, basket: Basket) => ({
    workflowId: orderId,
    taskQueue: TASK_QUEUES.orders,
    args: [inputOf(orderId, basket)] as [OrderInput],
  });

  /** Places an order as the API does: one Update-with-Start, safe to repeat. */
  function place(orderId: string, basket: Basket = {}) {
    world.setPartners(orderId, basket.partners ?? NEAR);
    return workflow.executeUpdateWithStart(placeOrder, {
      updateId: `key-${orderId}`,
      startWorkflowOperation: new WithStartWorkflowOperation('OrderWorkflow', {
        ...startOptions(orderId, basket),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    });
  }

  const move = (orderId: string, action: MoveAction, by: Move = {}, updateId?: string) =>
    orderHandle(orderId).executeUpdate<OrderState, [Move]>(MOVES[action].update, {
      args: [by],
      ...(updateId && { updateId }),
    });

  /** Waits until no task of the workflow is under way: only then do its timers run, and is it safe to move the clock. */
  async function idle(handle: WorkflowHandle): Promise<void> {
    await until(async () => {
      const last = (await handle.fetchHistory()).events?.at(-1);
      if (last?.workflowTaskScheduledEventAttributes || last?.workflowTaskStartedEventAttributes)
        throw new Error(`${handle.workflowId} is busy`);
    });
  }

  /** Waits for the next live offer of an order and for its clock to run. */
  async function liveOffer(orderId: string, except?: string) {
    const offer = await until(() => {
      const live = world.liveOffer(orderId);
      if (!live || live.id === except) throw new Error(`no live offer of ${orderId}`);
      return live;
    });
    await idle(dispatchHandle(orderId, offer.search));
    return { offerId: offer.id, partnerId: offer.partnerId };
  }

  /** Brings an answer to the search that made the offer, as the API does. */
  const answer = (orderId: string, partnerAnswer: PartnerAnswer) => {
    const offer = world.offers(orderId).find(({ id }) => id === partnerAnswer.offerId);
    return dispatchHandle(orderId, offer?.search).executeUpdate(answerOffer, { args: [partnerAnswer] });
  };

  const changePartner = (
    orderId: string,
    kind: PartnerChangeKind,
    change: ChangeOfPartner,
    updateId?: string,
  ) =>
    orderHandle(orderId).executeUpdate<DeliveryStanding, [ChangeOfPartner]>(PARTNER_CHANGES[kind].update, {
      args: [change],
      ...(updateId && { updateId }),
    });

  const propose = (orderId: string, wish: ChangeWish) =>
    orderHandle(orderId).executeUpdate(proposeChange.update, { args: [wish] });
  const answerTo = (orderId: string, number: number, verdict: ChangeVerdict) =>
    orderHandle(orderId).executeUpdate(answerChange.update, { args: [{ number, verdict }] });

  return {
    newOrderId,
    place,
    move,
    propose,
    answerTo,
    changePartner,
    idle,
    liveOffer,
    orderHandle,
    dispatchHandle,

    /**
     * How an order ends that needs no more time for it. Awaiting the handle's own `result` lets the server leap to the next timer
     * of anything, up to years ahead, after which sleeping in the same environment is no good.
     */
    result: (orderId: string) => unhurried.workflow.getHandle<() => Promise<OrderOutcome>>(orderId).result(),

    /** Starts an order without asking for the answer, as `temporal workflow start` would. */
    startOrder(orderId: string, basket: Basket = {}) {
      world.setPartners(orderId, basket.partners ?? NEAR);
      return workflow.start('OrderWorkflow', startOptions(orderId, basket));
    },

    accept: async (orderId: string, offer?: { offerId: string; partnerId: string }) =>
      answer(orderId, { ...(offer ?? (await liveOffer(orderId))), accept: true }),
    decline: async (orderId: string, offer?: { offerId: string; partnerId: string }) =>
      answer(orderId, { ...(offer ?? (await liveOffer(orderId))), accept: false }),

    /** Takes an order as far as the kitchen. */
    async cook(basket: Basket = {}): Promise<string> {
      const orderId = newOrderId();
      await place(orderId, basket);
      await move(orderId, 'accept');
      await move(orderId, 'prepare');
      return orderId;
    },

    /** Starts a search of its own, with a delivery that waits for it. */
    async search(partners: Partner[], rules: Partial<DispatchRules> = {}, taskTimeout: '1s' | '10s' = '10s') {
      const orderId = newOrderId();
      world.addDelivery(orderId);
      world.setPartners(orderId, partners);
      const input: DispatchInput = { orderId, search: 1, rules: { ...DEFAULT_DISPATCH_RULES, ...rules } };
      await workflow.start('DispatchWorkflow', {
        workflowId: dispatchIdOf(orderId, 1),
        taskQueue: TASK_QUEUES.dispatch,
        args: [input],
        workflowTaskTimeout: taskTimeout,
      });
      return orderId;
    },

    /** Ends every workflow that still runs. */
    async terminateAll() {
      for (const workflowId of started)
        await workflow
          .getHandle(workflowId)
          .terminate()
          .catch(() => undefined);
    },

    /** Every history so far, of the orders and their searches. */
    async *histories() {
      for (const workflowId of started) {
        const history = await workflow
          .getHandle(workflowId)
          .fetchHistory()
          .catch(() => undefined);
        if (history?.events?.length) yield { workflowId, history };
      }
    },
  };
}

/** The code of a refused update: what the API turns into a problem document. */
export async function refusalOf(update: Promise<unknown>): Promise<string> {
  const error = await update.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return error.cause.type ?? 'no type';
  throw error ?? new Error('expected a refusal, but the update was done');
}
