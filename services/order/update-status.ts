import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Actor, illegalMove, type OrderAction, type OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { moveDelivery } from '../delivery/move-delivery.ts';
import { requestDelivery } from '../delivery/request-delivery.ts';
import { releasePromo } from '../pricing/promos.ts';
import { pauseIfUnanswered } from '../restaurant/profile.ts';
import { recordArrival } from './record-arrival.ts';

/** One move of an order, decided by its workflow. `seq` is the number this move takes. */
export type Transition = {
  orderId: string;
  seq: number;
  from: OrderStatus;
  to: OrderStatus;
  action: OrderAction;
  actor: Actor;
  actorId?: string | undefined;
  reason?: string | undefined;
  /** Only with `fail`. */
  cause?: FailureCause | undefined;
};

/** What moves together with the order, in the same transaction. */
async function moveAlong(tx: Tx, transition: Transition, customerId: string): Promise<void> {
  const { orderId, actorId } = transition;
  switch (transition.to) {
    case 'PREPARING':
      return requestDelivery(tx, orderId, customerId);
    case 'PICKED_UP':
      return moveDelivery(tx, { orderId, customerId, action: 'pickUp', partnerId: actorId ?? '' });
    case 'DELIVERED':
      return moveDelivery(tx, { orderId, customerId, action: 'deliver', partnerId: actorId ?? '' });
    case 'REJECTED':
      return releasePromo(tx, orderId);
    case 'CANCELLED':
      await releasePromo(tx, orderId);
      return transition.action === 'fail'
        ? moveDelivery(tx, { orderId, customerId, action: 'fail', partnerId: actorId ?? '' })
        : cancelDelivery(tx, orderId, customerId);
    default:
  }
}

async function alreadyRecorded(tx: Tx, { orderId, seq, action, to }: Transition): Promise<boolean> {
  const own = await tx
    .selectFrom('order_transitions')
    .select('seq')
    .where('order_id', '=', orderId)
    .where('seq', '=', seq)
    .where('action', '=', action)
    .where('to_status', '=', to)
    .executeTakeFirst();
  return own !== undefined;
}

/**
 * Moves an order: status, history, event and what depends on it in one transaction, guarded by the status it leaves. A retry
 * that finds its own move recorded succeeds.
 * @throws DomainError `illegal-transition` when the order stands elsewhere, `not-found` when it is somebody else's delivery
 */
export async function updateStatus(db: Db, transition: Transition): Promise<void> {
  const { orderId, seq, from, to, action, actor } = transition;
  await db.transaction().execute(async (tx) => {
    const order = await tx
      .updateTable('orders')
      .set({ status: to, seq, updated_at: new Date() })
      .where('id', '=', orderId)
      .where('status', '=', from)
      .where('seq', '=', seq - 1)
      .returning(['customer_id', 'restaurant_id'])
      .executeTakeFirst();
    if (!order) {
      if (await alreadyRecorded(tx, transition)) return;
      throw new DomainError('illegal-transition', illegalMove(from, action, actor));
    }
    await moveAlong(tx, transition, order.customer_id);
    await recordArrival(tx, {
      ...transition,
      customerId: order.customer_id,
      restaurantId: order.restaurant_id,
    });
    if (to === 'REJECTED' && actor === 'system') await pauseIfUnanswered(tx, order.restaurant_id, new Date());
  });
}
