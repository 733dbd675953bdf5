import type { Tx } from '../../adapters/postgres/index.ts';
import { ORDER_EVENT } from '../../contracts/events.ts';
import type { Actor, OrderAction, OrderStatus } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { publish } from '../outbox.ts';

export type Arrival = {
  orderId: string;
  seq: number;
  from: OrderStatus | null;
  to: OrderStatus;
  action: OrderAction | 'place';
  actor: Actor;
  actorId?: string | undefined;
  reason?: string | undefined;
  cause?: FailureCause | undefined;
  customerId: string;
  restaurantId: string;
};

/** The history row and the event of an order's arrival in a status. The event's id `ord_…:seq` makes it one event for ever. */
export async function recordArrival(tx: Tx, arrival: Arrival): Promise<void> {
  const { orderId, seq, from, to, action, actor, actorId, reason, cause, customerId, restaurantId } = arrival;
  await tx
    .insertInto('order_transitions')
    .values({
      order_id: orderId,
      seq,
      from_status: from,
      to_status: to,
      action,
      actor,
      actor_id: actorId ?? null,
      reason: reason ?? null,
      cause: cause ?? null,
    })
    .execute();
  await publish(
    tx,
    'orders',
    {
      id: `${orderId}:${seq}`,
      aggregateId: orderId,
      type: ORDER_EVENT[to],
      data: { orderId, seq, from, status: to, customerId, restaurantId, actor, reason: reason ?? null },
    },
    [customerId, restaurantId],
  );
}
