import { ACTORS, type Actor, type OrderAction } from '../domain/order/machine.ts';
import { FAILURE_CAUSES, type FailureCause } from '../domain/order/refund.ts';
import type { Move } from './messages.ts';
import { refuse } from './refusal.ts';

type ReadMove = {
  actor: Actor;
  actorId: string | undefined;
  reason: string | undefined;
  cause: FailureCause | undefined;
};

const wrong = (what: string) =>
  refuse('invalid-request', `${what}. Send {"actor": "restaurant", "reason": "…"} or nothing.`);

/** A text as it may be stored, or nothing. @param wrong makes the refusal of anything else */
export function shortText(value: unknown, name: string, wrong: (what: string) => Error): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > 300 || value.includes('\0'))
    throw wrong(`${name} must be a short text`);
  return value;
}

/**
 * Reads a move's payload, which may have been typed by hand into the CLI or the UI. Who leaves the actor out drives the order
 * by hand, and the books say so. (The bundle has no zod.)
 * @throws ApplicationFailure `invalid-request`
 */
export function readMove(sent: Move | undefined | null, action: OrderAction, usualActor: Actor): ReadMove {
  const move = sent ?? {};
  if (typeof move !== 'object' || Array.isArray(move)) throw wrong('a move is an object');
  const { actor, cause } = move;
  if (actor !== undefined && (actor === 'system' || !ACTORS.includes(actor))) {
    throw wrong(`actor must be one of ${ACTORS.filter((name) => name !== 'system').join(', ')}`);
  }
  const known = cause === undefined || FAILURE_CAUSES.includes(cause);
  if (!known || (action === 'fail') !== (cause !== undefined)) {
    throw wrong(`cause belongs to a failed delivery and is one of ${FAILURE_CAUSES.join(', ')}`);
  }
  return {
    actor: actor ?? usualActor,
    actorId: shortText(move.actorId, 'actorId', wrong) ?? (actor ? undefined : 'by hand in Temporal'),
    reason: shortText(move.reason, 'reason', wrong),
    cause,
  };
}
