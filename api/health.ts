import { createRoute } from '@hono/zod-openapi';
import { ask } from '../adapters/telemetry/server.ts';
import { type CheckName, Liveness, Readiness } from '../contracts/health.ts';
import type { Deps } from './env.ts';
import type { OpenSockets } from './realtime/open-sockets.ts';
import { createRouter, json } from './route.ts';

/** Only search needs it, and search says so itself. */
const OPTIONAL: CheckName = 'elasticsearch';

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['Operations'],
  summary: 'Whether this process lives; asks nobody else',
  responses: { 200: json(Liveness, 'It does') },
});
const ready = createRoute({
  method: 'get',
  path: '/ready',
  tags: ['Operations'],
  summary: 'Whether this process can serve requests: asks each server, for a second at most',
  responses: {
    200: json(Readiness, 'It can, perhaps without search'),
    503: json(Readiness, 'It cannot: something that every order needs is away, or it is about to stop'),
  },
});

type HealthDeps = Pick<Deps, 'checks'> & { openSockets: Pick<OpenSockets, 'isDraining'> };

async function readiness({ checks: named, openSockets }: HealthDeps): Promise<Readiness> {
  const names = Object.keys(named) as CheckName[];
  const answers = await Promise.all(names.map(async (name) => [name, await ask(named[name])] as const));
  const away = answers.filter(([, answer]) => answer === 'away').map(([name]) => name);
  const can = away.length === 0 ? 'ok' : away.every((name) => name === OPTIONAL) ? 'degraded' : 'away';
  const status = openSockets.isDraining() ? 'draining' : can;
  return { status, checks: Object.fromEntries(answers) as Readiness['checks'] };
}

/** What an orchestrator asks: restart me? (`/health`), send me requests? (`/ready`). */
export const healthRoutes = (deps: HealthDeps) =>
  createRouter()
    .openapi(health, (c) => c.json({ status: 'ok' as const }, 200))
    .openapi(ready, async (c) => {
      const result = await readiness(deps);
      return result.status === 'away' || result.status === 'draining'
        ? c.json(result, 503)
        : c.json(result, 200);
    });
