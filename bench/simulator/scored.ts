import { type Candidate, rankPartners } from '../../domain/dispatch/score.ts';
import { afterStep, type DispatchRules, nextStep, SEARCH_START } from '../../domain/dispatch/scored.ts';
import { type Answer, type City, candidateOf, type Rider } from './city.ts';
import type { Clock } from './clock.ts';
import type { Order } from './instance.ts';

/**
 * The seed's loop on the virtual clock, as `DispatchWorkflow` runs it: each order looks for its own partner from the minute it
 * is placed, and the best free one is sent at once.
 */
export function scoredSearches(city: City, clock: Clock, rules: DispatchRules): (order: Order) => void {
  return (order) => {
    const startedAt = clock.now();
    let search = SEARCH_START;
    let askedThisRound = new Set<Rider>();
    const declined = new Set<Rider>();

    function best(radiusMetres: number): Rider | undefined {
      const nearby = new Map<string, Rider>();
      const candidates: Candidate[] = [];
      for (const rider of city.riders) {
        const { place, courier } = rider;
        const metres = Math.hypot(place.x - order.restaurant.x, place.y - order.restaurant.y);
        if (metres > radiusMetres || declined.has(rider) || askedThisRound.has(rider)) continue;
        if (!city.canTake(rider, [order])) continue;
        nearby.set(courier.id, rider);
        candidates.push(candidateOf(rider, metres));
      }
      const [first] = rankPartners(candidates, radiusMetres);
      return first && nearby.get(first.partnerId);
    }

    function answered(rider: Rider, answer: Answer): void {
      if (answer === 'accepted') return;
      (answer === 'declined' ? declined : askedThisRound).add(rider);
      search = afterStep(search, 'refused', rules);
      goOn();
    }

    function goOn(): void {
      for (;;) {
        const step = nextStep({ ...search, elapsedSeconds: clock.now() - startedAt }, rules);
        if (step.do === 'give-up') return;
        if (step.do === 'wait') {
          clock.at(clock.now() + step.seconds, () => {
            search = afterStep(search, 'waited', rules);
            askedThisRound = new Set();
            goOn();
          });
          return;
        }
        const rider = best(step.radiusKm * 1000);
        if (rider) {
          city.offer(rider, [order], (answer) => answered(rider, answer));
          return;
        }
        search = afterStep(search, 'nobody', rules);
      }
    }

    goOn();
  };
}
