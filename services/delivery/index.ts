import type { Db } from '../../adapters/postgres/index.ts';
import type { DeliveryQueue } from '../../contracts/deliveries.ts';
import type { Tariff } from '../../domain/pricing/price.ts';
import type { Geofence } from './geofence.ts';
import { type Proof, proveHandOver, waiveProof } from './hand-over.ts';
import { moveDelivery } from './move-delivery.ts';
import { liveOffer } from './offer-card.ts';
import {
  listDeliveries,
  orderOfDelivery,
  orderOfFormerDelivery,
  searchesOfOffer,
} from './read-deliveries.ts';
import { orderOfAnyDelivery, readDeliveryFile, watchDeliveries } from './watch-deliveries.ts';

/** What partners and operators see of deliveries, and what partners report. Who gets one is decided in `dispatch.ts`. */
export function createDeliveryService(deps: { db: Db; geofence: Geofence; tariff: Tariff }) {
  const { db, geofence } = deps;
  return {
    orderOfDelivery: (deliveryId: string, partnerId: string) => orderOfDelivery(db, deliveryId, partnerId),
    orderOfFormerDelivery: (deliveryId: string, partnerId: string) =>
      orderOfFormerDelivery(db, deliveryId, partnerId),
    liveOffer: (partnerId: string) => liveOffer(deps, partnerId),
    searchesOfOffer: (offerId: string, partnerId: string) => searchesOfOffer(db, offerId, partnerId),
    listDeliveries: (partnerId: string, page: { limit: number; after?: string | undefined }) =>
      listDeliveries(db, partnerId, page),

    orderOfAnyDelivery: (deliveryId: string) => orderOfAnyDelivery(db, deliveryId),
    watch: (queue: DeliveryQueue, page: { limit: number; after?: string | undefined }) =>
      watchDeliveries(db, queue, page),
    readFile: (deliveryId: string) => readDeliveryFile(db, deliveryId),

    prove: (deliveryId: string, partnerId: string, proof: Proof) =>
      proveHandOver(db, deliveryId, partnerId, proof),
    waiveProof: (orderId: string, by: { actorId: string; reason: string }) => waiveProof(db, orderId, by),

    /** A partner reports where they and the food are; nothing waits for it, so it is a plain guarded write. */
    async report(
      deliveryId: string,
      partnerId: string,
      action: 'arriveAtRestaurant' | 'arriveAtCustomer' | 'return',
    ): Promise<void> {
      const orderId = await orderOfDelivery(db, deliveryId, partnerId);
      await db.transaction().execute((tx) => moveDelivery(tx, { orderId, partnerId, action }, geofence));
    },
  };
}
export type DeliveryService = ReturnType<typeof createDeliveryService>;
