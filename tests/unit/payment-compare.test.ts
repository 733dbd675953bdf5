import { describe, expect, it } from 'vitest';
import { differenceOf, type HoldRecord } from '../../domain/payment/compare.ts';

const held = (heldMinor: number): HoldRecord => ({ status: 'HELD', heldMinor });
const captured = (netMinor: number): HoldRecord => ({ status: 'CAPTURED', netMinor });
const none: HoldRecord = { status: 'NONE' };

describe('the books of a provider and ours', () => {
  it.each([none, held(5), captured(5)])('agree when both say %j', (record) => {
    expect(differenceOf(record, { ...record })).toBeUndefined();
  });

  it.each([
    [none, held(5), 'orphan-hold'],
    [held(5), none, 'lost-hold'],
    [held(5), held(6), 'amount'],
    [held(5), captured(5), 'captured-unbooked'],
    [none, captured(5), 'captured-unbooked'],
    [captured(5), none, 'booked-uncaptured'],
    [captured(5), held(5), 'booked-uncaptured'],
    [captured(5), captured(4), 'amount'],
  ] as const)('differ when ours is %j and theirs %j: %s', (ours, theirs, kind) => {
    expect(differenceOf(ours, theirs)).toBe(kind);
  });
});
