import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import { type PlannedOffer, plan } from '../../domain/dispatch/plan.ts';
import { DEFAULT_PLAN_RULES, type PlanRules } from '../../domain/dispatch/snapshot.ts';
import { createHashCache } from '../cache.ts';
import { expireForgottenOffers } from './offer-to-best.ts';
import { readZone, type ZoneDeps } from './zone-snapshot.ts';

/** A plan that is younger is as good as a new one. */
const LIFE_MS = 500;
/** A zone so large that its plan takes long to make is planned less often: one part in so many of a processor's time. */
const BUSY_PART = 20;

/** What a round found. Instants are milliseconds since 1970. */
export type ZonePlan = {
  /** When what it is made from was read. */
  at: number;
  /** Until when nobody makes another. */
  freshUntil: number;
  offers: PlannedOffer[];
  /** Of each delivery that was open: when its food is ready, and when somebody will pick it up, if anybody can. */
  open: Record<string, { readyAt: number; pickupAt?: number }>;
};

async function makePlan(deps: ZoneDeps, zone: string, rules: PlanRules): Promise<ZonePlan> {
  await expireForgottenOffers(deps.db);
  const at = Date.now();
  const snapshot = await readZone(deps, zone, rules);
  const begun = performance.now();
  const { offers, estimates } = plan(snapshot, rules);
  const took = performance.now() - begun;
  const open = Object.fromEntries(
    snapshot.deliveries.map(({ id, readyAt }) => {
      const estimate = estimates.get(id);
      return [id, { readyAt: readyAt * 1000, ...(estimate && { pickupAt: estimate.pickupAt * 1000 }) }];
    }),
  );
  return { at, freshUntil: Date.now() + Math.max(LIFE_MS, BUSY_PART * took), offers, open };
}

/**
 * The plans of zones, each made once for all who ask in any process and kept in Redis for a moment. Without Redis each process
 * makes its own: who gets an offer is decided by PostgreSQL, so two plans at once cost a round, never an order.
 */
export function createZonePlans(
  deps: ZoneDeps & { redis: RedisClient; keys: RedisKeys; offerSeconds: number },
) {
  const { keys, maxActiveDeliveries, offerSeconds } = deps;
  const cache = createHashCache(deps);
  const rules: PlanRules = {
    ...DEFAULT_PLAN_RULES,
    offerSeconds,
    bundleSize: Math.min(DEFAULT_PLAN_RULES.bundleSize, maxActiveDeliveries),
  };

  const latest = (zone: string): Promise<ZonePlan> =>
    cache.read(
      keys.plan(zone),
      'plan',
      async () => {
        const made = await makePlan(deps, zone, rules);
        return {
          version: made.at,
          ttlMs: made.freshUntil - Date.now(),
          fields: { plan: JSON.stringify(made) },
        };
      },
      ({ plan: text }) => JSON.parse(text) as ZonePlan,
    );

  return {
    /**
     * The first plan of a zone that knows of what was written before an instant.
     * @param signal ends the wait with an AbortError
     */
    async since(zone: string, instant: number, signal: AbortSignal): Promise<ZonePlan> {
      for (;;) {
        const found = await latest(zone);
        if (found.at >= instant) return found;
        await sleep(Math.max(20, found.freshUntil - Date.now()), undefined, { signal });
      }
    },
  };
}
export type ZonePlans = ReturnType<typeof createZonePlans>;
