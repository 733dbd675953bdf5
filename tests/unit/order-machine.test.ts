import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTORS,
  illegalMove,
  isFinal,
  nextStatus,
  ORDER_ACTIONS,
  ORDER_STATUSES,
  type OrderStatus,
  orderMoves,
} from '../../domain/order/machine.ts';

/** The rules once more, written from the specification: the code's table is checked against this one. */
const MOVES = `
  SCHEDULED  start    system      PLACED
  SCHEDULED  cancel   customer    CANCELLED
  SCHEDULED  cancel   restaurant  CANCELLED
  SCHEDULED  cancel   operator    CANCELLED
  SCHEDULED  cancel   system      CANCELLED
  PLACED     accept   restaurant  CONFIRMED
  PLACED     reject   restaurant  REJECTED
  PLACED     reject   system      REJECTED
  PLACED     cancel   customer    CANCELLED
  PLACED     cancel   operator    CANCELLED
  CONFIRMED  prepare  restaurant  PREPARING
  CONFIRMED  cancel   customer    CANCELLED
  CONFIRMED  cancel   restaurant  CANCELLED
  CONFIRMED  cancel   operator    CANCELLED
  CONFIRMED  cancel   system      CANCELLED
  PREPARING  ready    restaurant  READY
  PREPARING  cancel   customer    CANCELLED
  PREPARING  cancel   restaurant  CANCELLED
  PREPARING  cancel   operator    CANCELLED
  PREPARING  cancel   system      CANCELLED
  READY      pickUp   partner     PICKED_UP
  READY      cancel   customer    CANCELLED
  READY      cancel   restaurant  CANCELLED
  READY      cancel   operator    CANCELLED
  READY      cancel   system      CANCELLED
  PICKED_UP  deliver  partner     DELIVERED
  PICKED_UP  fail     partner     CANCELLED
  PICKED_UP  cancel   operator    CANCELLED
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/).join(' '));

const FINAL: OrderStatus[] = ['DELIVERED', 'REJECTED', 'CANCELLED'];
const MOVING = ORDER_STATUSES.filter((status) => !FINAL.includes(status));

/** Every move that `nextStatus` allows from a status, tried with each action and each actor. */
const allowedFrom = (from: OrderStatus) =>
  ORDER_ACTIONS.flatMap((action) =>
    ACTORS.flatMap((actor) => {
      const to = nextStatus(from, action, actor);
      return to ? [`${from} ${action} ${actor} ${to}`] : [];
    }),
  );

function reachableFrom(start: OrderStatus): Set<OrderStatus> {
  const seen = new Set([start]);
  for (const from of seen) {
    for (const action of ORDER_ACTIONS) {
      for (const actor of ACTORS) {
        const to = nextStatus(from, action, actor);
        if (to) seen.add(to);
      }
    }
  }
  return seen;
}

describe('the order machine', () => {
  it.each(ORDER_STATUSES)('%s allows exactly its rows of the table', (status) => {
    const expected = MOVES.filter((row) => row.startsWith(`${status} `));
    expect(allowedFrom(status).sort()).toEqual(expected.sort());
  });

  it('lists every move once for the documents', () => {
    const listed = orderMoves().map(({ from, action, actor, to }) => `${from} ${action} ${actor} ${to}`);
    expect(listed.sort()).toEqual([...MOVES].sort());
  });

  it('ends in DELIVERED, REJECTED or CANCELLED and nowhere else', () => {
    expect(ORDER_STATUSES.filter(isFinal)).toEqual(FINAL);
  });

  it.each(MOVING)('can bring a %s order to an end', (status) => {
    expect([...reachableFrom(status)].filter(isFinal)).not.toEqual([]);
  });

  it('leads from an order for later to every status', () => {
    expect([...reachableFrom('SCHEDULED')].sort()).toEqual([...ORDER_STATUSES].sort());
  });

  it('never leaves a final status, whatever is tried', () => {
    const attempts = fc.array(fc.tuple(fc.constantFrom(...ORDER_ACTIONS), fc.constantFrom(...ACTORS)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(attempts, fc.constantFrom(...ORDER_STATUSES), (moves, start) => {
        let status: OrderStatus = start;
        for (const [action, actor] of moves) {
          const next = nextStatus(status, action, actor) ?? status;
          if (FINAL.includes(status)) expect(next).toBe(status);
          status = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never passes through a status twice', () => {
    const again = ORDER_STATUSES.filter((status) =>
      allowedFrom(status).some((row) => reachableFrom(row.split(' ')[3] as OrderStatus).has(status)),
    );
    expect(again).toEqual([]);
  });
});

describe('the sentence for a move that is refused', () => {
  it('names the status, the move and who tried it', () => {
    expect(illegalMove('DELIVERED', 'cancel', 'customer')).toContain(
      'This order is DELIVERED; it cannot be cancelled by the customer.',
    );
  });

  it('says what the same person can do instead', () => {
    expect(illegalMove('PLACED', 'prepare', 'restaurant')).toMatch(/You can accept it or reject it now\.$/);
  });

  it('offers nobody the moves of somebody else', () => {
    expect(illegalMove('PLACED', 'accept', 'customer')).toMatch(/You can cancel it now\.$/);
  });

  it.each(FINAL)('asks to reload a %s order, which nobody can move', (status) => {
    expect(illegalMove(status, 'cancel', 'operator')).toMatch(/Reload the order to see where it stands\.$/);
  });
});
