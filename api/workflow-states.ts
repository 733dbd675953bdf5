import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import type { OrderWorkflowState } from '../contracts/operations.ts';

/** An operator's page is worth more without this than not at all. */
const PATIENCE_MS = 2_000;

type State = OrderWorkflowState['state'];

type Failure = Parameters<typeof decodeOptionalFailureToOptionalError>[1];

/** What a failure says, which is encrypted while it lies in Temporal. */
async function messageOf({ options }: Client, failure: Failure): Promise<string | null> {
  const error = await decodeOptionalFailureToOptionalError(options.loadedDataConverter, failure);
  return error?.message ?? null;
}

/** What a workflow is doing, by Temporal. Never fails: what is not known is said to be unknown. */
export const createWorkflowStates =
  ({ temporal }: { temporal: Client }) =>
  async (workflowId: string): Promise<OrderWorkflowState> => {
    const nothing = { id: workflowId, events: null, pending: [] };
    try {
      const { status, historyLength, raw } = await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
        temporal.workflow.getHandle(workflowId).describe(),
      );
      return {
        id: workflowId,
        state: (status.name === 'UNSPECIFIED' ? 'UNKNOWN' : status.name) as State,
        events: historyLength,
        pending: await Promise.all(
          (raw.pendingActivities ?? []).map(async ({ activityType, attempt, lastFailure }) => ({
            activity: activityType?.name ?? '',
            attempt: attempt ?? 0,
            lastFailure: await messageOf(temporal, lastFailure),
          })),
        ),
      };
    } catch (error) {
      return { ...nothing, state: error instanceof WorkflowNotFoundError ? 'GONE' : 'UNKNOWN' };
    }
  };
