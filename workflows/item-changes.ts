import { proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities, Proposal, Standing } from '../activities/orders.ts';
import type { ChangeVerdict, SilentVerdict } from '../domain/order/change.ts';
import type { Actor } from '../domain/order/machine.ts';
import type { ChangeState } from './messages.ts';
import { UNTIL_KNOWN } from './options.ts';

const { proposeChange, answerChange } = proxyLocalActivities<OrderActivities>(UNTIL_KNOWN);

type OpenChange = { number: number; expiresAt: number; whenSilent: SilentVerdict };

/** What an order's workflow knows of changes of its items: how many there were, and which one waits for the customer. */
export function createItemChanges(
  orderId: string,
  answerWithinSeconds: number,
  tell: (line: string) => void,
) {
  let count = 0;
  let open: OpenChange | undefined;

  return {
    open: () => open,

    /** Takes over what the books say. */
    learn(last: Standing['change']): void {
      count = last?.number ?? 0;
      open = last?.isOpen ? { ...last, expiresAt: Date.parse(last.expiresAt) } : undefined;
    },

    async propose(wish: Pick<Proposal, 'items' | 'reason' | 'actorId'>): Promise<ChangeState> {
      const number = count + 1;
      const expiresAt = Date.now() + answerWithinSeconds * 1000;
      const { whenSilent } = await proposeChange({
        orderId,
        number,
        ...wish,
        expiresAt: new Date(expiresAt).toISOString(),
      });
      count = number;
      open = { number, expiresAt, whenSilent };
      tell(`change ${number} proposed: ${wish.reason}`);
      return { id: orderId, number, status: 'PROPOSED' };
    },

    async answer(number: number, verdict: ChangeVerdict, by: Actor): Promise<ChangeState> {
      await answerChange({ orderId, number, verdict, by });
      if (open?.number === number) open = undefined;
      tell(`change ${number} ${verdict} by ${by}`);
      return { id: orderId, number, status: verdict };
    },
  };
}
