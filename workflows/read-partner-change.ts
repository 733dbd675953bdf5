import type { PartnerChange } from '../activities/dispatch.ts';
import { DROP_OUT_REASONS, type DropOutReason } from '../domain/delivery/drop-out.ts';
import type { ChangeOfPartner, PartnerChangeKind } from './messages.ts';
import { shortText } from './read-move.ts';
import { refuse } from './refusal.ts';

const wrong = (what: string) =>
  refuse(
    'invalid-request',
    `${what}. Send {"partnerId": "prt_…", "reason": "…"}; assign takes "insteadOf", dropOut needs a "code".`,
  );

const BY_HAND = 'by hand in Temporal';

/**
 * Reads a change of partner, which may have been typed by hand into the CLI or the UI.
 * @throws ApplicationFailure `invalid-request`
 */
export function readPartnerChange(
  orderId: string,
  kind: PartnerChangeKind,
  sent: ChangeOfPartner | undefined | null,
): PartnerChange {
  const change = typeof sent === 'object' && sent !== null ? sent : {};
  const read = (name: keyof ChangeOfPartner) =>
    shortText((change as Partial<ChangeOfPartner>)[name], name, wrong);
  const partnerId = read('partnerId');
  const [insteadOf, code, reason] = [read('insteadOf'), read('code'), read('reason')];
  const actorId = read('actorId') ?? BY_HAND;
  if (!partnerId) throw wrong('partnerId is missing');
  if (insteadOf !== undefined && kind !== 'assign') throw wrong('insteadOf belongs to assign');
  if (kind === 'dropOut') {
    if (!DROP_OUT_REASONS.includes(code as DropOutReason))
      throw wrong(`code must be one of ${DROP_OUT_REASONS.join(', ')}`);
    return { kind, orderId, partnerId, code: code as DropOutReason, reason };
  }
  if (code !== undefined) throw wrong('code belongs to dropOut');
  if (!reason) throw wrong('reason is missing');
  if (kind === 'unassign') return { kind, orderId, partnerId, actorId, reason };
  const evenIfOffShift = (change as Partial<ChangeOfPartner>).evenIfOffShift === true;
  return {
    kind,
    orderId,
    partnerId,
    actorId,
    reason,
    ...(insteadOf && { insteadOf }),
    ...(evenIfOffShift && { evenIfOffShift }),
  };
}
