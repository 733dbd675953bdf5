import type { DispatchActivities, OfferTry, PartnerChange, PlanAnswer } from '../../activities/dispatch.ts';
import { withFailures } from '../../activities/failures.ts';
import type { Ending, NewOrder, OrderActivities, Transition } from '../../activities/orders.ts';
import {
  DELIVERY,
  type DeliveryAction,
  type DeliveryStatus,
  deliverableFrom,
} from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  type ChangeStatus,
  changedBasket,
  type SilentVerdict,
  whenSilent,
} from '../../domain/order/change.ts';
import { illegalMove, type OrderStatus } from '../../domain/order/machine.ts';
import { keptAfterCancel, NOTHING_KEPT } from '../../domain/order/refund.ts';
import { keptMinor, wholePrice } from '../../domain/payment/ledger.ts';
import {
  type BasketLine,
  HELSINKI_TARIFF,
  type Price,
  priceBasket,
  repriceBasket,
} from '../../domain/pricing/price.ts';

export type Partner = { id: string; km: number; offline?: boolean };
type Offer = {
  id: string;
  partnerId: string;
  search: number;
  round: number;
  status: 'LIVE' | 'ACCEPTED' | 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN' | 'UNREACHED' | 'RELEASED';
};
type OrderRow = {
  status: OrderStatus;
  seq: number;
  price: Price;
  timeline: Transition[];
  changes: Change[];
  settlement?: { ending: Ending; capturedMinor: number; releasedMinor: number };
};
type Change = {
  number: number;
  status: ChangeStatus;
  price: Price;
  whenSilent: SilentVerdict;
  expiresAt: string;
};
type DeliveryRow = {
  status: DeliveryStatus;
  partnerId: string | null;
  search: number;
  manual: boolean;
  /** Who had it and lost it, and how. */
  lost: { partnerId: string; how: PartnerChange['kind'] }[];
  offers: Offer[];
};
/** What the zone's plan says of an order: whom to ask now, and since when somebody ought to be on the way. */
type Planned = { due?: string | undefined; dueSince?: string | undefined };
type Hold = { status: 'HELD' | 'DECLINED' | 'VOIDED' | 'CAPTURED'; amountMinor: number };

type Activities = OrderActivities & DispatchActivities;
export type ActivityName = keyof Activities;
/** Something that goes wrong with a call: before its work is done, or after it, when only the answer is lost. */
export type Trouble = { before?: (call: number) => unknown; after?: (call: number) => unknown };

/** The world has no clock of its own: the workflow's decides when an offer lapses. */
const NEVER = '9999-12-31T00:00:00.000Z';
export const KEBAB_MINOR = 1_250;

/** Plain errors are what a network gives: the outcome is unknown, the call is made again. */
export const failing =
  (times = Number.POSITIVE_INFINITY) =>
  (call: number) => {
    if (call <= times) throw new Error('connection reset');
  };

/**
 * The services behind the activities, in memory: guarded, idempotent and refusing like the real ones. It outlives workers, as
 * a database does.
 */
