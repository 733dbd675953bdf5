import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { runHands } from '../../workers/loop.ts';

/** Enough for what has been started to happen, and far less than the two seconds after which everybody looks anyway. */
const A_MOMENT = 30;

/** Hands that work off a number of pieces, each for as long as it is told. */
function workshop(count: number, pieceMs: number) {
  const seen = { waiting: 0, looks: Array(count).fill(0) as number[], atWork: 0, most: 0, errors: 0 };
  let broken = false;
  const steps = seen.looks.map((_, index) => async () => {
    seen.looks[index] = (seen.looks[index] ?? 0) + 1;
    if (broken) throw new Error('away');
    if (seen.waiting === 0) return 0;
    seen.waiting -= 1;
    seen.atWork += 1;
    seen.most = Math.max(seen.most, seen.atWork);
    await sleep(pieceMs);
    seen.atWork -= 1;
    return 1;
  });
  const hands = runHands(steps, () => {
    seen.errors += 1;
  });
  return {
    seen,
    hands,
    breakDown() {
      broken = true;
    },
    async untilDone() {
      while (seen.waiting + seen.atWork > 0) await sleep(5);
    },
  };
}

let close = async () => {};
afterEach(() => close());

async function opened(count: number, pieceMs: number) {
  const shop = workshop(count, pieceMs);
  close = shop.hands.close;
  await sleep(A_MOMENT);
  shop.seen.looks.fill(0);
  return shop;
}

it('one call wakes one hand, which looks again after its work', async () => {
  const { seen, hands, untilDone } = await opened(3, 1);
  seen.waiting = 1;
  hands.wake();
  await untilDone();
  await sleep(A_MOMENT);
  expect(seen.looks).toEqual([2, 0, 0]);
});

it('whoever finds work twice in a row calls the next, so that a backlog has all hands', async () => {
  const { seen, hands, untilDone } = await opened(3, 5);
  seen.waiting = 30;
  hands.wake();
  await untilDone();
  expect(seen.most).toBe(3);
});

it('a call while one works wakes another at once', async () => {
  const { seen, hands, untilDone } = await opened(2, 100);
  seen.waiting = 2;
  hands.wake();
  hands.wake();
  await untilDone();
  expect(seen.most).toBe(2);
});

it('a call while all work makes them look once more, also if they had looked already and found nothing', async () => {
  let found: (count: number) => void = () => {};
  let looks = 0;
  const hands = runHands(
    [
      () => {
        looks += 1;
        return new Promise((resolve) => {
          found = resolve;
        });
      },
    ],
    () => {},
  );
  await sleep(A_MOMENT);
  hands.wake();
  found(0);
  await sleep(A_MOMENT);
  expect(looks).toBe(2);
  found(0);
  await hands.close();
});

it('who failed rests before the next try, whatever calls come', async () => {
  const { seen, hands, breakDown } = await opened(1, 1);
  breakDown();
  for (let call = 0; call < 5; call += 1) {
    hands.wake();
    await sleep(A_MOMENT);
  }
  expect(seen.errors).toBe(1);
  expect(seen.looks).toEqual([1]);
});

it('who fails calls another, who may be luckier', async () => {
  const { seen, hands, breakDown } = await opened(3, 1);
  breakDown();
  hands.wake();
  await sleep(A_MOMENT);
  expect(seen.looks).toEqual([1, 1, 1]);
});
