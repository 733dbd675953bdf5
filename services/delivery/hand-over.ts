import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { HandOverKind } from '../../domain/delivery/hand-over.ts';
import { type DeliveryStatus, deliverableFrom } from '../../domain/delivery/machine.ts';
import { DomainError } from '../../domain/errors.ts';
import { recordAction } from '../operations/audit.ts';
import { holdDelivery } from './hold-delivery.ts';
import { recordChange } from './record-change.ts';

/** What a partner brings from the door. */
export type Proof = { pin?: string | undefined; photo?: string | undefined };

const MAX_WRONG_PINS = 5;

const locked = () =>
  new DomainError(
    'pin-locked',
    `The PIN was wrong ${MAX_WRONG_PINS} times. Call us: an operator can let you deliver without it.`,
  );

export const proofMissing = (kind: HandOverKind) =>
  new DomainError(
    'proof-missing',
    kind === 'pin'
      ? 'Ask the customer for their 4-digit PIN and send it as "pin".'
      : 'Leave the food at the door, take a picture, and send its reference as "photo".',
  );

/** Keeps what the customer wants at the door, in the transaction that writes the order. The PIN is made here and leaves to nobody else. */
export async function keepHandOver(tx: Tx, orderId: string, kind: HandOverKind): Promise<void> {
  if (kind === 'in-person') return;
  const pin = kind === 'pin' ? String(randomInt(10_000)).padStart(4, '0') : null;
  await tx.insertInto('hand_overs').values({ order_id: orderId, kind, pin }).execute();
}

/** Checks a PIN and counts a wrong one, under the row's lock. @returns how many tries are left, or that it is right */
async function tryPin(tx: Tx, orderId: string, given: string): Promise<'right' | number> {
  const { pin, wrong_pins } = await tx
    .selectFrom('hand_overs')
    .select(['pin', 'wrong_pins'])
    .where('order_id', '=', orderId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (wrong_pins >= MAX_WRONG_PINS) throw locked();
  const isRight = pin !== null && timingSafeEqual(Buffer.from(pin), Buffer.from(given));
  if (isRight) return 'right';
  await tx
    .updateTable('hand_overs')
    .set({ wrong_pins: wrong_pins + 1 })
    .where('order_id', '=', orderId)
    .execute();
  return MAX_WRONG_PINS - wrong_pins - 1;
}

async function tellLocked(tx: Tx, orderId: string, partnerId: string): Promise<void> {
  const delivery = await holdDelivery(tx, orderId);
  if (!delivery) return;
  const { status } = delivery;
  const by = { actor: 'partner', actorId: partnerId, warning: `${MAX_WRONG_PINS} wrong PINs` } as const;
  await recordChange(tx, { ...delivery, ...by, action: 'lockProof', from: status, to: status });
}

/**
 * Takes the proof of a hand-over before the delivery is reported. Here and not in the order's workflow, whose history is no
 * place for a PIN. What was proved stays proved: the report itself may be repeated.
 * @returns the order of the delivery; one query when the customer wants no proof
 * @throws DomainError `not-found` when it is not this partner's, `proof-missing`, `pin-wrong`, `pin-locked`
 */
export async function proveHandOver(
  db: Db,
  deliveryId: string,
  partnerId: string,
  proof: Proof,
): Promise<string> {
  const row = await db
    .selectFrom('deliveries')
    .leftJoin('hand_overs', 'hand_overs.order_id', 'deliveries.order_id')
    .select(['deliveries.order_id', 'deliveries.status', 'kind', 'proved_at', 'waived_at'])
    .where('deliveries.id', '=', deliveryId)
    .where('deliveries.partner_id', '=', partnerId)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such delivery.');
  const { order_id: orderId, kind } = row;
  const isDue = deliverableFrom('deliver').includes(row.status as DeliveryStatus);
  if (!kind || row.proved_at || row.waived_at || !isDue) return orderId;

  const { pin, photo } = proof;
  if (kind === 'pin' ? pin === undefined : photo === undefined) throw proofMissing(kind as HandOverKind);
  const triesLeft = await db.transaction().execute(async (tx) => {
    const tried = kind === 'pin' ? await tryPin(tx, orderId, pin as string) : 'right';
    if (tried === 0) await tellLocked(tx, orderId, partnerId);
    if (tried === 'right') {
      await tx
        .updateTable('hand_overs')
        .set({ proved_at: new Date(), photo: photo ?? null })
        .where('order_id', '=', orderId)
        .execute();
    }
    return tried;
  });
  if (triesLeft === 'right') return orderId;
  if (triesLeft === 0) throw locked();
  throw new DomainError(
    'pin-wrong',
    `This is not the customer’s PIN. Ask them for it again; you have ${triesLeft} more ${triesLeft === 1 ? 'try' : 'tries'}.`,
  );
}

/**
 * Lets a delivery be made without its proof, by an operator who knows why. Once proved or waived, nothing changes.
 * @throws DomainError `not-found`, `illegal-transition` when it needs no proof
 */
export async function waiveProof(
  db: Db,
  orderId: string,
  by: { actorId: string; reason: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const delivery = await holdDelivery(tx, orderId);
    if (!delivery?.proofOf)
      throw new DomainError(
        'illegal-transition',
        'This delivery needs no proof. The partner can deliver it.',
      );
    if (delivery.proofOf.given) return;
    await tx
      .updateTable('hand_overs')
      .set({ waived_at: new Date() })
      .where('order_id', '=', orderId)
      .execute();
    const { status } = delivery;
    await recordChange(tx, {
      ...delivery,
      ...by,
      actor: 'operator',
      action: 'waiveProof',
      from: status,
      to: status,
    });
    await recordAction(tx, {
      ...by,
      action: 'waive-proof',
      subject: delivery.deliveryId,
      before: { proof: delivery.proofOf.kind },
      after: { proof: 'waived' },
    });
  });
}
