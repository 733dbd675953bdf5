import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { Town } from './town.ts';

/** One customer's order, by the key under which it is or will be placed. */
export type Subject = { orderId: string; key: string };

export type Scenario = {
  name: string;
  /** How the order's workflow ends, whatever happens on the way. */
  ends: Record<string, unknown>;
  /** Brings the order to where the crash points begin. */
  before(town: Town, order: Subject): Promise<void>;
  /** What the worker dies in. @returns the clients' answers, the same however often it is repeated */
  act(town: Town, order: Subject): Promise<unknown>;
};

/** A client that was told that nobody knows asks again, with the same key. Every other refusal is an answer. */
async function answerOf(ask: () => Promise<unknown>): Promise<unknown> {
  for (const giveUpAt = Date.now() + 40_000; ; await sleep(200)) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code !== 'service-unavailable' || Date.now() > giveUpAt) return error.code;
    }
  }
}

type Changes = Parameters<Town['body']>[1];

function place(town: Town, { orderId, key }: Subject, card = 'tok_visa', changes: Changes = {}) {
  return answerOf(async () => {
    const placed = await town.commands.place(town.customerId, key, town.body(card, changes));
    return placed.orderId === orderId ? 'placed' : placed;
  });
}

async function cook(town: Town, order: Subject) {
  const { commands } = town;
  await place(town, order);
  await commands.move(order.orderId, 'accept', { actor: 'restaurant' });
  await commands.move(order.orderId, 'prepare', { actor: 'restaurant' });
  return town.offerFor(order.orderId);
}

const takeOffer = (
  commands: Town['commands'],
  orderId: string,
  { offerId, partnerId }: { offerId: string; partnerId: string },
) => commands.answerOffer([{ offerId, orderId, search: 1 }], { partnerId, accept: true });

async function deliver(town: Town, order: Subject): Promise<void> {
  const { commands } = town;
  const offer = await cook(town, order);
  await takeOffer(commands, order.orderId, offer);
  await commands.move(order.orderId, 'ready', { actor: 'restaurant' });
  const by = { actor: 'partner', actorId: offer.partnerId } as const;
  await commands.move(order.orderId, 'pickUp', by);
  await commands.move(order.orderId, 'deliver', by);
  await town.until(order.orderId, ({ payment }) => payment === 'CAPTURED');
}

type Move = Parameters<Town['commands']['move']>;

/** The answer tells nothing that differs from order to order. */
function move({ commands }: Town, { orderId, key }: Subject, action: Move[1], by: Move[2]) {
  return answerOf(async () => {
    const { status, seq } = await commands.move(orderId, action, by, key);
    return { status, seq };
  });
}

const promoOf = ({ key }: Subject) => `ONCE-${key.slice(0, 18).toUpperCase()}`;

export const SCENARIOS: Scenario[] = [
  {
    name: 'placement, then rejection',
    ends: { status: 'REJECTED', capturedMinor: 0 },
    async before() {},
    act: async (town, order) => [
      await place(town, order),
      await move(town, order, 'reject', { actor: 'restaurant' }),
    ],
  },
  {
    name: 'placement, card declined',
    ends: { status: 'NOT_PLACED', code: 'card-declined' },
    async before() {},
    act: (town, order) => place(town, order, 'tok_declined'),
  },
  {
    name: 'placement, refused with money held',
    ends: { status: 'NOT_PLACED', code: 'promo-used-up' },
    async before(town, order) {
      const faster = `${order.key}-faster`;
      await town.oncePromo(promoOf(order));
      await town.commands.place(
        town.customerId,
        faster,
        town.body('tok_visa', { promoCode: promoOf(order) }),
      );
    },
    act: (town, order) => place(town, order, 'tok_visa', { promoCode: promoOf(order) }),
  },
  {
    name: 'delivery and capture',
    ends: { status: 'DELIVERED', releasedMinor: 0 },
    async before(town, order) {
      const offer = await cook(town, order);
      const { commands } = town;
      await takeOffer(commands, order.orderId, offer);
      await commands.move(order.orderId, 'ready', { actor: 'restaurant' });
      await commands.move(order.orderId, 'pickUp', { actor: 'partner', actorId: offer.partnerId });
    },
    async act(town, order) {
      const { partnerId } = await town.offerFor(order.orderId);
      return move(town, order, 'deliver', { actor: 'partner', actorId: partnerId });
    },
  },
  {
    name: 'cancellation while a partner is asked',
    ends: { status: 'CANCELLED' },
    async before(town, order) {
      await cook(town, order);
    },
    act: (town, order) => move(town, order, 'cancel', { actor: 'customer', actorId: town.customerId }),
  },
  {
    name: 'an order for later begins',
    ends: { status: 'REJECTED', capturedMinor: 0 },
    async before(town, order) {
      await place(town, order, 'tok_visa', { deliverAt: await town.deliverAt(15) });
    },
    async act(town, order) {
      await town.until(order.orderId, ({ status }) => status !== 'SCHEDULED');
      return move(town, order, 'reject', { actor: 'restaurant' });
    },
  },
  {
    name: 'a change of items, approved',
    ends: { status: 'CANCELLED', capturedMinor: 0 },
    async before(town, order) {
      await place(town, order);
      await town.commands.move(order.orderId, 'accept', { actor: 'restaurant' });
    },
    async act(town, order) {
      const { commands } = town;
      const wish = { items: [{ line: 0, quantity: 1 }], reason: 'only one left' };
      const proposed = await answerOf(
        async () => (await commands.proposeChange(order.orderId, wish, order.key)).status,
      );
      const answered = await answerOf(
        async () => (await commands.answerChange(order.orderId, { number: 1, verdict: 'APPROVED' })).status,
      );
      return [
        proposed,
        answered,
        await move(town, order, 'cancel', { actor: 'customer', actorId: town.customerId }),
      ];
    },
  },
  {
    name: 'a refund',
    ends: { status: 'DELIVERED', releasedMinor: 0 },
    before: deliver,
    act: (town, { orderId, key }) =>
      answerOf(() => town.money.refund(orderId, { key, parts: 'all', reason: 'cold', paidBy: 'everyone' })),
  },
  {
    name: 'a tip that is raised and lowered again',
    ends: { status: 'DELIVERED', releasedMinor: 0 },
    before: deliver,
    act: async (town, { orderId, key }) => [
      await answerOf(() =>
        town.money.setTip(orderId, `${key}-up`, { tipMinor: 500, paymentToken: 'tok_visa' }),
      ),
      await answerOf(() => town.money.setTip(orderId, `${key}-down`, { tipMinor: 20 })),
    ],
  },
];
