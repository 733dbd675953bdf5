import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { CHANGE_EVENT } from '../../contracts/events.ts';
import type { BasketItem } from '../../contracts/orders.ts';
import { DomainError } from '../../domain/errors.ts';
import { formatMoney } from '../../domain/money.ts';
import {
  type ChangeVerdict,
  changedBasket,
  type LineChange,
  type SilentVerdict,
  whenSilent,
} from '../../domain/order/change.ts';
import type { Actor, OrderStatus } from '../../domain/order/machine.ts';
import { type Price, repriceBasket, type Tariff } from '../../domain/pricing/price.ts';
import { publish } from '../outbox.ts';
import type { PricingService } from '../pricing/index.ts';

/** A restaurant's wish. `number` counts the order's changes, so that a repeated call meets its own. */
export type Proposal = {
  orderId: string;
  number: number;
  items: { line: number; quantity: number; substitute?: BasketItem | undefined }[];
  reason: string;
  actorId?: string | undefined;
  /** ISO 8601. */
  expiresAt: string;
};
export type Answer = { orderId: string; number: number; verdict: ChangeVerdict; by: Actor };

/** Statuses in which the kitchen can still do something else. */
const CHANGEABLE: readonly OrderStatus[] = ['CONFIRMED', 'PREPARING'];

const pending = () =>
  new DomainError(
    'change-pending',
    'The customer has not answered your change yet. Wait for the answer, or withdraw the change.',
  );
export const changeNotOpen = () =>
  new DomainError(
    'change-not-open',
    'This change is not open any more. Reload the order to see what became of it.',
  );

type Row = {
  number: number;
  status: keyof typeof CHANGE_EVENT;
  reason: string;
  expiresAt: Date;
  price: Price;
};
type Parties = { orderId: string; customerId: string; restaurantId: string };

async function tell(tx: Tx, { orderId, customerId, restaurantId }: Parties, change: Row): Promise<void> {
  await publish(
    tx,
    'orders',
    {
      id: `${orderId}:change:${change.number}:${change.status}`,
      aggregateId: orderId,
      type: CHANGE_EVENT[change.status],
      data: {
        orderId,
        number: change.number,
        status: change.status,
        customerId,
        restaurantId,
        reason: change.reason,
        totalMinor: change.price.totalMinor,
        expiresAt: change.expiresAt.toISOString(),
      },
    },
    [customerId, restaurantId],
  );
}

/** Locks the order: changes and moves of one order wait for each other. */
const lockedOrder = (tx: Tx, orderId: string) =>
  tx
    .selectFrom('orders')
    .leftJoin('payments', 'payments.order_id', 'orders.id')
    .select([
      'orders.status',
      'orders.price',
      'orders.customer_id',
      'orders.restaurant_id',
      'payments.held_minor',
    ])
    .where('orders.id', '=', orderId)
    .forUpdate('orders')
    .executeTakeFirstOrThrow();

/** Closes the order's open change, and tells of it. */
async function close(tx: Tx, parties: Parties, verdict: ChangeVerdict, by: Actor, number?: number) {
  const closed = await tx
    .updateTable('order_changes')
    .set({ status: verdict, answered_by: by, answered_at: new Date() })
    .where('order_id', '=', parties.orderId)
    .where('status', '=', 'PROPOSED')
    .$if(number !== undefined, (query) => query.where('number', '=', number as number))
    .returning(['number', 'reason', 'price', 'expires_at'])
    .executeTakeFirst();
  if (!closed) return undefined;
  const price = closed.price as unknown as Price;
  await tell(tx, parties, { ...closed, status: verdict, expiresAt: closed.expires_at, price });
  return price;
}

/** A kitchen that asks for a change waits for the answer. @throws DomainError `change-pending` */
export async function assertNoOpenChange(tx: Tx, orderId: string): Promise<void> {
  const open = await tx
    .selectFrom('order_changes')
    .select('number')
    .where('order_id', '=', orderId)
    .where('status', '=', 'PROPOSED')
    .executeTakeFirst();
  if (open) throw pending();
}

/** In the transaction that ends an order: there is nothing left to change. */
export async function withdrawOpenChange(tx: Tx, parties: Parties): Promise<void> {
  await close(tx, parties, 'WITHDRAWN', 'system');
}

