import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { redisKeys } from '../../adapters/redis/index.ts';
import { createRateLimit, type RateLimit } from '../../services/rate-limit/index.ts';

/** What was asked: which bucket, for how many, and how to answer. */
type Question = {
  key: string;
  wanted: number;
  answer(taken: [tokens: number, fullInUs: number] | undefined): void;
};
let questions: Question[];
let limit: RateLimit;
beforeEach(() => {
  questions = [];
  const client = {
    eval: (_script: string, _keys: number, key: string, _token: number, _all: number, wanted: number) =>
      new Promise((answer) => {
        questions.push({ key, wanted, answer });
      }),
  };
  const redis = { ask: (question: (redis: never) => unknown) => question(client as never) };
  limit = createRateLimit({ redis: redis as never, keys: redisKeys('t:'), factor: 1 });
});
/** Until what is due at the end of a turn, and what follows from that, has been asked. */
async function turns(): Promise<void> {
  for (let count = 0; count < 3; count += 1) await turn();
}
const take = (who: string) => limit.take('read', who) as Promise<{ allowed: boolean; remaining: number }>;
const asked = () => questions.map(({ key, wanted }) => [key.split(':').at(-1), wanted]);

it('who comes in one turn asks together, by bucket', async () => {
  void take('one');
  void take('one');
  void take('other');
  expect(asked()).toEqual([]);
  await turns();
  expect(asked()).toEqual([
    ['one', 2],
    ['other', 1],
  ]);
});

it('who comes while a bucket is asked waits for the next question, which is one for all of them', async () => {
  const first = take('one');
  await turns();
  const later = [take('one'), take('one')];
  await turns();
  later.push(take('one'));
  await turns();
  expect(asked()).toEqual([['one', 1]]);

  questions[0]?.answer([1, 100_000]);
  expect(await first).toMatchObject({ allowed: true });
  await turns();
  expect(asked()).toEqual([
    ['one', 1],
    ['one', 3],
  ]);
  questions[1]?.answer([2, 60_000_000]);
  expect((await Promise.all(later)).map(({ allowed }) => allowed)).toEqual([true, true, false]);
});

it('a bucket that is slow to answer holds up nobody else’s', async () => {
  void take('one');
  await turns();
  const other = take('other');
  await turns();
  questions[1]?.answer([1, 0]);
  expect(await other).toMatchObject({ allowed: true, remaining: 600 });
});

it('a bucket is asked again after it could not be asked', async () => {
  const first = take('one');
  await turns();
  questions[0]?.answer(undefined);
  expect(await first).toMatchObject({ allowed: true, remaining: 599 });
  void take('one');
  await turns();
  expect(asked()).toHaveLength(2);
});
