import { type Random, randomFrom } from '../db/seed/random.ts';
import { plan } from '../domain/dispatch/plan.ts';
import { DEFAULT_PLAN_RULES, type Snapshot } from '../domain/dispatch/snapshot.ts';
import { type Benchmark, median, percentile, timed } from './bench.ts';

export const ORDERS = 500;
export const PARTNERS = 300;
const ROUNDS = 200;
type Point = { x: number; y: number };

type Places<P> = { restaurant(): P; door(): P; partner(): P };

/** A zone in a rush: there are more orders than partners, of whom a third is free. */
export function rush<P>(
  name: string,
  placesFrom: (random: Random) => Places<P>,
  travel: Snapshot<P>['travel'],
): Snapshot<P> {
  const random = randomFrom(name);
  const places = placesFrom(random);
  const restaurants = Array.from({ length: 150 }, (_, index) => ({
    id: `r${index}`,
    place: places.restaurant(),
  }));
  const job = (readyAt: number) => {
    const { id, place } = random.pick(restaurants);
    return { restaurantId: id, pickup: place, door: places.door(), readyAt };
  };
  return {
    now: 0,
    deliveries: Array.from({ length: ORDERS }, (_, index) => ({
      id: `o${index}`,
      notFor: new Set<string>(),
      ...job(random.int(-600, 1_800)),
    })),
    expected: Array.from({ length: ORDERS / 2 }, () => {
      const placedAt = random.int(1, 900);
      return { placedAt, ...job(placedAt + random.int(300, 1_800)) };
    }),
    partners: Array.from({ length: PARTNERS }, (_, index) => ({
      id: `p${index}`,
      place: places.partner(),
      freeAt: Math.max(0, random.int(-600, 1_200)),
      until: random.int(1_800, 14_400),
      acceptance: 0.7 + random.fraction() * 0.3,
      quality: random.fraction(),
    })),
    travel,
  };
}

/** Such a zone on a plane, 9 km wide. */
const onPlane = (name: string): Snapshot<Point> =>
  rush(
    name,
    (random) => {
      const point = () => ({ x: random.int(0, 9_000), y: random.int(0, 9_000) });
      return { restaurant: point, door: point, partner: point };
    },
    (from, to) => Math.hypot(from.x - to.x, from.y - to.y) / 5.3,
  );

export const benchmark: Benchmark = {
  name: 'planning',
  about: `one round of the policy matched over a zone of ${ORDERS} orders and ${PARTNERS} partners`,
  async run(say) {
    for (let round = 0; round < 20; round++) plan(onPlane(`warm ${round}`), DEFAULT_PLAN_RULES);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const snapshot = onPlane(`round ${round}`);
      times.push(await timed(async () => plan(snapshot, DEFAULT_PLAN_RULES)));
    }
    say(`median ${median(times).toFixed(1)} ms of ${ROUNDS} rounds, each over another zone`);
    return [
      { what: 'time to plan, p99', value: percentile(times, 0.99), unit: 'ms', target: { atMost: 50 } },
    ];
  },
};
