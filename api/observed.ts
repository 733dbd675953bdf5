import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { type Telemetry, traceRequest } from '../adapters/telemetry/tracing.ts';
import type { NodeEnv } from './env.ts';
import { sectionOf } from './section-router.ts';

/**
 * Lets a request be answered, and keeps how that went.
 * @param section of its address, as the routes read it, which may be more orderly than what was sent
 * @param isNowhere whether an answer says that its address leads nowhere
 */
export type Observe = <T extends { status: number }>(
  request: { incoming: IncomingMessage; section: string },
  answer: () => T | Promise<T>,
  isNowhere?: (said: T) => boolean,
) => Promise<T>;

/** Parts of addresses that anybody could make up would make as many time series. */
const PLAIN = /^[a-z-]{1,30}$/;
const MOST_SECTIONS = 60;

/** Measures every answer and, where traces are sent, lets one begin or go on with it. */
export function createObserve(telemetry: Telemetry | undefined): Observe {
  if (!telemetry) return async (_, answer) => answer();
  const { metrics, tracing } = telemetry;
  const measure = metrics.requests();
  const sections = new Set<string>();
  const named = (section: string): string => {
    if (sections.has(section)) return section;
    if (!PLAIN.test(section) || sections.size >= MOST_SECTIONS) return 'other';
    sections.add(section);
    return section;
  };
  return async ({ incoming, section: of }, answer, isNowhere) => {
    const startedAt = performance.now();
    const { method = '', headers } = incoming;
    const section = named(of);
    const said = await (tracing ? traceRequest({ method, headers }, section, answer) : answer());
    // What does not exist is one series, whatever it is called.
    const series = isNowhere?.(said) ? 'other' : section;
    measure(method, series, said.status, (performance.now() - startedAt) / 1000);
    return said;
  };
}

type Fetch = (request: Request, env: NodeEnv) => Response | Promise<Response>;

const isNowhere = ({ status, headers }: Response): boolean =>
  status === 404 && (headers.get('content-type')?.includes('problem') ?? false);

/** Whatever Hono answers, observed. */
export const observed =
  (fetch: Fetch, observe: Observe): Fetch =>
  (request, env) => {
    const { incoming } = env;
    if (!incoming) return fetch(request, env);
    const section = sectionOf(new URL(request.url).pathname);
    return observe({ incoming, section }, () => fetch(request, env), isNowhere);
  };

/** The line of a request at the level `debug`. */
export function logRequest(
  log: Logger,
  request: { requestId: string; method: string; path: string; status: number; startedAt: number },
): void {
  const { startedAt, ...rest } = request;
  log.debug({ ...rest, ms: Math.round(performance.now() - startedAt) }, 'request');
}
