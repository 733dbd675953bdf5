import { CLOSE_CODES, type ClientFrame } from '../../contracts/realtime.ts';
import { isPlausibleMove } from '../../domain/delivery/movement.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Position } from '../../domain/geo.ts';
import { type Allowance, createBudget } from './budget.ts';

/** A position a second, and what a phone has saved up in a tunnel. */
const LOCATIONS: Allowance = { burst: 30, perSecond: 2 };
/** People tap slowly, and apps try again. */
const OTHERS: Allowance = { burst: 30, perSecond: 3 };
/** What is forgiven before the socket is closed. */
const REFUSALS: Allowance = { burst: 25, perSecond: 0.2 };

/** Refusals that a client in order does not meet again and again, and what the socket is closed with then. */
const ABUSE: Partial<Record<ErrorCode, { code: number; reason: string }>> = {
  'invalid-request': { code: CLOSE_CODES.invalidFrames, reason: 'too many frames that are wrong' },
  'wrong-role': { code: CLOSE_CODES.invalidFrames, reason: 'too many frames that are not for your role' },
  'not-found': { code: CLOSE_CODES.notYours, reason: 'too many answers to what is not yours' },
  'position-implausible': { code: CLOSE_CODES.implausible, reason: 'positions that nobody can ride between' },
  'rate-limited': { code: CLOSE_CODES.tooManyFrames, reason: 'far too many frames' },
};

const slowDown = () =>
  new DomainError('rate-limited', 'Too many frames. Send a location a second at most, and others rarely.');

/**
 * What one socket may do: budgets for positions and for everything else apart, so that neither keeps the other from getting
 * through, and positions that a courier can ride between.
 * @param clock milliseconds; need not be the time of day
 */
export function createManners(clock: () => number) {
  const locations = createBudget(LOCATIONS);
  const others = createBudget(OTHERS);
  const refusals = createBudget(REFUSALS);
  let last: { position: Position; at: number } | undefined;

  function checkMove(position: Position, now: number): void {
    if (last && !isPlausibleMove(last.position, position, (now - last.at) / 1000)) {
      throw new DomainError(
        'position-implausible',
        'Nobody rides that far in that time. Send where you are; after a wrong start connect again.',
      );
    }
    last = { position, at: now };
  }

  return {
    /** @throws DomainError `rate-limited`, `position-implausible` */
    check(frame: ClientFrame): void {
      const now = clock();
      const budget = frame.type === 'location' ? locations : others;
      if (!budget.take(now)) throw slowDown();
      if (frame.type === 'location') checkMove(frame.data, now);
    },

    /** What the socket is to be closed with after one refusal more, if it is to be closed. */
    afterRefusal(code: ErrorCode): { code: number; reason: string } | undefined {
      const abuse = ABUSE[code];
      return abuse && !refusals.take(clock()) ? abuse : undefined;
    },
  };
}
export type Manners = ReturnType<typeof createManners>;
