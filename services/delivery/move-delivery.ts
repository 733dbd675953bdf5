import type { Tx } from '../../adapters/postgres/index.ts';
import {
  DELIVERY,
  type DeliveryAction,
  type DeliveryStatus,
  deliverableFrom,
} from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import { publishDelivery } from './events.ts';

type PartnerAction = Extract<
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

/**
 * A partner's step, guarded by whose delivery it is and where it stands.
 * @throws DomainError `not-found` when it is not this partner's, `illegal-transition` when it stands elsewhere
 */
export async function moveDelivery(
  tx: Tx,
  move: { orderId: string; customerId: string; partnerId: string; action: PartnerAction },
): Promise<void> {
  const { orderId, customerId, partnerId, action } = move;
  const current = await tx
    .selectFrom('deliveries')
    .select(['id', 'status'])
    .where('order_id', '=', orderId)
    .where('partner_id', '=', partnerId)
    .forUpdate()
    .executeTakeFirst();
  if (!current) throw new DomainError('not-found', 'This is not one of your deliveries.');
  const status = DELIVERY[current.status as DeliveryStatus][action];
  if (!status && current.status === ARRIVED[action]) return; // reported before, the answer was lost
  if (!status) {
    throw new DomainError(
      'illegal-transition',
      `This delivery is ${current.status}; ${action} is possible from ${deliverableFrom(action).join(' or ')}.`,
    );
  }
  await tx
    .updateTable('deliveries')
    .set({ status, ...stamp(action) })
    .where('id', '=', current.id)
    .execute();
  if (status === 'DELIVERED') {
    await tx
      .updateTable('partners')
      .set((eb) => ({ deliveries_completed: eb('deliveries_completed', '+', 1) }))
      .where('id', '=', partnerId)
      .execute();
  }
  await publishDelivery(tx, { deliveryId: current.id, orderId, customerId, partnerId, status });
}