export function createOrderChanges({
  db,
  pricing,
  tariff,
}: {
  db: Db;
  pricing: Pick<PricingService, 'linesOf'>;
  tariff: Tariff;
}) {
  async function withPrices(restaurantId: string, items: Proposal['items']): Promise<LineChange[]> {
    const wanted = items.flatMap(({ substitute }) => (substitute ? [substitute] : []));
    const lines = wanted.length > 0 ? await pricing.linesOf(restaurantId, wanted, new Date()) : [];
    return items.map(({ line, quantity, substitute }) => ({
      line,
      quantity,
      ...(substitute && { substitute: lines.shift() }),
    }));
  }

  return {
    /**
     * Writes down what the restaurant wants changed and what the order would cost then.
     * @returns what becomes of it when the customer says nothing
     * @throws DomainError `change-pending`, `change-above-hold`, `illegal-transition` once the food is ready,
     *   `invalid-request`, `unknown-item`, `item-unavailable`, `invalid-options`
     */
    async propose(proposal: Proposal): Promise<{ whenSilent: SilentVerdict }> {
      const { orderId, number } = proposal;
      const { restaurant_id: restaurantId } = await db
        .selectFrom('orders')
        .select('restaurant_id')
        .where('id', '=', orderId)
        .executeTakeFirstOrThrow();
      const changes = await withPrices(restaurantId, proposal.items);
      return db.transaction().execute(async (tx) => {
        const order = await lockedOrder(tx, orderId);
        const last = await tx
          .selectFrom('order_changes')
          .select(['number', 'status', 'when_silent'])
          .where('order_id', '=', orderId)
          .orderBy('number', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (last?.number === number) return { whenSilent: last.when_silent as SilentVerdict }; // our own earlier try
        if (last?.status === 'PROPOSED') throw pending();
        if (!CHANGEABLE.includes(order.status as OrderStatus)) {
          throw new DomainError(
            'illegal-transition',
            `This order is ${order.status}; items can be changed between CONFIRMED and READY.`,
          );
        }
        const before = order.price as unknown as Price;
        const price = repriceBasket(before, changedBasket(before.lines, changes), tariff);
        const held = order.held_minor ?? 0;
        if (price.totalMinor > held) {
          throw new DomainError(
            'change-above-hold',
            `This would cost ${formatMoney(price.totalMinor, price.currency)}, but only ${formatMoney(held, price.currency)} is held on the card. Offer something cheaper.`,
          );
        }
        const expiresAt = new Date(proposal.expiresAt);
        const silence = whenSilent(changes);
        await tx
          .insertInto('order_changes')
          .values({
            order_id: orderId,
            number,
            status: 'PROPOSED',
            items: JSON.stringify(changes),
            price: JSON.stringify(price),
            reason: proposal.reason,
            when_silent: silence,
            proposed_by: proposal.actorId ?? null,
            expires_at: expiresAt,
          })
          .execute();
        const parties = { orderId, customerId: order.customer_id, restaurantId };
        await tell(tx, parties, { number, status: 'PROPOSED', reason: proposal.reason, expiresAt, price });
        return { whenSilent: silence };
      });
    },

    /**
     * Closes an open change; approved, the order costs and contains what it says. A repeated answer changes nothing.
     * @throws DomainError `change-not-open` when it was answered otherwise
     */
    async answer({ orderId, number, verdict, by }: Answer): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const order = await lockedOrder(tx, orderId);
        const parties = { orderId, customerId: order.customer_id, restaurantId: order.restaurant_id };
        const price = await close(tx, parties, verdict, by, number);
        if (!price) {
          const own = await tx
            .selectFrom('order_changes')
            .select('number')
            .where('order_id', '=', orderId)
            .where('number', '=', number)
            .where('status', '=', verdict)
            .where('answered_by', '=', by)
            .executeTakeFirst();
          if (own) return; // our own earlier try
          throw changeNotOpen();
        }
        if (verdict !== 'APPROVED') return;
        await tx
          .updateTable('orders')
          .set({ price: JSON.stringify(price), total_minor: price.totalMinor, updated_at: new Date() })
          .where('id', '=', orderId)
          .execute();
        await tx
          .updateTable('promo_redemptions')
          .set({ discount_minor: price.discountMinor })
          .where('order_id', '=', orderId)
          .execute();
      });
    },
  };
}
export type OrderChanges = ReturnType<typeof createOrderChanges>;