export function createWorld() {
  const orders = new Map<string, OrderRow>();
  const deliveries = new Map<string, DeliveryRow>();
  const holds = new Map<string, Hold>();
  const partners = new Map<string, Partner[]>();
  const plans = new Map<string, Planned>();
  const calls: { name: ActivityName; subject: string; args: unknown[] }[] = [];
  const troubles = new Map<string, Trouble>();
  let closed = false;

  const notLive = () =>
    new DomainError('offer-not-live', 'This offer is no longer open. Wait for the next one.');
  const missing = (what: string) => new Error(`no such row: ${what}`);

  const newDelivery = (): DeliveryRow => ({
    status: 'SEARCHING',
    partnerId: null,
    search: 1,
    manual: false,
    lost: [],
    offers: [],
  });

  function findOffer(offerId: string) {
    for (const delivery of deliveries.values()) {
      const offer = delivery.offers.find(({ id }) => id === offerId);
      if (offer) return { delivery, offer };
    }
    throw missing(offerId);
  }

  function moveDelivery(orderId: string, action: DeliveryAction, partnerId: string | undefined) {
    const delivery = deliveries.get(orderId);
    if (!delivery || delivery.partnerId !== partnerId)
      throw new DomainError('not-found', 'This is not one of your deliveries.');
    const to = DELIVERY[delivery.status][action];
    if (!to) throw new DomainError('illegal-transition', `This delivery is ${delivery.status}.`);
    delivery.status = to;
  }

  function moveAlong({ orderId, to, action, actorId, policy }: Transition) {
    const openChange = orders.get(orderId)?.changes.find(({ status }) => status === 'PROPOSED');
    if (to === 'READY' && openChange)
      throw new DomainError('change-pending', 'The customer has not answered yet.');
    if (to === 'CANCELLED' && openChange) openChange.status = 'WITHDRAWN';
    if (to === (policy === 'matched' ? 'CONFIRMED' : 'PREPARING')) deliveries.set(orderId, newDelivery());
    if (to === 'PICKED_UP') moveDelivery(orderId, 'pickUp', actorId);
    if (to === 'DELIVERED') moveDelivery(orderId, 'deliver', actorId);
    const delivery = deliveries.get(orderId);
    if (action === 'fail') return moveDelivery(orderId, 'fail', actorId);
    if (to !== 'CANCELLED' || !delivery || !deliverableFrom('cancel').includes(delivery.status)) return;
    delivery.status = 'CANCELLED';
    endOffers(delivery, 'LIVE', 'WITHDRAWN');
  }

  function endOffers({ offers }: DeliveryRow, from: Offer['status'], to: Offer['status']) {
    for (const offer of offers) if (offer.status === from) offer.status = to;
  }

  function show(orderId: string, offer: Offer) {
    if (!partners.get(orderId)?.find(({ id }) => id === offer.partnerId)?.offline)
      return { kind: 'offered', offerId: offer.id, partnerId: offer.partnerId, expiresAt: NEVER } as const;
    offer.status = 'UNREACHED';
    return { kind: 'unreached' } as const;
  }

  const activities: Activities = withFailures({
    async priceOrder({ orderId, request }) {
      if ('quoteId' in request) throw new DomainError('not-found', 'There is no such quote.');
      if (orders.has(orderId)) throw new DomainError('already-placed', 'This order was placed before.');
      const lines = request.items.map(({ itemId, quantity }) => {
        if (itemId !== 'itm_kebab')
          throw new DomainError('unknown-item', 'Some items are not on the menu. Load the menu again.');
        const kebab = { itemId, name: 'Kebab', options: [], taxCategory: 'food' as const };
        return { ...kebab, quantity, unitPriceMinor: KEBAB_MINOR };
      });
      const { paymentToken: _token, note: _note, handOver: _handOver, ...basket } = request;
      const { deliverAt } = basket;
      const startsAt = deliverAt && new Date(Date.parse(deliverAt) - 60 * 60_000).toISOString();
      const price = priceBasket(lines, 380, request.tipMinor, HELSINKI_TARIFF);
      return { basket, price, startsAt, zone: '851126d3fffffff' };
    },

    async checkScheduled() {
      if (closed) throw new DomainError('restaurant-closed', 'The kitchen is closed today.');
    },

    async authorizeHold({ orderId, cardToken, amountMinor }) {
      const status = cardToken === 'tok_declined' ? 'DECLINED' : 'HELD';
      if (!holds.has(orderId)) holds.set(orderId, { status, amountMinor });
      if (holds.get(orderId)?.status !== 'HELD')
        throw new DomainError('card-declined', 'The card was declined. Use another card.');
      return { provider: 'sandbox', reference: `sbx_${orderId}:authorize` };
    },

    async releaseHold(orderId) {
      const hold = holds.get(orderId);
      if (!hold) holds.set(orderId, { status: 'VOIDED', amountMinor: 0 });
      else if (hold.status === 'HELD') hold.status = 'VOIDED';
    },

    async recordPlaced({ orderId, price, startsAt }: NewOrder) {
      const status = startsAt ? 'SCHEDULED' : 'PLACED';
      if (!orders.has(orderId)) orders.set(orderId, { status, seq: 1, price, timeline: [], changes: [] });
    },

    async proposeChange({ orderId, number, items, expiresAt }) {
      const order = orders.get(orderId);
      if (!order) throw missing(orderId);
      const last = order.changes.at(-1);
      if (last?.number === number) return { whenSilent: last.whenSilent };
      if (last?.status === 'PROPOSED')
        throw new DomainError('change-pending', 'The customer has not answered yet.');
      const lines = items.map(({ line, quantity, substitute }) => ({
        line,
        quantity,
        ...(substitute && {
          substitute: {
            ...(order.price.lines[line] as BasketLine),
            itemId: substitute.itemId,
            quantity: substitute.quantity,
          },
        }),
      }));
      const price = repriceBasket(order.price, changedBasket(order.price.lines, lines), HELSINKI_TARIFF);
      order.changes.push({ number, status: 'PROPOSED', price, whenSilent: whenSilent(lines), expiresAt });
      return { whenSilent: whenSilent(lines) };
    },

    async answerChange({ orderId, number, verdict }) {
      const order = orders.get(orderId);
      const change = order?.changes.find((candidate) => candidate.number === number);
      if (!order || change?.status === verdict) return;
      if (change?.status !== 'PROPOSED') throw new DomainError('change-not-open', 'This change is not open.');
      change.status = verdict;
      if (verdict === 'APPROVED') order.price = change.price;
    },

    async readStanding(orderId) {
      const order = orders.get(orderId);
      if (!order) throw missing(orderId);
      const move = order.timeline.at(-1);
      return {
        status: order.status,
        seq: order.seq,
        from: move?.from ?? order.status,
        actor: move?.actor ?? 'customer',
        cause: move?.cause,
        change: order.changes
          .slice(-1)
          .map(({ status, ...change }) => ({ ...change, isOpen: status === 'PROPOSED' }))[0],
      };
    },

    async recordTransition(transition) {
      const { orderId, seq, from, to, action, actor } = transition;
      const order = orders.get(orderId);
      if (!order || order.status !== from || order.seq !== seq - 1) {
        const own = order?.timeline.some(
          (past) => past.seq === seq && past.action === action && past.to === to,
        );
        if (own) return;
        throw new DomainError('illegal-transition', illegalMove(from, action, actor));
      }
      moveAlong(transition);
      order.status = to;
      order.seq = seq;
      order.timeline.push(transition);
    },

    async settlePayment(orderId, ending) {
      const order = orders.get(orderId);
      const hold = holds.get(orderId);
      if (!order || !hold) throw missing(orderId);
      const whole = wholePrice(order.price);
      const kept = {
        DELIVERED: whole,
        REJECTED: NOTHING_KEPT,
        CANCELLED: keptAfterCancel(whole, ending.from, ending.by, ending.cause),
      }[ending.status];
      const capturedMinor = keptMinor(kept);
      if (hold.status === 'HELD') hold.status = capturedMinor > 0 ? 'CAPTURED' : 'VOIDED';
      order.settlement ??= { ending, capturedMinor, releasedMinor: hold.amountMinor - capturedMinor };
      return { capturedMinor, releasedMinor: hold.amountMinor - capturedMinor };
    },

    async offerToBest({ orderId, search, attempt, round, radiusKm }: OfferTry) {
      const delivery = deliveries.get(orderId);
      if (!delivery) throw missing(orderId);
      const id = `ofr_${orderId}_${search === 1 ? '' : `${search}.`}${attempt}`;
      const mine = delivery.offers.find((offer) => offer.id === id);
      if (mine) return mine.status === 'LIVE' ? show(orderId, mine) : { kind: 'unreached' };
      if (delivery.status !== 'SEARCHING' || delivery.search !== search) {
        const taken = delivery.status !== 'CANCELLED' && delivery.partnerId;
        return { kind: 'over', partnerId: taken || undefined };
      }
      const best = (partners.get(orderId) ?? [])
        .filter(({ km }) => km <= radiusKm)
        .filter(
          (partner) =>
            !delivery.offers.some(
              (past) =>
                past.partnerId === partner.id &&
                (past.status === 'DECLINED' || (past.search === search && past.round === round)),
            ) && !delivery.lost.some(({ partnerId }) => partnerId === partner.id),
        )
        .sort((a, b) => a.km - b.km)[0];
      if (!best) return { kind: 'nobody' };
      const offer: Offer = { id, partnerId: best.id, search, round, status: 'LIVE' };
      delivery.offers.push(offer);
      return show(orderId, offer);
    },

    /** The plan is whatever the test says: nothing is due until it names somebody. */
    async planOffer({ orderId, search }): Promise<PlanAnswer> {
      const delivery = deliveries.get(orderId);
      if (!delivery) throw missing(orderId);
      if (delivery.status !== 'SEARCHING' || delivery.search !== search) {
        const taken = delivery.status !== 'CANCELLED' && delivery.partnerId;
        return { kind: 'over', partnerId: taken || undefined };
      }
      const { due, dueSince } = plans.get(orderId) ?? {};
      const mine = delivery.offers.find(({ status }) => status === 'LIVE');
      if (!due && !mine) return { kind: 'later', dueSince };
      const id = `ofr_${orderId}_plan${delivery.offers.length + 1}`;
      const offer: Offer = mine ?? { id, partnerId: due as string, search, round: 0, status: 'LIVE' };
      if (!mine) delivery.offers.push(offer);
      return { kind: 'offered', offerId: offer.id, partnerId: offer.partnerId, expiresAt: NEVER };
    },

    async assignPartner({ offerId, partnerId }) {
      const { delivery, offer } = findOffer(offerId);
      if (offer.partnerId !== partnerId) throw notLive();
      if (offer.status === 'ACCEPTED') return;
      if (offer.status !== 'LIVE' || delivery.status !== 'SEARCHING') throw notLive();
      offer.status = 'ACCEPTED';
      delivery.status = 'ASSIGNED';
      delivery.partnerId = partnerId;
      delivery.manual = false;
    },

    async callForHand({ orderId, search }) {
      const delivery = deliveries.get(orderId);
      if (delivery?.status === 'SEARCHING' && delivery.search === search) delivery.manual = true;
    },

    async changePartner(change) {
      const delivery = deliveries.get(change.orderId);
      const { kind, partnerId } = change;
      const refused = () => new DomainError('illegal-transition', `This delivery is ${delivery?.status}.`);
      if (!delivery) throw refused();
      if (kind === 'assign') {
        if (delivery.partnerId !== partnerId) {
          const to = DELIVERY[delivery.status][delivery.partnerId ? 'reassign' : 'assign'];
          if (!to || (change.insteadOf ?? null) !== delivery.partnerId) throw refused();
          if (delivery.partnerId) delivery.lost.push({ partnerId: delivery.partnerId, how: kind });
          endOffers(delivery, 'LIVE', 'WITHDRAWN');
          endOffers(delivery, 'ACCEPTED', 'RELEASED');
          Object.assign(delivery, { status: to, partnerId, manual: false });
        }
      } else if (delivery.partnerId === partnerId) {
        const to = DELIVERY[delivery.status][kind];
        if (!to) throw refused();
        delivery.lost.push({ partnerId, how: kind });
        endOffers(delivery, 'ACCEPTED', 'RELEASED');
        Object.assign(delivery, { status: to, partnerId: null, search: delivery.search + 1 });
      } else if (!delivery.lost.some((past) => past.partnerId === partnerId && past.how === kind))
        throw refused();
      return { status: delivery.status, partnerId: delivery.partnerId, search: delivery.search };
    },

    async closeOffer(offerId, as) {
      const { offer } = findOffer(offerId);
      if (offer.status === 'LIVE') offer.status = as;
    },
  } satisfies Activities);

  /** The order a call is about; an offer's id names its order. */
  function subjectOf(args: unknown[]): string {
    const [first] = args as [string | Record<string, string>];
    const id = typeof first === 'string' ? first : (first.orderId ?? first.offerId ?? '');
    return id.startsWith('ofr_') ? id.slice('ofr_'.length, id.lastIndexOf('_')) : id;
  }

  type AnyActivity = (...args: unknown[]) => Promise<unknown>;
  const watched = (name: ActivityName, activity: AnyActivity): AnyActivity => {
    return async (...args) => {
      const subject = subjectOf(args);
      calls.push({ name, subject, args });
      const call = calls.filter((past) => past.name === name && past.subject === subject).length;
      await troubles.get(`${name} ${subject}`)?.before?.(call);
      const result = await activity(...args);
      await troubles.get(`${name} ${subject}`)?.after?.(call);
      return result;
    };
  };

  return {
    activities: Object.fromEntries(
      Object.entries(activities).map(([name, activity]) => [
        name,
        watched(name as ActivityName, activity as AnyActivity),
      ]),
    ) as Activities,

    order: (orderId: string) => orders.get(orderId),
    delivery: (orderId: string) => deliveries.get(orderId),
    hold: (orderId: string) => holds.get(orderId),
    offers: (orderId: string) => deliveries.get(orderId)?.offers ?? [],
    liveOffer: (orderId: string) => deliveries.get(orderId)?.offers.find(({ status }) => status === 'LIVE'),

    /** Shuts the kitchen, for orders that are about to begin. */
    close: () => {
      closed = true;
    },
    open: () => {
      closed = false;
    },
    /** A delivery that searches, without the order around it. */
    addDelivery: (orderId: string) => deliveries.set(orderId, newDelivery()),
    /** Who is on the road around this order's restaurant. */
    setPartners: (orderId: string, near: Partner[]) => partners.set(orderId, near),
    /** What the plan of its zone says of an order from now on. */
    plan: (orderId: string, planned: Planned) => plans.set(orderId, planned),
    /** Makes calls of one activity for one order go wrong, or with `{}` mends them. */
    disturb: (name: ActivityName, orderId: string, trouble: Trouble) =>
      troubles.set(`${name} ${orderId}`, trouble),

    /** The arguments of every call of one activity for one order, retries included. */
    calls: <N extends ActivityName>(name: N, orderId: string) =>
      calls
        .filter((call) => call.name === name && call.subject === orderId)
        .map((call) => call.args as Parameters<Activities[N]>),
  };
}
export type World = ReturnType<typeof createWorld>;
