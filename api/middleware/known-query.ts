import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { Env } from '../env.ts';
import { routeName } from '../policy.ts';

const MAX_QUERY = 2_048;

/** What pages for people take, which are in no document. */
const PAGES: Record<string, Set<string>> = {
  'GET /docs': new Set(['for']),
  'GET /dev/inbox': new Set(['user']),
  'GET /dev/inbox/messages': new Set(['user']),
};

/** @throws DomainError `unknown-parameter`, `uri-too-long` */
export type CheckQuery = (c: Context<Env>, route: string) => void;

/** The parameters that each route has in the OpenAPI document, which are those that it reads. */
function parametersOf(app: OpenAPIHono<Env>): Map<string, Set<string>> {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  );
  return new Map(
    routes.map(({ method, path, request }) => [
      routeName(method, path),
      new Set(Object.keys((request?.query as z.ZodObject | undefined)?.shape ?? {})),
    ]),
  );
}

/** Refuses parameters that nobody reads: they are misspelt, and whoever sent them would believe that they count. */
export function createCheckQuery(app: OpenAPIHono<Env>): CheckQuery {
  // Collected with the first request, when all routes are there.
  let routes: Map<string, Set<string>> | undefined;
  return (c, route) => {
    const start = c.req.url.indexOf('?');
    if (start < 0) return;
    if (c.req.url.length - start > MAX_QUERY) {
      throw new DomainError('uri-too-long', `A query may have ${MAX_QUERY} characters. Send less.`);
    }
    routes ??= parametersOf(app);
    const known = routes.get(route) ?? PAGES[route] ?? new Set();
    const unknown = Object.keys(c.req.query()).filter((name) => !known.has(name));
    if (unknown.length === 0) return;
    const hint = known.size > 0 ? `There are: ${[...known].join(', ')}.` : 'There are none here.';
    throw new DomainError(
      'unknown-parameter',
      `Some query parameters do not exist. ${hint}`,
      unknown.map((name) => ({ path: name.slice(0, 100), message: 'is not a parameter of this address' })),
    );
  };
}
