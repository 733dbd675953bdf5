import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../adapters/postgres/index.ts';
import { DELIVERY_EVENT, OPERATORS } from '../../contracts/events.ts';
import type { DropOutReason } from '../../domain/delivery/drop-out.ts';
import type { DeliveryNews, DeliveryStatus } from '../../domain/delivery/machine.ts';
import type { Actor } from '../../domain/order/machine.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import { publish } from '../outbox.ts';

/** A delivery and those who are told of its changes, besides its partners. */
export type Concerned = { deliveryId: string; orderId: string; customerId: string; restaurantId: string };

export type DeliveryChange = Concerned & {
  action: DeliveryNews;
  from: DeliveryStatus | null;
  to: DeliveryStatus;
  /** Who carries it now, and who did until now. */
  partnerId: string | null;
  formerPartnerId?: string | null;
  actor: Actor;
  actorId?: string | undefined;
  /** Why it went wrong, for programs. */
  code?: DropOutReason | FailureCause | undefined;
  reason?: string | undefined;
  warning?: string | undefined;
};

/** News that operators act upon. */
const FOR_OPERATORS: readonly DeliveryNews[] = ['needHand', 'dropOut', 'lockProof'];

/**
 * The history row and the event of a change. The caller holds the delivery's row, so that changes are numbered one after the
 * other.
 */
export async function recordChange(tx: Tx, change: DeliveryChange): Promise<void> {
  const { deliveryId, orderId, customerId, restaurantId, action, from, to, partnerId, actor } = change;
  const formerPartnerId = change.formerPartnerId ?? null;
  const next: RawBuilder<number> = sql`(select coalesce(max(seq), 0) + 1 from delivery_history
    where delivery_id = ${deliveryId})`;
  const { seq } = await tx
    .insertInto('delivery_history')
    .values({
      delivery_id: deliveryId,
      seq: next,
      action,
      from_status: from,
      to_status: to,
      former_partner_id: formerPartnerId,
      partner_id: partnerId,
      actor,
      actor_id: change.actorId ?? null,
      code: change.code ?? null,
      reason: change.reason ?? null,
      warning: change.warning ?? null,
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  const told = [customerId, restaurantId, partnerId, formerPartnerId].filter((id) => id !== null);
  await publish(
    tx,
    'deliveries',
    {
      id: `${deliveryId}:${seq}`,
      aggregateId: orderId,
      type: DELIVERY_EVENT[action],
      data: {
        deliveryId,
        orderId,
        seq,
        action,
        status: to,
        customerId,
        restaurantId,
        partnerId,
        formerPartnerId,
      },
    },
    FOR_OPERATORS.includes(action) ? [...told, OPERATORS] : told,
  );
}
