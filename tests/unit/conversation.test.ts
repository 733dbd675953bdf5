import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type Conversation,
  type ConversationDeps,
  createConversation,
} from '../../api/realtime/conversation.ts';
import type { Shift } from '../../domain/delivery/shift.ts';
import type { Report } from '../../services/delivery/locations.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';

// What comes between two steps of a conversation, which no real server can be made to do at will.

const HERE = { lat: 60.17, lng: 24.94 };
const location = { type: 'location', data: HERE } as const;
const shiftFrame = (status: Shift) => ({ type: 'shift', data: { status } }) as const;
const news = (status: Shift) =>
  ({ topic: 'shift', type: 'shift.updated', data: { status, at: new Date(0).toISOString() } }) as NewFrame;

type Answer<T> = { resolve(value: T): void; reject(error: Error): void };
let reports: Report[];
let left: number;
let followed: boolean;
/** Questions that wait for an answer. */
let reads: Answer<{ status: Shift }>[];
let changes: (Answer<unknown> & { to: Shift })[];
let courier: Conversation;

const later = <T>(keep: (answer: Answer<T>) => void) =>
  new Promise<T>((resolve, reject) => keep({ resolve, reject }));

beforeEach(() => {
  [reports, left, followed, reads, changes] = [[], 0, false, [], []];
  const deps = {
    intake: {
      add: (report: Report) => reports.push(report),
      drop() {
        reports = [];
      },
    },
    locations: {
      forget() {},
      async leave() {
        left += 1;
      },
    },
    tracking: {
      follows: () => followed,
      async follow() {
        followed = true;
      },
      unfollow() {
        followed = false;
      },
      carries: () => false,
    },
    partners: {
      readShift: () => later<{ status: Shift }>((answer) => reads.push(answer)),
      setShift: (_id: string, to: Shift) => later<unknown>((answer) => changes.push({ ...answer, to })),
    },
  };
  courier = createConversation({ id: 'prt_1', role: 'partner' }, deps as unknown as ConversationDeps);
});
afterEach(() => {
  vi.useRealTimers();
});

it('changes of shift are made one after the other, and positions wait for those before them', async () => {
  void courier.say(shiftFrame('ONLINE'));
  void courier.say(shiftFrame('PAUSED'));
  void courier.say(location);
  await turn();
  expect(changes.map(({ to }) => to)).toEqual(['ONLINE']);
  changes[0]?.resolve({});
  await turn();
  expect(changes.map(({ to }) => to)).toEqual(['ONLINE', 'PAUSED']);
  expect(reads).toEqual([]);
  changes[1]?.resolve({});
  await turn();
  reads[0]?.resolve({ status: 'PAUSED' });
  await turn();
  expect(reports).toEqual([{ partnerId: 'prt_1', position: HERE, online: false }]);
});

it('a change that fails is said to have failed, holds up nobody, and leaves nothing believed', async () => {
  const changed = courier.say(shiftFrame('OFFLINE'));
  const reported = courier.say(location);
  await turn();
  changes[0]?.reject(new Error('away'));
  await expect(changed).rejects.toThrow('away');
  await turn();
  // It may have come as far as the books.
  reads[0]?.resolve({ status: 'OFFLINE' });
  await expect(reported).rejects.toMatchObject({ code: 'off-shift' });
  expect(reports).toEqual([]);
});

it('news of a later change is not undone by the answer to an earlier one', async () => {
  void courier.say(shiftFrame('ONLINE'));
  await turn();
  courier.hear(news('PAUSED'));
  changes[0]?.resolve({});
  await turn();
  void courier.say(location);
  await turn();
  reads[0]?.resolve({ status: 'PAUSED' });
  await turn();
  expect(reports).toEqual([{ partnerId: 'prt_1', position: HERE, online: false }]);
});

it('news that comes while the shift is read counts, and not what was read', async () => {
  void courier.say(location);
  await turn();
  courier.hear(news('PAUSED'));
  reads[0]?.resolve({ status: 'ONLINE' });
  await turn();
  expect(reports.map(({ online }) => online)).not.toContain(true);
  expect(reports).not.toEqual([]);
});

it('news that a shift is over takes a partner out again, whatever was written between', async () => {
  courier.hear(news('ONLINE'));
  expect(left).toBe(0);
  courier.hear(news('OFFLINE'));
  expect(left).toBe(1);
});

it('a position is repeated when a shift begins, unless it is older than a heartbeat', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  followed = true;
  courier.hear(news('OFFLINE'));
  await expect(courier.say(location)).rejects.toMatchObject({ code: 'off-shift' });
  vi.advanceTimersByTime(11_000);
  courier.hear(news('ONLINE'));
  await turn();
  expect(reports).toHaveLength(1);

  courier.hear(news('OFFLINE'));
  await turn();
  vi.advanceTimersByTime(2_000);
  courier.hear(news('ONLINE'));
  await turn();
  expect(reports).toEqual([]);
});

it('a socket that has closed reports nothing more and follows nobody', async () => {
  void courier.say(shiftFrame('ONLINE'));
  void courier.say(location).catch(() => {});
  await turn();
  courier.end();
  changes[0]?.resolve({});
  await turn();
  expect(followed).toBe(false);
  expect(reads).toEqual([]);
  expect(reports).toEqual([]);
});
