import { type Telemetry, traceRequest } from '../adapters/telemetry/tracing.ts';
import { sectionOf } from './section-router.ts';

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/** Parts of addresses that anybody could make up would make as many time series. */
const PLAIN = /^[a-z-]{1,30}$/;
const MOST_SECTIONS = 60;

/** Measures every answer and, where traces are sent, lets one begin or go on with it. */
export function observed(fetch: Fetch, { metrics, tracing }: Telemetry): Fetch {
  const measure = metrics.requests();
  const sections = new Set<string>();
  const named = (request: Request): string => {
    const section = sectionOf(new URL(request.url).pathname);
    if (!PLAIN.test(section) || (!sections.has(section) && sections.size >= MOST_SECTIONS)) return 'other';
    sections.add(section);
    return section;
  };
  return async (request, env) => {
    const startedAt = performance.now();
    const section = named(request);
    const response = await (tracing
      ? traceRequest(request, section, () => fetch(request, env))
      : fetch(request, env));
    // What does not exist is one series, whatever it is called.
    const known =
      response.status === 404 && response.headers.get('content-type')?.includes('problem')
        ? 'other'
        : section;
    measure(request.method, known, response.status, (performance.now() - startedAt) / 1000);
    return response;
  };
}
