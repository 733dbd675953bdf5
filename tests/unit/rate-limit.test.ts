import { setImmediate as turn } from 'node:timers/promises';
import type { Command } from 'ioredis';
import { beforeEach, expect, it } from 'vitest';
import { redisKeys } from '../../adapters/redis/index.ts';
import { createRateLimit, type RateLimit, type Verdict } from '../../services/rate-limit/index.ts';

/** What was asked: how many want a token of which bucket, and how to answer. */
type Question = {
  wanted: Record<string, number>;
  answer(taken: number[] | undefined): void;
};
let questions: Question[];
let limit: RateLimit;

/** @param parts of a question: how many keys, these, and for each its two measures and how many want a token */
function hear([count, ...parts]: unknown[]) {
  const keys = parts.slice(0, Number(count)) as string[];
  const wanted = keys.map((key, index) => [
    key.split(':').at(-1),
    Number(parts[keys.length + 3 * index + 2]),
  ]);
  return new Promise((answer) => {
    questions.push({ wanted: Object.fromEntries(wanted), answer });
  });
}
function limitOver(client: object): RateLimit {
  const redis = {
    ask: (question: (redis: never) => Promise<unknown>) => question(client as never).catch(() => undefined),
  };
  return createRateLimit({ redis: redis as never, keys: redisKeys('t:'), factor: 1 });
}
beforeEach(() => {
  questions = [];
  limit = limitOver({ isCluster: false, sendCommand: ({ args }: Command) => hear(args.slice(1)) });
});

/** Until what is due at the end of a turn, and what follows from that, has been asked. */
async function turns(): Promise<void> {
  for (let count = 0; count < 3; count += 1) await turn();
}
async function take(who: string): Promise<Verdict> {
  const charge = limit.charge('read', who);
  await charge?.settled;
  return charge?.verdict as Verdict;
}
const asked = () => questions.map(({ wanted }) => wanted);

it('who comes in one turn is asked for in one question, by bucket', async () => {
  const verdicts = [take('one'), take('other'), take('one')];
  expect(asked()).toEqual([]);
  await turns();
  expect(asked()).toEqual([{ one: 2, other: 1 }]);

  questions[0]?.answer([1, 60_000_000, 1, 100_000]);
  expect((await Promise.all(verdicts)).map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
    [true, 0],
    [true, 599],
    [false, 0],
  ]);
});

it('who comes while Redis is asked waits for the next question, which is one for all of them', async () => {
  const first = take('one');
  await turns();
  const later = [take('one'), take('one')];
  await turns();
  later.push(take('other'));
  await turns();
  expect(asked()).toEqual([{ one: 1 }]);

  questions[0]?.answer([1, 100_000]);
  expect(await first).toMatchObject({ allowed: true });
  await turns();
  expect(asked()).toEqual([{ one: 1 }, { one: 2, other: 1 }]);
  questions[1]?.answer([1, 60_000_000, 1, 0]);
  expect((await Promise.all(later)).map(({ allowed }) => allowed)).toEqual([true, false, true]);
});

it('charges are settled in the order in which they were made', async () => {
  const order: string[] = [];
  const charge = async (who: string) => {
    await limit.charge('read', who)?.settled;
    order.push(who);
  };
  void charge('one');
  await turns();
  void charge('two');
  await turns();
  // Were both asked by now, the later one would be answered first.
  questions[1]?.answer([1, 0]);
  await turns();
  questions[0]?.answer([1, 0]);
  await turns();
  questions[1]?.answer([1, 0]);
  await turns();
  expect(order).toEqual(['one', 'two']);
});

it.each([
  ['no list', 'OK' as never],
  ['too short a list', [1]],
  ['an empty list', []],
])('an answer that is %s is as good as none, and the next question is asked', async (_what, nonsense) => {
  const first = take('one');
  await turns();
  questions[0]?.answer(nonsense);
  expect(await first).toMatchObject({ allowed: true, remaining: 599 });
  const second = take('one');
  await turns();
  questions[1]?.answer([1, 200_000]);
  expect(await second).toMatchObject({ allowed: true, remaining: 598 });
});

it('while Redis is away this process goes on from what was last said, and asks again', async () => {
  const first = take('one');
  await turns();
  questions[0]?.answer([1, 59_900_000]); // all but one
  expect(await first).toMatchObject({ allowed: true, remaining: 1 });

  const alone = [take('one'), take('one')];
  await turns();
  questions[1]?.answer(undefined);
  expect((await Promise.all(alone)).map(({ allowed }) => allowed)).toEqual([true, false]);

  void take('one');
  await turns();
  expect(asked()).toHaveLength(3);
});

it('in a cluster each bucket is asked about by itself, since two may be on two nodes', async () => {
  limit = limitOver({ isCluster: true, eval: (_script: string, ...parts: unknown[]) => hear(parts) });
  const verdicts = [take('one'), take('other'), take('one')];
  await turns();
  expect(asked()).toEqual([{ one: 2 }, { other: 1 }]);
  questions[1]?.answer([0, 60_000_000]);
  questions[0]?.answer([2, 200_000]);
  expect((await Promise.all(verdicts)).map(({ allowed }) => allowed)).toEqual([true, false, true]);
});

it('a factor of 0 counts nothing', async () => {
  const none = createRateLimit({ redis: {} as never, keys: redisKeys('t:'), factor: 0 });
  expect(none.charge('read', 'one')).toBeUndefined();
});
