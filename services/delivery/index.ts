import type { Db } from '../../adapters/postgres/index.ts';
import { moveDelivery } from './move-delivery.ts';
import { listDeliveries, orderOfDelivery, orderOfOffer } from './read-deliveries.ts';

/** The partners' side of a delivery: what they carry, how far they are. Offers are made in `dispatch.ts`. */
export function createDeliveryService({ db }: { db: Db }) {
  return {
    orderOfDelivery: (deliveryId: string, partnerId: string) => orderOfDelivery(db, deliveryId, partnerId),
    orderOfOffer: (offerId: string, partnerId: string) => orderOfOffer(db, offerId, partnerId),
    listDeliveries: (partnerId: string, page: { limit: number; after?: string | undefined }) =>
      listDeliveries(db, partnerId, page),

    /** A partner reports where they and the food are; nothing waits for it, so it is a plain guarded write. */
    async report(
      deliveryId: string,
      partnerId: string,
      action: 'arriveAtRestaurant' | 'arriveAtCustomer' | 'return',
    ): Promise<void> {
      const orderId = await orderOfDelivery(db, deliveryId, partnerId);
      await db.transaction().execute(async (tx) => {
        const order = await tx
          .selectFrom('orders')
          .select('customer_id')
          .where('id', '=', orderId)
          .executeTakeFirstOrThrow();
        await moveDelivery(tx, { orderId, customerId: order.customer_id, partnerId, action });
      });
    },
  };
}
export type DeliveryService = ReturnType<typeof createDeliveryService>;
