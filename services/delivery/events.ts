import type { Tx } from '../../adapters/postgres/index.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { DeliveryStatus } from '../../domain/delivery/machine.ts';
import { publish } from '../outbox.ts';

const EVENT = {
  SEARCHING: 'DeliveryRequested',
  ASSIGNED: 'DeliveryAssigned',
  AT_RESTAURANT: 'DeliveryAtRestaurant',
  PICKED_UP: 'DeliveryPickedUp',
  AT_CUSTOMER: 'DeliveryAtCustomer',
  DELIVERED: 'DeliveryDelivered',
  FAILED: 'DeliveryFailed',
  RETURNED: 'DeliveryReturned',
  CANCELLED: 'DeliveryCancelled',
} as const satisfies Record<DeliveryStatus, EventOf<'deliveries'>['type']>;

export type DeliveryNews = {
  deliveryId: string;
  orderId: string;
  customerId: string;
  partnerId: string | null;
  status: DeliveryStatus;
};

/** Tells of a delivery's arrival in a status. A delivery enters each status once, so delivery and status name the event. */
export async function publishDelivery(tx: Tx, news: DeliveryNews): Promise<void> {
  const recipients = [news.customerId, ...(news.partnerId ? [news.partnerId] : [])];
  await publish(
    tx,
    'deliveries',
    {
      id: `${news.deliveryId}:${news.status}`,
      aggregateId: news.orderId,
      type: EVENT[news.status],
      data: news,
    },
    recipients,
  );
}
