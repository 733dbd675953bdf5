import type { Tx } from '../../adapters/postgres/index.ts';
import { failureCounts } from '../../domain/delivery/drop-out.ts';
import {
  DELIVERY,
  type DeliveryAction,
  type DeliveryStatus,
  deliverableFrom,
} from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FailureCause } from '../../domain/order/refund.ts';
import type { Geofence, Place } from './geofence.ts';
import { proofMissing } from './hand-over.ts';
import { type HeldDelivery, holdDelivery } from './hold-delivery.ts';
import { countCompleted, forgetTaken } from './partner-counts.ts';
import { recordChange } from './record-change.ts';

export type PartnerAction = Extract<
  DeliveryAction,
  'arriveAtRestaurant' | 'pickUp' | 'arriveAtCustomer' | 'deliver' | 'fail' | 'return'
>;

/** Reports that change nothing when they come twice. */
const ARRIVED: Partial<Record<PartnerAction, DeliveryStatus>> = {
  arriveAtRestaurant: 'AT_RESTAURANT',
  arriveAtCustomer: 'AT_CUSTOMER',
  return: 'RETURNED',
};

const STAMP = {
  arriveAtRestaurant: 'at_restaurant_at',
  pickUp: 'picked_up_at',
  deliver: 'delivered_at',
} as const;
const stamp = (action: PartnerAction) =>
  action in STAMP ? { [STAMP[action as keyof typeof STAMP]]: new Date() } : {};

/** Where a step happens, for those that happen somewhere. */
function placeOf(action: PartnerAction, { pickup, dropoff }: HeldDelivery): Place | undefined {
  switch (action) {
    case 'arriveAtRestaurant':
    case 'pickUp':
      return { position: pickup, name: 'the restaurant' };
    case 'arriveAtCustomer':
    case 'deliver':
      return { position: dropoff, name: 'the customer' };
    default:
      return undefined;
  }
}

/**
 * A partner's step, guarded by whose delivery it is and where it stands.
 * @throws DomainError `not-found` when it is not this partner's, `illegal-transition` when it stands elsewhere,
 *   `proof-missing`, and what the geofence throws
 */
export async function moveDelivery(
  tx: Tx,
  move: {
    orderId: string;
    partnerId: string;
    action: PartnerAction;
    reason?: string | undefined;
    /** Only with `fail`. */
    cause?: FailureCause | undefined;
  },
  geofence: Geofence,
): Promise<void> {
  const { orderId, partnerId, action, reason, cause } = move;
  const delivery = await holdDelivery(tx, orderId);
  if (delivery?.partnerId !== partnerId)
    throw new DomainError('not-found', 'This is not one of your deliveries.');
  const { deliveryId, status } = delivery;
  const to = DELIVERY[status][action];
  if (!to && status === ARRIVED[action]) return; // reported before, the answer was lost
  if (!to) {
    throw new DomainError(
      'illegal-transition',
      `This delivery is ${status}; ${action} is possible from ${deliverableFrom(action).join(' or ')}.`,
    );
  }
  if (action === 'deliver' && delivery.proofOf?.given === false) throw proofMissing(delivery.proofOf.kind);
  const place = placeOf(action, delivery);
  const warning = place && (await geofence(partnerId, place));
  await tx
    .updateTable('deliveries')
    .set({ status: to, ...stamp(action) })
    .where('id', '=', deliveryId)
    .execute();
  if (to === 'DELIVERED') await countCompleted(tx, partnerId);
  if (cause && !failureCounts(cause)) await forgetTaken(tx, partnerId);
  const by = { actor: 'partner', actorId: partnerId } as const;
  await recordChange(tx, {
    ...delivery,
    ...by,
    action,
    from: status,
    to,
    partnerId,
    code: cause,
    reason,
    warning,
  });
}
