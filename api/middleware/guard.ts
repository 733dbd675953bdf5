import type { Context, Next } from 'hono';
import { matchedRoutes } from 'hono/route';
import { DomainError } from '../../domain/errors.ts';
import { looksLikeKey } from '../../services/auth/service-keys.ts';
import type { RateLimit, Verdict } from '../../services/rate-limit/index.ts';
import type { Env } from '../env.ts';
import { unknownRoute } from '../known-routes.ts';
import { POLICY, type Row } from '../policy.ts';
import { addressOf } from './address.ts';
import { putHeader } from './answer-headers.ts';
import { type AuthDeps, assertLive, bearerOf, identify, tokenMissing } from './authenticate.ts';
import { authorize } from './authorize.ts';
import type { CheckQuery } from './known-query.ts';
import { checkNesting } from './nesting.ts';

export type GuardDeps = AuthDeps & { rateLimit: RateLimit; trustedProxies: number };

/** The address of the route that will answer, as the router found it. */
const routeOf = (c: Context<Env>) => {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return `${route?.method} ${route?.path}`;
};

const seconds = (ms: number) => Math.ceil(ms / 1_000);

/** The state of the budget (draft-ietf-httpapi-ratelimit-headers). @throws DomainError `rate-limited` when it is used up */
export function showBudget(c: Context<Env>, verdict: Verdict | undefined): void {
  if (!verdict) return;
  const { policy, quota, seconds: window, remaining, resetMs, retryMs } = verdict;
  putHeader(c, 'RateLimit-Policy', `"${policy}";q=${quota};w=${window}`);
  putHeader(c, 'RateLimit', `"${policy}";r=${remaining};t=${seconds(verdict.allowed ? resetMs : retryMs)}`);
  if (verdict.allowed) return;
  putHeader(c, 'Retry-After', String(seconds(retryMs)));
  throw new DomainError('rate-limited', `Too many requests. Try again in ${seconds(retryMs)} s.`);
}

/**
 * What stands before every route: the row of `api/policy.ts` decides who comes in, with what scope and how often. The order is
 * that of the checks' cost, and nothing is said about an object to somebody who may not ask.
 */
export function createGuard(deps: GuardDeps, checkQuery: CheckQuery) {
  const { rateLimit, trustedProxies } = deps;

  /** Who is calling, where the row asks; a token that is refused is an answer too, after the budget was charged. */
  async function callerOf(c: Context<Env>, { by }: Row, inBudget: () => Promise<void>) {
    if (by === 'everybody') return undefined;
    try {
      const token = bearerOf(c);
      // Keys are looked up in the database, which a flood of wrong ones must not reach.
      if (token !== undefined && looksLikeKey(token)) await inBudget();
      return token === undefined ? undefined : await identify(deps, token);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  async function charge(c: Context<Env>, { rate }: Row, subject: string): Promise<void> {
    if (rate === 'unlimited') return;
    const usual = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'read' : 'write';
    showBudget(c, await rateLimit.take(rate ?? usual, subject));
  }

  return async (c: Context<Env>, next: Next): Promise<void> => {
    const route = routeOf(c);
    const row = POLICY[route];
    // `checkPolicy` has seen that every route has one; what the router finds beyond them is nobody's.
    if (!row) throw unknownRoute();
    const address = addressOf(c, trustedProxies);
    const everybodys = row.rate === 'unlimited' ? undefined : rateLimit.take('address', address);
    const inBudget = async () => {
      const verdict = await everybodys;
      if (verdict && !verdict.allowed) showBudget(c, verdict);
    };
    const caller = await callerOf(c, row, inBudget);
    const principal = caller instanceof DomainError ? undefined : caller;
    // What asks Redis travels together.
    await Promise.all([
      charge(c, row, principal?.id ?? address).then(inBudget),
      principal && assertLive(deps, principal),
    ]);
    if (caller instanceof DomainError) throw caller;
    if (principal) {
      authorize(row, principal);
      c.set('principal', principal);
    } else if (typeof row.by !== 'string') {
      throw tokenMissing();
    }
    checkQuery(c, route);
    await checkNesting(c);
    return next();
  };
}
