import { createHash } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Jwks, LoginBody, Me, RealtimeTicket, RefreshBody, Session, SignUpBody } from '../contracts/auth.ts';
import type { Deps, Env } from './env.ts';
import { assertLeft } from './middleware/guard.ts';
import { body, createRouter, json, problems, secured } from './route.ts';

const signUp = createRoute({
  method: 'post',
  path: '/v1/auth/sign-up',
  tags: ['Auth'],
  summary: 'Open an account as a customer',
  request: body(SignUpBody),
  responses: { 201: json(Session, 'Your first session'), ...problems },
});
const login = createRoute({
  method: 'post',
  path: '/v1/auth/login',
  tags: ['Auth'],
  summary: 'Log in with e-mail and password',
  request: body(LoginBody),
  responses: { 200: json(Session, 'A session'), ...problems },
});
const refresh = createRoute({
  method: 'post',
  path: '/v1/auth/refresh',
  tags: ['Auth'],
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Each refresh token is good once. If the answer is lost, send the same one again within 10 seconds and get the same next one; ' +
    'later it counts as stolen, and the session ends.',
  request: body(RefreshBody),
  responses: { 200: json(Session, 'The session goes on'), ...problems },
});
const over = { 204: { description: 'Its tokens are no good any more' }, ...problems };
const logout = createRoute({
  method: 'post',
  path: '/v1/auth/logout',
  tags: ['Auth'],
  summary: 'End this session',
  ...secured,
  responses: over,
});
const logoutEverywhere = createRoute({
  method: 'post',
  path: '/v1/auth/logout-everywhere',
  tags: ['Auth'],
  summary: 'End all your sessions, this one too',
  ...secured,
  responses: over,
});
const jwks = createRoute({
  method: 'get',
  path: '/.well-known/jwks.json',
  tags: ['Auth'],
  summary: 'The keys that access tokens are signed with',
  responses: { 200: json(Jwks, 'A JSON Web Key Set (RFC 7517)') },
});
const me = createRoute({
  method: 'get',
  path: '/v1/user',
  tags: ['Auth'],
  summary: 'Your own profile and addresses',
  ...secured,
  responses: { 200: json(Me, 'You'), ...problems },
});
const ticket = createRoute({
  method: 'post',
  path: '/v1/realtime/tickets',
  tags: ['Realtime'],
  summary: 'A one-time ticket for /v1/realtime?ticket=…',
  description:
    'Browsers cannot send a token with a WebSocket, and a token in an address ends up in logs. Ask for a new one to reconnect.',
  ...secured,
  responses: { 201: json(RealtimeTicket, 'Opens one WebSocket within 30 s'), ...problems },
});

/** Counts as one account in the limits; the address itself has no business in Redis. */
const accountOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url');

/** Tokens are for nobody's cache. */
const uncached = (c: Context<Env>) => c.header('Cache-Control', 'no-store');

/** Routes that need no token. */
export const publicAuthRoutes = ({ auth, sessions, rateLimit, tokens }: Deps) =>
  createRouter()
    .openapi(signUp, async (c) => {
      uncached(c);
      return c.json(await auth.signUp(c.req.valid('json')), 201);
    })
    .openapi(login, async (c) => {
      const { email, password } = c.req.valid('json');
      // Also for an account that does not exist, so that nobody learns which do.
      await assertLeft(c, rateLimit.charge('account', accountOf(email)));
      uncached(c);
      return c.json(await auth.login(email, password), 200);
    })
    .openapi(refresh, async (c) => {
      uncached(c);
      return c.json(await sessions.refresh(c.req.valid('json').refreshToken), 200);
    })
    .openapi(jwks, (c) => c.json(Jwks.parse(tokens.jwks), 200));

/** The session that a person is in; keys have none, and no row lets them in here. */
const sessionOf = (c: Context<Env>) => c.get('principal').sessionId as string;

export const authRoutes = ({ auth, sessions, tickets }: Deps) =>
  createRouter()
    .openapi(me, async (c) => c.json(await auth.me(c.get('principal')), 200))
    .openapi(logout, async (c) => {
      await sessions.end(sessionOf(c));
      return c.body(null, 204);
    })
    .openapi(logoutEverywhere, async (c) => {
      await sessions.endAllOf(c.get('principal').id, 'everywhere');
      return c.body(null, 204);
    })
    .openapi(ticket, async (c) => c.json(await tickets.issue(c.get('principal')), 201));
