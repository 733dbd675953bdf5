import { describe, expect, it } from 'vitest';
import { DELIVERY_STATUSES } from '../../domain/delivery/machine.ts';
import { isFinal, ORDER_STATUSES } from '../../domain/order/machine.ts';
import { type OrderFacts, PATIENCE, stuckBecause } from '../../domain/order/stuck.ts';

const NOW = Date.parse('2026-03-01T18:00:00Z');
const ago = (minutes: number) => NOW - minutes * 60_000;
const order = (facts: Partial<OrderFacts>): OrderFacts => ({
  status: 'PLACED',
  since: ago(1),
  acceptWithinSeconds: 600,
  preparationMinutes: 20,
  ...facts,
});
const stuck = (facts: Partial<OrderFacts>) => stuckBecause(order(facts), NOW)?.stuck;

describe('an order that stands still', () => {
  it.each([
    ['not-begun', { status: 'SCHEDULED', since: ago(300), startsAt: ago(6) }],
    ['not-answered', { status: 'PLACED', since: ago(13) }],
    ['not-cooking', { status: 'CONFIRMED', since: ago(16) }],
    ['cooking-long', { status: 'PREPARING', since: ago(41) }],
    ['without-partner', { status: 'READY', delivery: { status: 'SEARCHING', since: ago(6), manual: false } }],
    [
      'without-partner',
      { status: 'PREPARING', delivery: { status: 'SEARCHING', since: ago(1), manual: true } },
    ],
    [
      'partner-not-there',
      { status: 'READY', delivery: { status: 'ASSIGNED', since: ago(26), manual: false } },
    ],
    [
      'not-picked-up',
      { status: 'READY', delivery: { status: 'AT_RESTAURANT', since: ago(16), manual: false } },
    ],
    ['long-on-its-way', { status: 'PICKED_UP', since: ago(46) }],
    ['money-open', { status: 'DELIVERED', moneyOpenSince: ago(11) }],
  ] as const)('is %s', (state, facts) => expect(stuck(facts)).toBe(state));

  it('is left alone while everybody is in time', () => {
    for (const status of ORDER_STATUSES) {
      expect(stuck({ status, startsAt: ago(0) })).toBeUndefined();
      for (const delivery of DELIVERY_STATUSES)
        expect(
          stuck({ status, startsAt: ago(0), delivery: { status: delivery, since: ago(1), manual: false } }),
        ).toBeUndefined();
    }
  });

  it('waits for an order for later until its hour has come', () => {
    expect(stuck({ status: 'SCHEDULED', since: ago(5_000), startsAt: NOW + 60_000 })).toBeUndefined();
  });

  it('is judged by what the kitchen has said it takes', () => {
    const since = ago(PATIENCE.cook + 25);
    expect(stuck({ status: 'PREPARING', since, preparationMinutes: 20 })).toBe('cooking-long');
    expect(stuck({ status: 'PREPARING', since, preparationMinutes: 30 })).toBeUndefined();
  });

  it('is nobody’s business once it has ended and its money too', () => {
    for (const status of ORDER_STATUSES.filter(isFinal))
      expect(stuck({ status, since: ago(10_000) })).toBeUndefined();
  });
});
