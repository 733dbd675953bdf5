import { DomainError } from '../../domain/errors.ts';
import { looksLikeKey, type ServiceKeys } from '../../services/auth/service-keys.ts';
import type { Sessions } from '../../services/auth/sessions.ts';
import type { Principal, Tokens } from '../../services/auth/tokens.ts';
import type { Asked } from './asked.ts';

export type AuthDeps = { tokens: Tokens; sessions: Sessions; serviceKeys: ServiceKeys };

/** RFC 6750: one word, of these characters. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** Node takes the first of two, a proxy before us perhaps the last: whoever sends two means no good. */
function assertOneHeader(c: Asked): void {
  const raw = c.env?.incoming?.rawHeaders ?? [];
  let found = 0;
  // Names and values in turns; most names are told apart by their length.
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string;
    if (name.length === 13 && name.toLowerCase() === 'authorization') found += 1;
  }
  if (found > 1) throw new DomainError('token-invalid', 'There are two Authorization headers. Send one.');
}

export const tokenMissing = () =>
  new DomainError(
    'token-missing',
    'Log in at POST /v1/auth/login and send the token as Authorization: Bearer …',
  );

/** The bearer token of a request, if it has one. @throws DomainError `token-missing`, `token-invalid` for something else there */
export function bearerOf(c: Asked): string | undefined {
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
export const identify = ({ tokens, serviceKeys }: AuthDeps, token: string): Promise<Principal> =>
  looksLikeKey(token) ? serviceKeys.verify(token) : tokens.verify(token);

export const sessionEnded = () => new DomainError('session-ended', 'This session is over. Log in again.');

/** Whether somebody was not logged out; keys have no session. */
export const isLive = ({ sessions }: AuthDeps, { id, sessionId }: Principal): boolean | Promise<boolean> =>
  sessionId === undefined || sessions.isLive(sessionId, id);
