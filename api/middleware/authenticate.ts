import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Role } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Tokens } from '../../services/auth/tokens.ts';
import type { Env } from '../env.ts';

/** Reads the bearer token and sets `principal`. */
export const authenticate = (tokens: Tokens) =>
  createMiddleware<Env>((c, next) => {
    const [scheme, token] = (c.req.header('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) {
      throw new DomainError(
        'token-missing',
        'Log in at POST /v1/auth/login and send the token as Authorization: Bearer …',
      );
    }
    const known = tokens.recall(token);
    if (known) {
      c.set('principal', known);
      return next();
    }
    return tokens.verify(token).then((principal) => {
      c.set('principal', principal);
      return next();
    });
  });

/** Reads the bearer token where there is one; what follows may do without a `principal`. */
export const identify = (tokens: Tokens) => {
  const required = authenticate(tokens);
  return createMiddleware<Env>((c, next) => (c.req.header('Authorization') ? required(c, next) : next()));
};

/** A role as people call it. */
const NAMES: Record<Role, { one: string; many: string }> = {
  customer: { one: 'a customer', many: 'customers' },
  restaurant: { one: 'a restaurant', many: 'restaurants' },
  partner: { one: 'a delivery partner', many: 'delivery partners' },
  admin: { one: 'an operator', many: 'operators' },
};
const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Whom each check lets pass, for the documents. */
const allowedBy = new WeakMap<object, readonly Role[]>();

/** Lets only these roles pass. */
export function only(...roles: Role[]) {
  const check = createMiddleware<Env>(async (c, next) => {
    const { role } = c.get('principal');
    if (!roles.includes(role)) {
      const those = listed.format(roles.map((allowed) => NAMES[allowed].many));
      throw new DomainError('wrong-role', `This is for ${those}; you are logged in as ${NAMES[role].one}.`);
    }
    await next();
  });
  allowedBy.set(check, roles);
  return check;
}

/** The roles that a route, such as `get /v1/orders/{id}`, lets pass; none: everybody who may come in. */
export function rolesOf(app: Hono<Env>, method: string, path: string): readonly Role[] {
  const own = path.replace(/\{(\w+)\}/g, ':$1');
  const handlers = app.routes.filter((route) => route.path === own && route.method === method.toUpperCase());
  return handlers.flatMap(({ handler }) => allowedBy.get(handler) ?? []);
}
