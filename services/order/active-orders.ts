import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { OrderStatusView } from '../../contracts/orders.ts';
import { isFinal, type OrderStatus } from '../../domain/order/machine.ts';

/** An order that has ended stays this long, so that a reader who was slow cannot bring an old state back. */
const ENDED_SECONDS = 60;

/**
 * Sets an order's own fields unless the hash knows a later move, and its delivery's fields where there are none.
 * KEYS order:{id} · ARGV seq, '1' when it has ended, number of order fields, then fields and values
 */
const MERGE = `
local key, seq, ended, count = KEYS[1], tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local known = tonumber(redis.call('HGET', key, 'seq') or '-1')
if seq >= known then
  redis.call('HSET', key, 'seq', seq, unpack(ARGV, 4, 3 + 2 * count))
  if ended == '1' then redis.call('EXPIRE', key, ${ENDED_SECONDS}) end
end
for i = 4 + 2 * count, #ARGV, 2 do redis.call('HSETNX', key, ARGV[i], ARGV[i + 1]) end
`;

type Fields = Record<string, string>;
const flat = (fields: Fields) => Object.entries(fields).flat();

/** What a viewer's access depends on, beside what is shown. */
export type ActiveOrder = OrderStatusView & { customerId: string; restaurantId: string };

/** A delivery ends with its order, which then has nothing more to note. */
const ENDED = ['DELIVERED', 'FAILED', 'RETURNED', 'CANCELLED'];

/**
 * `order:{id}`: where each order under way stands, for those who ask often. Written by the relay from committed events, in order;
 * filled again by whoever misses it, so that it may be lost at any time.
 */
export function createActiveOrders({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  const merge = (orderId: string, seq: number, status: OrderStatus, order: Fields, delivery: Fields = {}) =>
    redis.eval(
      MERGE,
      1,
      keys.order(orderId),
      seq,
      isFinal(status) ? '1' : '0',
      Object.keys(order).length,
      ...flat(order),
      ...flat(delivery),
    );

  return {
    /** Takes over what an event says. The relay brings the events of an order one after the other. */
    async note(event: EventOf<'orders'> | EventOf<'deliveries'>): Promise<void> {
      const { data } = event;
      if ('deliveryId' in data) {
        const { orderId, partnerId, status } = data;
        if (ENDED.includes(status)) return;
        await redis.hset(keys.order(orderId), { delivery_status: status, partner_id: partnerId ?? '' });
      } else if ('seq' in data) {
        const { orderId, seq, status, customerId, restaurantId } = data;
        const fields = { customer_id: customerId, restaurant_id: restaurantId, updated_at: event.occurredAt };
        // A new order has no delivery; of any other, this event does not know.
        const delivery = data.from === null ? { delivery_status: '', partner_id: '' } : {};
        await merge(orderId, seq, status, { status, ...fields }, delivery);
      }
    },

    /** Fills what was missing, from the database. An order that has ended is not kept. */
    async fill(order: ActiveOrder): Promise<void> {
      if (isFinal(order.status)) return;
      await merge(
        order.id,
        order.seq,
        order.status,
        {
          status: order.status,
          customer_id: order.customerId,
          restaurant_id: order.restaurantId,
          updated_at: order.updatedAt,
        },
        { delivery_status: order.deliveryStatus ?? '', partner_id: order.partnerId ?? '' },
      );
    },

    /** @returns undefined when Redis does not know the whole of it */
    async read(orderId: string): Promise<ActiveOrder | undefined> {
      const hash = await redis.hgetall(keys.order(orderId));
      const {
        status,
        seq,
        customer_id: customerId,
        restaurant_id: restaurantId,
        updated_at: updatedAt,
      } = hash;
      const knowsDelivery = hash.delivery_status !== undefined && hash.partner_id !== undefined;
      if (!status || !seq || !customerId || !restaurantId || !updatedAt || !knowsDelivery) return undefined;
      return {
        id: orderId,
        status: status as OrderStatus,
        seq: Number(seq),
        customerId,
        restaurantId,
        updatedAt,
        deliveryStatus: (hash.delivery_status || null) as ActiveOrder['deliveryStatus'],
        partnerId: hash.partner_id || null,
      };
    },
  };
}
export type ActiveOrders = ReturnType<typeof createActiveOrders>;
