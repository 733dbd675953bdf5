import { createRoute } from '@hono/zod-openapi';
import { Jwks, LoginBody, Me, RealtimeTicket, Session } from '../contracts/auth.ts';
import type { Deps } from './env.ts';
import { body, createRouter, json, problems, secured } from './route.ts';

const login = createRoute({
  method: 'post',
  path: '/v1/auth/login',
  tags: ['Auth'],
  summary: 'Log in with e-mail and password',
  request: body(LoginBody),
  responses: { 200: json(Session, 'An access token'), ...problems },
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

/** Routes that need no token. */
export const publicAuthRoutes = ({ auth, tokens }: Deps) =>
  createRouter()
    .openapi(login, async (c) => {
      const { email, password } = c.req.valid('json');
      return c.json(await auth.login(email, password), 200);
    })
    .openapi(jwks, (c) => c.json(Jwks.parse(tokens.jwks), 200));

export const authRoutes = ({ auth, tickets }: Deps) =>
  createRouter()
    .openapi(me, async (c) => c.json(await auth.me(c.get('principal')), 200))
    .openapi(ticket, async (c) => c.json(await tickets.issue(c.get('principal')), 201));
