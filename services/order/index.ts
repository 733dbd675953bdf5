import type { Db } from '../../adapters/postgres/index.ts';
import { type Geofence, openField } from '../delivery/geofence.ts';
import { createOrder, type NewOrder } from './create-order.ts';
import {
  assertVisible,
  getOrder,
  getStatus,
  listOrders,
  readStanding,
  requestHashOf,
  type Standing,
  type Viewer,
} from './read-orders.ts';
import { type Transition, updateStatus } from './update-status.ts';

export type { NewOrder, Standing, Transition, Viewer };
export { getStatus };

/**
 * Orders: written only by their workflow's activities, read by everybody who may.
 * @param deps.geofence compares where partners are with where their steps happen; the process that moves orders has one
 */
export function createOrderService({ db, geofence = openField }: { db: Db; geofence?: Geofence }) {
  return {
    createOrder: (order: NewOrder) => createOrder(db, order),
    updateStatus: (transition: Transition) => updateStatus(db, transition, geofence),
    getOrder: (orderId: string, viewer: Viewer) => getOrder(db, orderId, viewer),
    listOrders: (viewer: Viewer, page: { limit: number; after?: string | undefined }) =>
      listOrders(db, viewer, page),
    readStanding: (orderId: string) => readStanding(db, orderId),
    requestHashOf: (orderId: string) => requestHashOf(db, orderId),
    assertVisible: (orderId: string, viewer: Viewer) => assertVisible(db, orderId, viewer),
  };
}
export type OrderService = ReturnType<typeof createOrderService>;
