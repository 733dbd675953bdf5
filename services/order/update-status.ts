import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { Orders } from '../../adapters/postgres/schema.ts';
import type { DispatchPolicy } from '../../domain/dispatch/scored.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Actor, illegalMove, type OrderAction, type OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import type { Price } from '../../domain/pricing/price.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import type { Geofence } from '../delivery/geofence.ts';
import { moveDelivery } from '../delivery/move-delivery.ts';
import { foodIsReady, requestDelivery } from '../delivery/request-delivery.ts';
import { recordAction } from '../operations/audit.ts';
import type { Hold } from '../payment/authorize.ts';
import { recordHold } from '../payment/record-hold.ts';
import { releasePromo } from '../pricing/promos.ts';
import { pauseIfUnanswered } from '../restaurant/profile.ts';
import { assertNoOpenChange, withdrawOpenChange } from './change-order.ts';
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
  /** Only with `start`: the money of an order for later is held when it begins. */
  hold?: Hold | undefined;
  /** How partners are found for this order; left out by orders that were placed before there was a choice. */
  policy?: DispatchPolicy | undefined;
};

type OrderRow = Pick<Selectable<Orders>, 'customer_id' | 'restaurant_id' | 'price'>;

/** What moves together with the order, in the same transaction. */
async function moveAlong(tx: Tx, transition: Transition, order: OrderRow, geofence: Geofence): Promise<void> {
  const { orderId, actorId, reason, cause, hold, policy = 'scored' } = transition;
  switch (transition.to) {
    case 'PLACED':
      return recordHold(tx, { orderId, price: order.price as unknown as Price, hold: hold as Hold });
    case 'CONFIRMED':
      return policy === 'matched' ? requestDelivery(tx, orderId, policy) : undefined;
    case 'PREPARING':
      return policy === 'scored' ? requestDelivery(tx, orderId, policy) : undefined;
    case 'READY':
      await assertNoOpenChange(tx, orderId);
      return foodIsReady(tx, orderId);
    case 'PICKED_UP':
      return moveDelivery(tx, { orderId, action: 'pickUp', partnerId: actorId ?? '' }, geofence);
    case 'DELIVERED':
      return moveDelivery(tx, { orderId, action: 'deliver', partnerId: actorId ?? '' }, geofence);
    case 'REJECTED':
      return releasePromo(tx, orderId);
    case 'CANCELLED':
      await releasePromo(tx, orderId);
      await withdrawOpenChange(tx, {
        orderId,
        customerId: order.customer_id,
        restaurantId: order.restaurant_id,
      });
      return transition.action === 'fail'
        ? moveDelivery(tx, { orderId, action: 'fail', partnerId: actorId ?? '', reason, cause }, geofence)
        : cancelDelivery(tx, orderId, transition);
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
export async function updateStatus(db: Db, transition: Transition, geofence: Geofence): Promise<void> {
  const { orderId, seq, from, to, action, actor } = transition;
  await db.transaction().execute(async (tx) => {
    const order = await tx
      .updateTable('orders')
      .set({ status: to, seq, updated_at: new Date() })
      .where('id', '=', orderId)
      .where('status', '=', from)
      .where('seq', '=', seq - 1)
      .returning(['customer_id', 'restaurant_id', 'price'])
      .executeTakeFirst();
    if (!order) {
      if (await alreadyRecorded(tx, transition)) return;
      throw new DomainError('illegal-transition', illegalMove(from, action, actor));
    }
    await moveAlong(tx, transition, order, geofence);
    await recordArrival(tx, {
      ...transition,
      customerId: order.customer_id,
      restaurantId: order.restaurant_id,
    });
    if (actor === 'operator') {
      const { actorId, reason } = transition;
      await recordAction(tx, {
        actorId,
        action: 'cancel-order',
        subject: orderId,
        reason,
        before: { status: from },
        after: { status: to },
      });
    }
    if (to === 'REJECTED' && actor === 'system') await pauseIfUnanswered(tx, order.restaurant_id, new Date());
  });
}
