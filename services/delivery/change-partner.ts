import type { Db, Tx } from '../../adapters/postgres/index.ts';
import { DROP_OUTS, type DropOutReason } from '../../domain/delivery/drop-out.ts';
import { DELIVERY, type DeliveryAction, type DeliveryStatus } from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import { recordAction } from '../operations/audit.ts';
import { type HeldDelivery, holdDelivery } from './hold-delivery.ts';
import { countTaken, forgetTaken } from './partner-counts.ts';
import { recordChange } from './record-change.ts';
import { carriedBy } from './room.ts';
import { withdrawOffer } from './withdraw-offer.ts';

/** Another partner, or none: said by the partner who drops out, or by an operator's hand. `partnerId` is whom it is about. */
export type PartnerChange = { orderId: string; partnerId: string } & (
  | { kind: 'dropOut'; code: DropOutReason; reason?: string | undefined }
  /** `insteadOf` is who has it now: nobody is passed over by an operator who did not know of them. */
  | {
      kind: 'assign';
      insteadOf?: string | undefined;
      /** Also to somebody who is not on shift: the operator has spoken to them. */
      evenIfOffShift?: boolean | undefined;
      actorId: string;
      reason: string;
    }
  | { kind: 'unassign'; actorId: string; reason: string }
);

/** Where a delivery stands: who has it, and the number of its search, the one under way while nobody does. */
export type DeliveryStanding = { status: DeliveryStatus; partnerId: string | null; search: number };

const standing = ({ status, partnerId, search }: HeldDelivery): DeliveryStanding => ({
  status,
  partnerId,
  search,
});

const notNow = ({ status }: HeldDelivery, hint: string) =>
  new DomainError('illegal-transition', `This delivery is ${status}. ${hint}`);

/** Whether this partner has lost the delivery in this way before: then a repeated change has been made. */
async function hasLost(tx: Tx, deliveryId: string, partnerId: string, action: DeliveryAction) {
  const entry = await tx
    .selectFrom('delivery_history')
    .select('seq')
    .where('delivery_id', '=', deliveryId)
    .where('former_partner_id', '=', partnerId)
    .where('action', '=', action)
    .executeTakeFirst();
  return entry !== undefined;
}

/** The offer by which a partner had the delivery no longer holds it. */
async function releaseOffer(tx: Tx, deliveryId: string): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ status: 'RELEASED' })
    .where('delivery_id', '=', deliveryId)
    .where('status', '=', 'ACCEPTED')
    .execute();
}

/** By the books only: they decide who is offered deliveries. The partner's socket reads them again. */
async function pauseShift(tx: Tx, partnerId: string): Promise<void> {
  await tx
    .updateTable('partners')
    .set({ shift: 'PAUSED', shift_at: new Date() })
    .where('id', '=', partnerId)
    .where('shift', '=', 'ONLINE')
    .execute();
}

/** Takes a delivery from its partner and opens the next search, which goes before the others. */
async function searchAgain(
  tx: Tx,
  delivery: HeldDelivery,
  change: Extract<PartnerChange, { kind: 'dropOut' | 'unassign' }>,
): Promise<DeliveryStanding> {
  const { deliveryId, status: from } = delivery;
  const { kind, partnerId, reason } = change;
  if (delivery.partnerId !== partnerId) {
    if (await hasLost(tx, deliveryId, partnerId, kind)) return standing(delivery);
    throw notNow(delivery, `${partnerId} does not have it. Reload it to see who does.`);
  }
  const to = DELIVERY[from][kind];
  if (!to) {
    throw notNow(
      delivery,
      kind === 'dropOut'
        ? 'You have the food: report that it cannot be handed over (fail), or call us.'
        : 'Its food has been picked up: assign somebody who takes it over instead.',
    );
  }
  const search = delivery.search + 1;
  await tx
    .updateTable('deliveries')
    .set({
      status: to,
      partner_id: null,
      assigned_at: null,
      // The wait of one partner is not paid to the next.
      at_restaurant_at: null,
      search,
      urgent: true,
      due_at: new Date(),
    })
    .where('id', '=', deliveryId)
    .execute();
  await releaseOffer(tx, deliveryId);
  if (kind === 'unassign' || !DROP_OUTS[change.code].counts) await forgetTaken(tx, partnerId);
  if (kind === 'dropOut' && DROP_OUTS[change.code].pauses) await pauseShift(tx, partnerId);
  await recordChange(tx, {
    ...delivery,
    action: kind,
    from,
    to,
    partnerId: null,
    formerPartnerId: partnerId,
    ...(kind === 'dropOut'
      ? { actor: 'partner', actorId: partnerId, code: change.code }
      : { actor: 'operator', actorId: change.actorId }),
    reason,
  });
  if (kind === 'unassign') {
    await recordAction(tx, {
      actorId: change.actorId,
      action: 'unassign-delivery',
      subject: deliveryId,
      reason,
      before: { status: from, partnerId },
      after: { status: to, partnerId: null },
    });
  }
  return { status: to, partnerId: null, search };
}

