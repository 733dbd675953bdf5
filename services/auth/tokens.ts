import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { madeOnce } from '../../adapters/made-once.ts';
import { Role, type Scope, StaffRole } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';

const ALGORITHM = 'ES256';
const AUDIENCE = 'tiffin-api';
/** RFC 9068: nothing else that we or others sign passes for an access token. */
const TYPE = 'at+jwt';
const MAX_VERIFIED = 10_000;

/** No token of ours is longer, and none that is gets read. */
const MAX_CHARACTERS = 2_048;
/** What another process's clock may be ahead. */
const CLOCK_SECONDS = 5;

/** Who is calling: a person in a session, or a program with a key that has scopes. */
export type Principal = {
  id: string;
  role: Role;
  restaurantId?: string | undefined;
  staffRole?: StaffRole | undefined;
  sessionId?: string | undefined;
  scopes?: Scope[] | undefined;
};
/** A person in a session: what an access token says. */
export type Person = Omit<Principal, 'scopes'> & { sessionId: string };

const Claims = z.object({
  sub: z.string(),
  role: Role,
  sid: z.string(),
  rst: z.string().optional(),
  stf: StaffRole.optional(),
});

type KeyConfig = {
  signingKey: string | undefined;
  previousKeys: string | undefined;
  keyFile: string;
  issuer: string;
  tokenMinutes: number;
};

function developmentKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify(privateKey.export({ format: 'jwk' }));
}

/** @throws Error that says which setting is no JSON */
function parseSetting<T>(name: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${name} is not JSON. docs/settings.md says what it must be.`);
  }
}

function loadKey(config: KeyConfig, environment: string): JWK {
  if (config.signingKey) return parseSetting('AUTH_SIGNING_KEY', config.signingKey);
  if (environment === 'production') {
    throw new Error('Set AUTH_SIGNING_KEY to a private ES256 key as JWK; production makes none by itself.');
  }
  return JSON.parse(madeOnce(config.keyFile, developmentKey)) as JWK;
}

/** The public half of a key with its name, which is its thumbprint, so that a key is never known by two names. */
async function publicHalf({ kty, crv, x, y }: JWK) {
  const jwk = { kty, crv, x, y } as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, key: await importJWK(jwk, ALGORITHM), jwk: { ...jwk, kid, alg: ALGORITHM, use: 'sig' } };
}

/** Enough of a token to find it by: hashing all of it, with each request, would take longer than comparing it once. */
const endOf = (token: string) => token.slice(-32);

/** base64url that decodes to the same bytes in another spelling would be another token with the same signature. */
const isCanonical = (token: string) =>
  token.length <= MAX_CHARACTERS &&
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);

/**
 * Signs and checks access tokens: ES256 and nothing else, with issuer, audience, type and a life of minutes. The newest key
 * signs; tokens of the previous ones are good until they expire.
 */
export async function createTokens(config: KeyConfig, environment: string) {
  const jwk = loadKey(config, environment);
  const privateKey = await importJWK(jwk, ALGORITHM);
  const previous = parseSetting<JWK[]>('AUTH_PREVIOUS_KEYS', config.previousKeys ?? '[]');
  const known = await Promise.all([jwk, ...previous].map(publicHalf));
  const keys = new Map(known.map(({ kid, key }) => [kid, key]));
  const kid = known[0]?.kid as string;
  const seconds = config.tokenMinutes * 60;
  /** A signature that was good stays good, and checking it costs more than most requests; until the token expires. */
  const verified = new Map<string, { token: string; person: Person; until: number }>();

  /** jose asks for the key of a token's header, of which only the name counts: what else a header brings is not ours. */
  function keyOf({ kid: name }: { kid?: string }) {
    const key = name === undefined ? undefined : keys.get(name);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return {
    jwks: { keys: known.map(({ jwk: shown }) => shown) },

    async sign(person: Person): Promise<{ accessToken: string; expiresIn: number }> {
      const { id, role, restaurantId, staffRole, sessionId } = person;
      const accessToken = await new SignJWT({
        role,
        sid: sessionId,
        ...(restaurantId && { rst: restaurantId }),
        ...(staffRole && { stf: staffRole }),
      })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
        .setSubject(id)
        .setIssuer(config.issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(privateKey);
      return { accessToken, expiresIn: seconds };
    },

    /** Who a token was found to be from, while it lives; at once, where `verify` takes a while. */
    recall(token: string): Person | undefined {
      const known = verified.get(endOf(token));
      return known && known.token === token && Date.now() < known.until ? known.person : undefined;
    },

    /** @throws DomainError `token-invalid` for anything but a live token of ours */
    async verify(token: string): Promise<Person> {
      try {
        if (!isCanonical(token)) throw new errors.JWTInvalid();
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: [ALGORITHM],
          issuer: config.issuer,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp', 'sub'],
          // Also refuses what was issued in the future.
          maxTokenAge: seconds + CLOCK_SECONDS,
        });
        const { sub, role, sid, rst, stf } = Claims.parse(payload);
        const person = { id: sub, role, sessionId: sid, restaurantId: rst, staffRole: stf };
        if (verified.size >= MAX_VERIFIED) verified.delete(verified.keys().next().value as string);
        verified.set(endOf(token), { token, person, until: (payload.exp as number) * 1_000 });
        return person;
      } catch (error) {
        const state = error instanceof errors.JWTExpired ? 'has expired' : 'is not valid';
        throw new DomainError(
          'token-invalid',
          `This access token ${state}. Refresh it at POST /v1/auth/refresh, or log in again.`,
        );
      }
    },
  };
}
export type Tokens = Awaited<ReturnType<typeof createTokens>>;
