import { beforeEach, describe, expect, it } from 'vitest';
import { createManners, type Manners } from '../../api/realtime/manners.ts';
import { CLOSE_CODES, type ClientFrame } from '../../contracts/realtime.ts';
import type { DomainError } from '../../domain/errors.ts';

let now: number;
let manners: Manners;
beforeEach(() => {
  now = 1_000_000;
  manners = createManners(() => now);
});

const at = (km: number): ClientFrame => ({ type: 'location', data: { lat: 60 + km / 111.2, lng: 25 } });
const heartbeat: ClientFrame = { type: 'heartbeat' };
const verdict = (frame: ClientFrame) => {
  try {
    manners.check(frame);
    return 'fine';
  } catch (error) {
    return (error as DomainError).code;
  }
};
const verdicts = (count: number, frame: (index: number) => ClientFrame) =>
  Array.from({ length: count }, (_, index) => verdict(frame(index)));

describe('a courier', () => {
  it('who comes out of a tunnel may send ten positions at once', () => {
    verdict(at(0));
    now += 60_000;
    expect(verdicts(10, (index) => at(index * 0.3))).toEqual(Array(10).fill('fine'));
  });

  it('may ride all day, a position a second', () => {
    const day = verdicts(3_600, (index) => {
      now += 1_000;
      return at(index * 0.012);
    });
    expect(new Set(day)).toEqual(new Set(['fine']));
  });

  it('cannot jump 100 km, and is believed again when they are back', () => {
    verdict(at(0));
    now += 10_000;
    expect(verdict(at(100))).toBe('position-implausible');
    expect(verdict(at(0.1))).toBe('fine');
  });

  it('may be 100 km away after half an hour', () => {
    verdict(at(0));
    now += 1_800_000;
    expect(verdict(at(100))).toBe('fine');
  });
});

describe('a flood', () => {
  it('of positions is refused and leaves room for everything else', () => {
    const flood = verdicts(1_000, () => at(0));
    expect(flood.filter((each) => each === 'fine')).toHaveLength(30);
    expect(flood.at(-1)).toBe('rate-limited');
    expect(verdict(heartbeat)).toBe('fine');
  });

  it('of anything else leaves room for positions', () => {
    expect(verdicts(1_000, () => heartbeat).at(-1)).toBe('rate-limited');
    expect(verdict(at(0))).toBe('fine');
    now += 1_000;
    expect(verdict(heartbeat)).toBe('fine');
  });
});

describe('a socket is closed', () => {
  const refuse = (times: number, code: DomainError['code']) =>
    Array.from({ length: times }, () => manners.afterRefusal(code)).at(-1);

  it.each([
    ['rate-limited', CLOSE_CODES.tooManyFrames],
    ['invalid-request', CLOSE_CODES.invalidFrames],
    ['wrong-role', CLOSE_CODES.invalidFrames],
    ['not-found', CLOSE_CODES.notYours],
    ['position-implausible', CLOSE_CODES.implausible],
  ] as const)('after many refusals with %s', (code, closedWith) => {
    expect(refuse(25, code)).toBeUndefined();
    expect(refuse(1, code)?.code).toBe(closedWith);
  });

  it('for nothing that happens to honest clients: late answers, outages', () => {
    expect(refuse(100, 'offer-not-live')).toBeUndefined();
    expect(refuse(100, 'service-unavailable')).toBeUndefined();
    expect(refuse(100, 'off-shift')).toBeUndefined();
  });

  it('never for a mistake every now and then', () => {
    for (let times = 0; times < 200; times += 1) {
      now += 10_000;
      expect(manners.afterRefusal('invalid-request')).toBeUndefined();
    }
  });
});
