import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { DomainError } from '../../domain/errors.ts';
import { looksLikeKey, type ServiceKeys } from '../../services/auth/service-keys.ts';
import type { Sessions } from '../../services/auth/sessions.ts';
import type { Principal, Tokens } from '../../services/auth/tokens.ts';
import type { Env } from '../env.ts';

export type AuthDeps = { tokens: Tokens; sessions: Sessions; serviceKeys: ServiceKeys };

/** RFC 6750: one word, of these characters. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** Node takes the first of two, a proxy before us perhaps the last: whoever sends two means no good. */
function assertOneHeader(c: Context<Env>): void {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  const names = incoming?.rawHeaders.filter((text, index) => index % 2 === 0 && text.length === 13) ?? [];
  if (names.filter((name) => name.toLowerCase() === 'authorization').length > 1)
    throw new DomainError('token-invalid', 'There are two Authorization headers. Send one.');
}

export const tokenMissing = () =>
  new DomainError(
    'token-missing',
    'Log in at POST /v1/auth/login and send the token as Authorization: Bearer …',
  );

/** The bearer token of a request, if it has one. @throws DomainError `token-missing`, `token-invalid` for something else there */
export function bearerOf(c: Context<Env>): string | undefined {
  const header = c.req.header('Authorization');
  if (header === undefined) return undefined;
  assertOneHeader(c);
  const token = BEARER.exec(header)?.[1];
  if (token) return token;
  if (!/^bearer +\S/i.test(header)) throw tokenMissing();
  throw new DomainError(
    'token-invalid',
    'Send the token as Authorization: Bearer …, and nothing else in it.',
  );
}

/** Whose token it is, going by the token alone. @throws DomainError `token-invalid` */
export function identify({ tokens, serviceKeys }: AuthDeps, token: string): Principal | Promise<Principal> {
  if (looksLikeKey(token)) return serviceKeys.verify(token);
  return tokens.recall(token) ?? tokens.verify(token);
}

/** @throws DomainError `session-ended` for somebody who was logged out */
export async function assertLive({ sessions }: AuthDeps, { id, sessionId }: Principal): Promise<void> {
  if (sessionId === undefined || (await sessions.isLive(sessionId, id))) return;
  throw new DomainError('session-ended', 'This session is over. Log in again.');
}