async function assertRoom(tx: Tx, partnerId: string, maxActiveDeliveries: number): Promise<void> {
  const active = await carriedBy(tx, partnerId);
  if (active >= maxActiveDeliveries) {
    throw new DomainError(
      'partner-busy',
      `${partnerId} carries ${active} deliveries, as many as one may. Choose another partner.`,
    );
  }
}

/**
 * Somebody who is not on shift does not look at their phone: food given to them waits until an operator notices. So it must be
 * said on purpose. @returns their shift
 */
async function assertOnShift(tx: Tx, partnerId: string, evenIfOffShift: boolean): Promise<string> {
  const { shift, shift_at: since } = await tx
    .selectFrom('partners')
    .select(['shift', 'shift_at'])
    .where('id', '=', partnerId)
    .executeTakeFirstOrThrow();
  if (shift !== 'ONLINE' && !evenIfOffShift) {
    throw new DomainError(
      'partner-off-shift',
      `${partnerId} is ${shift} since ${since.toISOString()} and will not see it. Choose somebody who is ONLINE, or call them ` +
        'and send "evenIfOffShift": true.',
    );
  }
  return shift;
}

/** Gives a delivery to a partner by hand, or from one to another; a live offer to anybody else is withdrawn. */
async function assignByHand(
  tx: Tx,
  delivery: HeldDelivery,
  change: Extract<PartnerChange, { kind: 'assign' }>,
  maxActiveDeliveries: number,
): Promise<DeliveryStanding> {
  const { deliveryId, orderId, status: from, partnerId: formerPartnerId } = delivery;
  const { partnerId, insteadOf, actorId, reason } = change;
  if (formerPartnerId === partnerId) return standing(delivery);
  const action = formerPartnerId ? 'reassign' : 'assign';
  const to = DELIVERY[from][action];
  if (!to) throw notNow(delivery, 'Nobody can be assigned any more.');
  if ((insteadOf ?? null) !== formerPartnerId) {
    throw notNow(
      delivery,
      formerPartnerId
        ? `${formerPartnerId} has it. Send "insteadOf": "${formerPartnerId}" to give it to somebody else.`
        : 'Nobody has it now. Leave insteadOf out to assign it.',
    );
  }
  const shift = await assertOnShift(tx, partnerId, change.evenIfOffShift ?? false);
  await assertRoom(tx, partnerId, maxActiveDeliveries);
  await tx
    .updateTable('deliveries')
    .set({
      status: to,
      partner_id: partnerId,
      assigned_at: new Date(),
      at_restaurant_at: null,
      manual_since: null,
      due_at: null,
    })
    .where('id', '=', deliveryId)
    .execute();
  await withdrawOffer(tx, deliveryId, orderId);
  if (formerPartnerId) {
    await releaseOffer(tx, deliveryId);
    await forgetTaken(tx, formerPartnerId);
  }
  await countTaken(tx, partnerId);
  const by = { actor: 'operator', actorId, reason } as const;
  const warning = shift === 'ONLINE' ? undefined : `${partnerId} is ${shift}`;
  await recordChange(tx, { ...delivery, ...by, action, from, to, partnerId, formerPartnerId, warning });
  await recordAction(tx, {
    actorId,
    action: 'assign-delivery',
    subject: deliveryId,
    reason,
    before: { status: from, partnerId: formerPartnerId },
    after: { status: to, partnerId },
  });
  return { status: to, partnerId, search: delivery.search };
}

/**
 * Changes who carries a delivery, in one transaction. A retry that finds its change made succeeds. The partner is locked first, as an
 * acceptance does, so that the two neither deadlock nor both find room below the limit.
 * @throws DomainError `not-found`, `illegal-transition`, `partner-busy`, `partner-off-shift`
 */
export async function changePartner(
  { db, maxActiveDeliveries }: { db: Db; maxActiveDeliveries: number },
  change: PartnerChange,
): Promise<DeliveryStanding> {
  return db.transaction().execute(async (tx) => {
    const ids = [
      change.partnerId,
      ...(change.kind === 'assign' && change.insteadOf ? [change.insteadOf] : []),
    ];
    const partners = await tx
      .selectFrom('partners')
      .select('id')
      .where('id', 'in', ids)
      .orderBy('id')
      .forUpdate()
      .execute();
    if (!partners.some(({ id }) => id === change.partnerId))
      throw new DomainError('not-found', 'There is no such partner. Look the id up and send it again.');
    const delivery = await holdDelivery(tx, change.orderId);
    if (!delivery) {
      throw new DomainError(
        'illegal-transition',
        'This order has no delivery yet: it begins when the kitchen starts. Try again then.',
      );
    }
    return change.kind === 'assign'
      ? assignByHand(tx, delivery, change, maxActiveDeliveries)
      : searchAgain(tx, delivery, change);
  });
}
