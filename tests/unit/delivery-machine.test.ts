import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CARRYING,
  DELIVERY,
  DELIVERY_ACTIONS,
  DELIVERY_STATUSES,
  type DeliveryAction,
  type DeliveryStatus,
  deliverableFrom,
} from '../../domain/delivery/machine.ts';

/** The rules once more, written by hand: the code's table is checked against this one. */
const MOVES = `
  SEARCHING      assign              ASSIGNED
  SEARCHING      cancel              CANCELLED
  ASSIGNED       reassign            ASSIGNED
  ASSIGNED       dropOut             SEARCHING
  ASSIGNED       unassign            SEARCHING
  ASSIGNED       arriveAtRestaurant  AT_RESTAURANT
  ASSIGNED       pickUp              PICKED_UP
  ASSIGNED       cancel              CANCELLED
  AT_RESTAURANT  reassign            ASSIGNED
  AT_RESTAURANT  dropOut             SEARCHING
  AT_RESTAURANT  unassign            SEARCHING
  AT_RESTAURANT  pickUp              PICKED_UP
  AT_RESTAURANT  cancel              CANCELLED
  PICKED_UP      reassign            PICKED_UP
  PICKED_UP      arriveAtCustomer    AT_CUSTOMER
  PICKED_UP      deliver             DELIVERED
  PICKED_UP      fail                FAILED
  PICKED_UP      cancel              CANCELLED
  AT_CUSTOMER    reassign            PICKED_UP
  AT_CUSTOMER    deliver             DELIVERED
  AT_CUSTOMER    fail                FAILED
  AT_CUSTOMER    cancel              CANCELLED
  FAILED         return              RETURNED
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/).join(' '));

const FINAL: DeliveryStatus[] = ['DELIVERED', 'RETURNED', 'CANCELLED'];
const MOVING = DELIVERY_STATUSES.filter((status) => !FINAL.includes(status));

const allowedFrom = (from: DeliveryStatus) =>
  DELIVERY_ACTIONS.flatMap((action) => {
    const to = DELIVERY[from][action];
    return to ? [`${from} ${action} ${to}`] : [];
  });

function reachableFrom(start: DeliveryStatus): Set<DeliveryStatus> {
  const seen = new Set([start]);
  for (const from of seen) for (const to of Object.values(DELIVERY[from])) seen.add(to);
  return seen;
}

describe('the delivery machine', () => {
  it.each(DELIVERY_STATUSES)('%s allows exactly its rows of the table', (status) => {
    const expected = MOVES.filter((row) => row.startsWith(`${status} `));
    expect(allowedFrom(status).sort()).toEqual(expected.sort());
  });

  it.each(MOVING)('can bring a %s delivery to its end', (status) => {
    expect(FINAL.some((end) => reachableFrom(status).has(end))).toBe(true);
  });

  it('leads from SEARCHING to every status', () => {
    expect([...reachableFrom('SEARCHING')].sort()).toEqual([...DELIVERY_STATUSES].sort());
  });

  it('never leaves a final status, whatever is tried', () => {
    const attempts = fc.array(fc.constantFrom(...DELIVERY_ACTIONS), { maxLength: 40 });
    fc.assert(
      fc.property(attempts, fc.constantFrom(...DELIVERY_STATUSES), (actions, start) => {
        let status: DeliveryStatus = start;
        for (const action of actions) {
          const next = DELIVERY[status][action] ?? status;
          if (FINAL.includes(status)) expect(next).toBe(status);
          status = next;
        }
      }),
    );
  });

  it('has no way to the customer past the pick-up', () => {
    const withoutFood = new Set<DeliveryStatus>(['SEARCHING']);
    for (const from of withoutFood) {
      for (const [action, to] of Object.entries(DELIVERY[from])) if (action !== 'pickUp') withoutFood.add(to);
    }
    expect([...withoutFood].sort()).toEqual(['ASSIGNED', 'AT_RESTAURANT', 'CANCELLED', 'SEARCHING']);
  });
});

describe('the guard of a delivery update', () => {
  it.each<[DeliveryAction, DeliveryStatus[]]>([
    ['assign', ['SEARCHING']],
    ['reassign', ['ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'AT_CUSTOMER']],
    ['dropOut', ['ASSIGNED', 'AT_RESTAURANT']],
    ['unassign', ['ASSIGNED', 'AT_RESTAURANT']],
    ['arriveAtRestaurant', ['ASSIGNED']],
    ['pickUp', ['ASSIGNED', 'AT_RESTAURANT']],
    ['arriveAtCustomer', ['PICKED_UP']],
    ['deliver', ['PICKED_UP', 'AT_CUSTOMER']],
    ['cancel', ['SEARCHING', 'ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'AT_CUSTOMER']],
  ])('lets %s start only from %j', (action, statuses) => {
    expect(deliverableFrom(action)).toEqual(statuses);
  });
});

describe('a partner', () => {
  it('is occupied from the assignment until the food is handed over or given up', () => {
    expect([...CARRYING]).toEqual(MOVING.filter((status) => status !== 'SEARCHING' && status !== 'FAILED'));
  });
});
