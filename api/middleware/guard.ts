import type { Context, Next } from 'hono';
import { matchedRoutes } from 'hono/route';
import { DomainError } from '../../domain/errors.ts';
import type { AuthService } from '../../services/auth/index.ts';
import { looksLikeKey } from '../../services/auth/service-keys.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { Charge, RateLimit, Verdict } from '../../services/rate-limit/index.ts';
import type { Env } from '../env.ts';
import { unknownRoute } from '../known-routes.ts';
import { POLICY, type Row } from '../policy.ts';
import { addressOf } from './address.ts';
import { putHeader } from './answer-headers.ts';
import type { Asked } from './asked.ts';
import { type AuthDeps, bearerOf, identify, isLive, sessionEnded, tokenMissing } from './authenticate.ts';
import { authorize } from './authorize.ts';
import type { CheckQuery } from './known-query.ts';
import { checkNesting } from './nesting.ts';

export type GuardDeps = AuthDeps & {
  auth: Pick<AuthService, 'assertRoom'>;
  rateLimit: RateLimit;
  trustedProxies: number;
};

/** The address of the route that will answer, as the router found it. */
const routeOf = (c: Context<Env>) => {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return `${route?.method} ${route?.path}`;
};

const seconds = (ms: number) => Math.ceil(ms / 1_000);

/** The state of the budget (draft-ietf-httpapi-ratelimit-headers). @throws DomainError `rate-limited` when it is used up */
function showBudget(c: Asked, verdict: Verdict): void {
  const { policy, quota, seconds: window, allowed, remaining, resetMs, retryMs } = verdict;
  putHeader(c, 'RateLimit-Policy', `"${policy}";q=${quota};w=${window}`);
  putHeader(c, 'RateLimit', `"${policy}";r=${remaining};t=${seconds(allowed ? resetMs : retryMs)}`);
  if (allowed) return;
  putHeader(c, 'Retry-After', String(seconds(retryMs)));
  throw new DomainError('rate-limited', `Too many requests. Try again in ${seconds(retryMs)} s.`);
}

/** A settled budget that is shown only once it is used up. @throws DomainError `rate-limited` */
function assertAllowed(c: Asked, charge: Charge | undefined): void {
  if (charge && !charge.verdict.allowed) showBudget(c, charge.verdict);
}

/** The same, once it is settled. @throws DomainError `rate-limited` */
export async function assertLeft(c: Asked, charge: Charge | undefined): Promise<void> {
  await charge?.settled;
  assertAllowed(c, charge);
}

/** What was refused is an answer; anything else is not. */
function refused(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

const onlyReads = (method: string) => method === 'GET' || method === 'HEAD';

/**
 * The controls before every route: the row of `api/policy.ts` decides who comes in, with what scope and how often. The order is
 * that of the checks' cost, and nothing is said about an object to somebody who may not ask.
 */
export function createAdmit({ rateLimit, trustedProxies, ...deps }: Omit<GuardDeps, 'auth'>) {
  type Known = Principal | DomainError | undefined;

  /** @param all what everybody at this address has left: keys are looked up in the database, which no flood must reach */
  async function find(c: Asked, token: string, all: Charge | undefined): Promise<Known> {
    if (looksLikeKey(token)) await assertLeft(c, all);
    return identify(deps, token);
  }

  /** Who is calling, where the row asks; a token that is refused is an answer too, after the budget was charged. */
  function callerOf(c: Asked, { by }: Row, all: Charge | undefined): Known | Promise<Known> {
    if (by === 'everybody') return undefined;
    try {
      const token = bearerOf(c);
      if (token === undefined) return undefined;
      return deps.tokens.recall(token) ?? find(c, token, all).catch(refused);
    } catch (error) {
      return refused(error);
    }
  }

  /** @returns who is calling, if anybody asked. @throws DomainError for those who may not come in */
  // Few promises and no closures: this runs before each answer, and some answers are very cheap.
  return async (c: Asked, row: Row): Promise<Principal | undefined> => {
    const policy = row.rate ?? (onlyReads(c.req.method) ? 'read' : 'write');
    const address = addressOf(c, trustedProxies);

    const all = policy === 'unlimited' ? undefined : rateLimit.charge('address', address);
    const found = callerOf(c, row, all);
    const caller = found instanceof Promise ? await found : found;
    const principal = caller instanceof DomainError ? undefined : caller;
    const own = policy === 'unlimited' ? undefined : rateLimit.charge(policy, principal?.id ?? address);
    // Who lives is mostly known without asking; otherwise both questions travel together.
    const known = principal === undefined || isLive(deps, principal);
    const live = known instanceof Promise ? (await Promise.all([known, own?.settled]))[0] : known;
    if (own) {
      await own.settled;
      showBudget(c, own.verdict);
    }
    // Charges are settled in the order in which they were made, so the address's is, too.
    assertAllowed(c, all);
    if (caller instanceof DomainError) throw caller;
    if (!live) throw sessionEnded();
    if (principal) authorize(row, principal);
    else if (typeof row.by !== 'string') throw tokenMissing();
    return principal;
  };
}

/** What stands before every route: the controls, and what a request may look like. */
export function createGuard(deps: GuardDeps, checkQuery: CheckQuery) {
  const admit = createAdmit(deps);
  return async (c: Context<Env>, next: Next): Promise<void> => {
    const route = routeOf(c);
    const row = POLICY[route];
    // `checkPolicy` has seen that every route has one; what the router finds beyond them is nobody's.
    if (!row) throw unknownRoute();
    const principal = await admit(c, row);
    if (principal) c.set('principal', principal);
    checkQuery(c, route);
    // Before the body is read.
    if (row.rate === 'login') deps.auth.assertRoom();
    if (!onlyReads(c.req.method)) await checkNesting(c);
    return next();
  };
}
