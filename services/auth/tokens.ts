import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import { Role } from '../../contracts/auth.ts';
import { DomainError } from '../../domain/errors.ts';

const ALGORITHM = 'ES256';
const AUDIENCE = 'tiffin-api';
const MAX_VERIFIED = 10_000;

/** Who is calling. */
export type Principal = { id: string; role: Role; restaurantId?: string | undefined };

const Claims = z.object({ sub: z.string(), role: Role, rst: z.string().optional() });

type KeyConfig = { signingKey: string | undefined; keyFile: string; issuer: string; tokenMinutes: number };

/** A development key, made once and shared by every process of this checkout. Written with `wx`: the first process wins. */
async function developmentKey(file: string): Promise<JWK> {
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(file, JSON.stringify(await exportJWK(privateKey)), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) as JWK;
}

async function loadKey(config: KeyConfig, environment: string): Promise<JWK> {
  if (config.signingKey) return JSON.parse(config.signingKey) as JWK;
  if (environment === 'production') {
    throw new Error('Set AUTH_SIGNING_KEY to a private ES256 key as JWK; production makes none by itself.');
  }
  return developmentKey(config.keyFile);
}

/** Signs and checks access tokens: ES256 and nothing else, with issuer, audience, type and a life of minutes. */
export async function createTokens(config: KeyConfig, environment: string) {
  const jwk = await loadKey(config, environment);
  const privateKey = await importJWK(jwk, ALGORITHM);
  const { d: _private, ...publicJwk } = jwk;
  const publicKey = await importJWK(publicJwk, ALGORITHM);
  const kid = await calculateJwkThumbprint(publicJwk);
  const seconds = config.tokenMinutes * 60;
  /** A signature that was good stays good, and checking it costs more than most requests; until the token expires. */
  const verified = new Map<string, { principal: Principal; until: number }>();

  return {
    jwks: { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' }] },

    async sign({ id, role, restaurantId }: Principal): Promise<{ accessToken: string; expiresIn: number }> {
      const accessToken = await new SignJWT({ role, ...(restaurantId && { rst: restaurantId }) })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
        .setSubject(id)
        .setIssuer(config.issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(privateKey);
      return { accessToken, expiresIn: seconds };
    },

    /** Who a token was found to be from, while it lives; at once, where `verify` takes a while. */
    recall(token: string): Principal | undefined {
      const known = verified.get(token);
      return known && Date.now() < known.until ? known.principal : undefined;
    },

    /** @throws DomainError `token-invalid` for anything but a live token of ours */
    async verify(token: string): Promise<Principal> {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [ALGORITHM],
          issuer: config.issuer,
          audience: AUDIENCE,
          typ: 'at+jwt',
          requiredClaims: ['exp', 'sub'],
        });
        const { sub, role, rst } = Claims.parse(payload);
        const principal = { id: sub, role, restaurantId: rst };
        if (verified.size >= MAX_VERIFIED) verified.delete(verified.keys().next().value as string);
        verified.set(token, { principal, until: (payload.exp as number) * 1_000 });
        return principal;
      } catch (error) {
        const state = error instanceof errors.JWTExpired ? 'has expired' : 'is not valid';
        throw new DomainError('token-invalid', `This access token ${state}. Log in again.`);
      }
    },
  };
}
export type Tokens = Awaited<ReturnType<typeof createTokens>>;
