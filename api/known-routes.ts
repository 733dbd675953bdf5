import type { Context, Hono } from 'hono';
import { DomainError } from '../domain/errors.ts';
import type { Env } from './env.ts';
import { sectionOf } from './section-router.ts';

type Known = { pattern: RegExp; methods: string[] };

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}$`);

function routesOf(app: Hono<Env>): Map<string, Known[]> {
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of app.routes) {
    if (method === 'ALL') continue; // middleware
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  const sections = new Map<string, Known[]>();
  for (const [path, set] of methods) {
    const known = {
      pattern: patternOf(path),
      methods: [...set].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    };
    const section = sectionOf(path);
    sections.set(section, [...(sections.get(section) ?? []), known]);
  }
  return sections;
}

export const unknownRoute = () =>
  new DomainError('unknown-route', 'There is nothing here. See /docs for what there is.');

/**
 * Stops requests for addresses and methods that do not exist before anything asks them for a token.
 * @throws DomainError `unknown-route`, `method-not-allowed`
 */
export function onlyKnownRoutes(app: Hono<Env>) {
  // Collected with the first request: this runs before the routes, so it is registered before them.
  let routes: Map<string, Known[]> | undefined;
  return (c: Context<Env>): void => {
    routes ??= routesOf(app);
    const { method, path } = c.req;
    const known = routes.get(sectionOf(path)) ?? [];
    if (known.some(({ methods, pattern }) => methods.includes(method) && pattern.test(path))) return;
    const allowed = known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    if (allowed.length === 0) throw unknownRoute();
    c.header('Allow', allowed.join(', '));
    throw new DomainError(
      'method-not-allowed',
      `${method} does not work here; use ${allowed.filter((other) => other !== 'HEAD').join(' or ')}.`,
    );
  };
}
