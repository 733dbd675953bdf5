import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  randomUUID,
  sign,
} from 'node:crypto';
import { request } from 'node:http';
import {
  base64url,
  calculateJwkThumbprint,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import { startApi } from '../../api/main.ts';
import type { MadeServiceKey, Session, StaffMember } from '../../contracts/auth.ts';
import type { Problem } from '../../contracts/common.ts';
import { connect } from '../../scripts/client.ts';
import { createTokens } from '../../services/auth/tokens.ts';
import { newId } from '../../services/ids.ts';
import { customer, staff } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const PASSWORD = 'a good long password';
const newKey = async () => {
  const jwk = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
  return { ...jwk, alg: 'ES256' } as JWK;
};
const publicOf = ({ kty, crv, x, y }: JWK) => ({ kty, crv, x, y }) as JWK;

const privateOf = (jwk: JWK) => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });

const ours = await newKey();
const strangers = await newKey();
const kid = await calculateJwkThumbprint(publicOf(ours));
const pem = createPublicKey({ key: publicOf(ours) as JsonWebKey, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
}) as string;

const config = testConfig({ AUTH_SIGNING_KEY: JSON.stringify(ours) });
const { db, close } = openPostgres(config.postgres);
const redis = openRedis(config.redis);
const keys = redisKeys(config.redis.prefix);
let api: Awaited<ReturnType<typeof startApi>>;
/** Somebody real, and what their real token says. */
let victim: Session;
let other: Session;
let claims: JWTPayload;

const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part as string, 'base64url').toString()) as JWTPayload;

beforeAll(async () => {
  api = await startApi(config);
  [victim, other] = (await Promise.all([customer(api.url, 11), customer(api.url, 12)])).map(
    ({ session }) => session as Session,
  ) as [Session, Session];
  claims = decode(victim.accessToken.split('.')[1]);
});
afterAll(async () => {
  await api.close();
  redis.disconnect();
  await close();
});

const HEADER = { alg: 'ES256', typ: 'at+jwt', kid };
const part = (value: unknown) => base64url.encode(JSON.stringify(value));
const parts = () => victim.accessToken.split('.') as [string, string, string];
const now = () => Math.floor(Date.now() / 1000);

/** A token of our own key with other claims or another header: only what is in it can be wrong. */
async function signed(
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: JWK = ours,
): Promise<string> {
  const input = `${part({ ...HEADER, ...header })}.${part({ ...claims, ...change })}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: privateOf(key),
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}
const unsigned = (alg: string, signature = '') => `${part({ ...HEADER, alg })}.${part(claims)}.${signature}`;
const hmac = (alg: string, secret: string) =>
  new SignJWT(claims).setProtectedHeader({ ...HEADER, alg }).sign(Buffer.from(secret || '\0'));
async function otherAlgorithm(alg: string): Promise<string> {
  const { privateKey } = await generateKeyPair(alg);
  return new SignJWT(claims).setProtectedHeader({ ...HEADER, alg }).sign(privateKey);
}
const byStranger = async (header: Record<string, unknown>) =>
  new SignJWT(claims)
    .setProtectedHeader({ ...HEADER, ...header } as JWTHeaderParameters)
    .sign(await importJWK(strangers, 'ES256'));
const undefinedClaim = (name: string) => signed({ [name]: undefined });

/** The last character of a signature has four bits that mean nothing. */
function otherSpelling(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) as string);
  return token.slice(0, -1) + alphabet[last ^ 1];
}
const flipped = (signature: string) => {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[10] = (bytes[10] as number) ^ 1;
  return bytes.toString('base64url');
};

/** A DER-encoded signature, as other libraries make them. */
function derSigned(): string {
  const [header, payload] = parts();
  const signature = sign('sha256', Buffer.from(`${header}.${payload}`), privateOf(ours));
  return `${header}.${payload}.${signature.toString('base64url')}`;
}
function swapped(): string {
  const [header, payload, signature] = parts();
  const bytes = Buffer.from(signature, 'base64url');
  return `${header}.${payload}.${Buffer.concat([bytes.subarray(32), bytes.subarray(0, 32)]).toString('base64url')}`;
}
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Tokens, each with one thing wrong. */
const FORGED: Record<string, () => string | Promise<string>> = {
  'alg none': () => unsigned('none'),
  'alg None': () => unsigned('None'),
  'alg NONE': () => unsigned('NONE'),
  'alg nOnE': () => unsigned('nOnE'),
  'alg none with a signature that is good for ES256': () => unsigned('none', parts()[2]),
  'alg none without the last dot': () => unsigned('none').slice(0, -1),
  'no alg': async () => signed({}, { alg: undefined }),
  'HS256 with the public key as JWK': () => hmac('HS256', JSON.stringify(publicOf(ours))),
  'HS256 with the public key as PEM': () => hmac('HS256', pem),
  'HS256 with the public key as PEM in one line': () => hmac('HS256', pem.trim()),
  'HS256 with the x of the public key': () => hmac('HS256', ours.x as string),
  'HS256 with the kid': () => hmac('HS256', kid),
  'HS256 with an empty secret': () => hmac('HS256', ''),
  'HS384 with the public key': () => hmac('HS384', pem),
  'HS512 with the public key': () => hmac('HS512', pem),
  'RS256 under our kid': () => otherAlgorithm('RS256'),
  'PS256 under our kid': () => otherAlgorithm('PS256'),
  'ES384 under our kid': () => otherAlgorithm('ES384'),
  'ES512 under our kid': () => otherAlgorithm('ES512'),
  'EdDSA under our kid': () => otherAlgorithm('EdDSA'),
  'another key under our kid': () => byStranger({}),
  'another key under its own kid': async () => byStranger({ kid: await calculateJwkThumbprint(strangers) }),
  'another key that is in the header': () => byStranger({ jwk: publicOf(strangers) }),
  'another key in the header, without kid': () => byStranger({ kid: undefined, jwk: publicOf(strangers) }),
  'another key at an address in the header': () => byStranger({ jku: 'http://127.0.0.1:1/jwks.json' }),
  'another key in a certificate at an address': () => byStranger({ x5u: 'http://127.0.0.1:1/x.pem' }),
  'another key in a certificate': () =>
    byStranger({ x5c: [rsa().publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }),
  'no kid': () => signed({}, { kid: undefined }),
  'an empty kid': () => signed({}, { kid: '' }),
  'an unknown kid': () => signed({}, { kid: 'unknown' }),
  'a path as kid': () => signed({}, { kid: '../../../../dev/null' }),
  'SQL as kid': () => signed({}, { kid: `${kid}' or '1'='1` }),
  'an address as kid': () => signed({}, { kid: 'http://127.0.0.1:1/key' }),
  'the name of a property as kid': () => signed({}, { kid: '__proto__' }),
  'the name of a method as kid': () => signed({}, { kid: 'constructor' }),
  'a number as kid': () => signed({}, { kid: 0 }),
  'a list with our kid': () => signed({}, { kid: [kid] }),
  'null as kid': () => signed({}, { kid: null }),
  'a critical header nobody knows': () => signed({}, { crit: ['exp'], exp: 1 }),
  'an unencoded payload': () => signed({}, { crit: ['b64'], b64: false }),
  'another type': () => signed({}, { typ: 'JWT' }),
  'no type': () => signed({}, { typ: undefined }),
  'the type of a refresh token': () => signed({}, { typ: 'rt+jwt' }),
  'exp in the past': () => signed({ iat: now() - 300, exp: now() - 60 }),
  'exp long ago': () => signed({ iat: 1_000_000_000, exp: 1_000_000_900 }),
  'no exp': () => undefinedClaim('exp'),
  'exp as text': () => signed({ exp: String(now() + 600) }),
  'exp as null': () => signed({ exp: null }),
  'nbf in the future': () => signed({ nbf: now() + 120 }),
  'nbf as text': () => signed({ nbf: 'now' }),
  'iat in the future': () => signed({ iat: now() + 120 }),
  'iat longer ago than tokens live, with exp to come': () => signed({ iat: now() - 7200, exp: now() + 600 }),
  'no iat': () => undefinedClaim('iat'),
  'another audience': () => signed({ aud: 'somebody-else' }),
  'a list of other audiences': () => signed({ aud: ['somebody-else', 'tiffin'] }),
  'no audience': () => undefinedClaim('aud'),
  'another issuer': () => signed({ iss: 'https://evil.example' }),
  'an issuer that begins like ours': () => signed({ iss: `${claims.iss}.evil.example` }),
  'no issuer': () => undefinedClaim('iss'),
  'no subject': () => undefinedClaim('sub'),
  'a subject that is no text': () => signed({ sub: { id: claims.sub } }),
  'no role': () => undefinedClaim('role'),
  'a role that does not exist': () => signed({ role: 'root' }),
  'several roles': () => signed({ role: ['customer', 'admin'] }),
  'a part on a staff that does not exist': () => signed({ stf: 'chef' }),
  'no session': () => undefinedClaim('sid'),
  'a session that does not exist': () => signed({ sid: newId('session') }),
  'the session of somebody else, which PostgreSQL is asked about': () => foreignSession(),
  'a subject that does not exist': () => signed({ sub: newId('customer'), sid: newId('session') }),
  'another role in the payload': () => [parts()[0], part({ ...claims, role: 'admin' }), parts()[2]].join('.'),
  'the payload of somebody else': () => [parts()[0], other.accessToken.split('.')[1], parts()[2]].join('.'),
  'the signature of somebody else': () => [parts()[0], parts()[1], other.accessToken.split('.')[2]].join('.'),
  'another header over the same signature': () =>
    [part({ ...HEADER, cty: 'x' }), parts()[1], parts()[2]].join('.'),
  'a payload that is a list': () => {
    const input = `${parts()[0]}.${part([claims])}`;
    return `${input}.${parts()[2]}`;
  },
  'one bit of the signature': () => [parts()[0], parts()[1], flipped(parts()[2])].join('.'),
  'a signature of zeros': () => [parts()[0], parts()[1], Buffer.alloc(64).toString('base64url')].join('.'),
  'a signature in DER': () => derSigned(),
  'the halves of the signature swapped': () => swapped(),
  'the signature twice': () => `${victim.accessToken}${parts()[2]}`,
  'no signature': () => `${parts()[0]}.${parts()[1]}.`,
  'no signature and no dot': () => `${parts()[0]}.${parts()[1]}`,
  'the last character cut off': () => victim.accessToken.slice(0, -1),
  'half of it': () => victim.accessToken.slice(0, victim.accessToken.length / 2),
  'the header alone': () => parts()[0],
  'a fourth part': () => `${victim.accessToken}.${part({})}`,
  'five parts, as if encrypted': () => `${parts()[0]}..${parts()[1]}.${parts()[2]}.${parts()[2]}`,
  'a dot at the end': () => `${victim.accessToken}.`,
  'a dot at the beginning': () => `.${victim.accessToken}`,
  'the signature in another spelling': () => otherSpelling(victim.accessToken),
  'padding at the end': () => `${victim.accessToken}==`,
  'characters that base64 skips': () => `${parts()[0]}.${parts()[1]}.~${parts()[2]}`,
  'the other base64': () => {
    const signature = Buffer.from(parts()[2], 'base64url').toString('base64');
    return `${parts()[0]}.${parts()[1]}.${signature}`;
  },
  'more than tokens have, though it is signed': () => signed({ more: 'x'.repeat(3_000) }),
  'ten kilobytes of nothing': () => 'A'.repeat(10_000),
  JSON: () => part({ payload: parts()[1], signatures: [{ protected: parts()[0], signature: parts()[2] }] }),
  'the word undefined': () => 'undefined',
  'the word null': () => 'null',
  'a refresh token': () => victim.refreshToken,
  'the id of a session': () => claims.sid as string,
  'the hash of a token': () => createHash('sha256').update(victim.accessToken).digest('base64url'),
  'a service key that was never made': () => `tfk_${newId('serviceKey').slice(4)}_${'A'.repeat(43)}`,
  'a service key without its secret': () => `tfk_${newId('serviceKey').slice(4)}`,
};

/** A session that lives, with a subject that it is not of, and nothing in Redis that could be believed. */
async function foreignSession(): Promise<string> {
  const { session } = await customer(api.url, 13);
  const { sid } = decode(session?.accessToken.split('.')[1]);
  await redis.del(keys.session(sid as string));
  return signed({ sid });
}

const ask = async (headers: Record<string, string>, path = '/v1/user') => {
  const response = await fetch(api.url + path, { headers });
  return { status: response.status, code: ((await response.json()) as Problem).code };
};
const REFUSED = expect.stringMatching(/^(token-invalid|token-missing|session-ended)$/);

it('are at least sixty', () => {
  expect(Object.keys(FORGED).length).toBeGreaterThanOrEqual(60);
});

it('the real token, and one signed here like it, are let in, so that the others fail for what is wrong with them', async () => {
  for (const token of [victim.accessToken, await signed()]) {
    expect(
      (await fetch(`${api.url}/v1/user`, { headers: { Authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
  }
});

describe.each(['/v1/user', '/v1/search?lat=60.17&lng=24.94'])('%s refuses a token with', (path) => {
  it.each(Object.keys(FORGED))('%s', async (name) => {
    const token = (await FORGED[name]?.()) as string;
    expect(await ask({ Authorization: `Bearer ${token}` }, path)).toEqual({ status: 401, code: REFUSED });
  });
});

describe('a good token in the wrong place is refused', () => {
  it.each([
    ['with another scheme', (token: string) => ({ Authorization: `Basic ${token}` })],
    ['without a scheme', (token: string) => ({ Authorization: token })],
    ['with a word after it', (token: string) => ({ Authorization: `Bearer ${token} ${token}` })],
    ['with a comma', (token: string) => ({ Authorization: `Bearer ${token}, Bearer ${token}` })],
    ['in a cookie', (token: string) => ({ Cookie: `access_token=${token}` })],
    ['in a header of its own', (token: string) => ({ 'X-Access-Token': token })],
  ])('%s', async (_where, headers) => {
    expect(await ask(headers(victim.accessToken))).toEqual({ status: 401, code: REFUSED });
  });

  it('in the address', async () => {
    expect(await ask({}, `/v1/user?access_token=${victim.accessToken}`)).toEqual({
      status: 401,
      code: REFUSED,
    });
  });

  it.each([
    ['good one first', 0],
    ['good one last', 1],
  ])('in two headers, the %s', async (_order, position) => {
    const values = ['Bearer x', 'Bearer x'];
    values[position] = `Bearer ${victim.accessToken}`;
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      request({
        hostname,
        port,
        path: '/v1/user',
        headers: ['Authorization', values[0], 'Authorization', values[1], 'Host', hostname] as never,
      })
        .on('response', (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });
});

describe('what was good is refused', () => {
  it('when its session was ended', async () => {
    const { session } = await customer(api.url, 14);
    const headers = { Authorization: `Bearer ${session?.accessToken}` };
    await fetch(`${api.url}/v1/auth/logout`, { method: 'POST', headers });
    expect(await ask(headers)).toEqual({ status: 401, code: 'session-ended' });
  });

  it('when its owner has left, also for the login', async () => {
    const { slug } = await db
      .selectFrom('restaurants')
      .select('slug')
      .orderBy('slug')
      .offset(40)
      .limit(1)
      .executeTakeFirstOrThrow();
    const owner = await staff(api.url, slug);
    const login = { email: `${randomUUID()}@example.com`, password: PASSWORD };
    const body = { ...login, name: 'Cook', staffRole: 'kitchen' };
    const { id } = await owner.call<StaffMember>('POST', '/v1/restaurant/staff', body);
    const { session } = await connect(api.url, login);
    const headers = { Authorization: `Bearer ${session?.accessToken}` };
    expect((await fetch(`${api.url}/v1/menu`, { headers })).status).toBe(200);
    await owner.call('DELETE', `/v1/restaurant/staff/${id}`);
    expect(await ask(headers, '/v1/menu')).toEqual({ status: 401, code: 'session-ended' });
    const again = connect(api.url, login);
    await expect(again).rejects.toMatchObject({ problem: { code: 'login-failed' } });
    const refresh = owner.call('POST', '/v1/auth/refresh', { refreshToken: session?.refreshToken });
    await expect(refresh).rejects.toMatchObject({ problem: { code: 'session-ended' } });
  });

  it('when the account was deleted', async () => {
    const email = `${randomUUID()}@example.com`;
    const response = await fetch(`${api.url}/v1/auth/sign-up`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD, name: 'Gone Soon' }),
    });
    const { accessToken, user } = (await response.json()) as Session;
    await db.deleteFrom('users').where('id', '=', user.id).execute();
    await redis.del(keys.session(decode(accessToken.split('.')[1]).sid as string));
    expect(await ask({ Authorization: `Bearer ${accessToken}` })).toEqual({
      status: 401,
      code: 'session-ended',
    });
  });

  it.each(['revoked', 'expired', 'changed by a character'])('a service key that is %s', async (how) => {
    const { slug } = await db
      .selectFrom('restaurants')
      .select('slug')
      .orderBy('slug')
      .offset(41)
      .limit(1)
      .executeTakeFirstOrThrow();
    const owner = await staff(api.url, slug);
    const made = await owner.call<MadeServiceKey>('POST', '/v1/restaurant/keys', {
      name: 'till',
      scopes: ['menu:read'],
    });
    expect(
      (await fetch(`${api.url}/v1/menu`, { headers: { Authorization: `Bearer ${made.key}` } })).status,
    ).toBe(200);
    if (how === 'expired') {
      await db
        .updateTable('service_keys')
        .set({ expires_at: new Date() })
        .where('id', '=', made.id)
        .execute();
    } else if (how === 'revoked') await owner.call('DELETE', `/v1/restaurant/keys/${made.id}`);
    const key = how.startsWith('changed')
      ? made.key.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))
      : made.key;
    expect(await ask({ Authorization: `Bearer ${key}` }, '/v1/menu')).toEqual({
      status: 401,
      code: 'token-invalid',
    });
  });
});

describe('keys are changed without logging anybody out', () => {
  it('the JWKS names the new one and the old one, and nothing private', async () => {
    const fresh = await newKey();
    const tokens = await createTokens(
      { ...config.auth, signingKey: JSON.stringify(fresh), previousKeys: JSON.stringify([publicOf(ours)]) },
      'test',
    );
    expect(tokens.jwks.keys.map((key) => key.kid)).toEqual([
      await calculateJwkThumbprint(publicOf(fresh)),
      kid,
    ]);
    for (const key of tokens.jwks.keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(await tokens.verify(victim.accessToken)).toMatchObject({ id: victim.user.id });
    const { accessToken } = await tokens.sign({
      id: victim.user.id,
      role: 'customer',
      sessionId: claims.sid as string,
    });
    expect(decode(accessToken.split('.')[0])).toMatchObject({ kid: tokens.jwks.keys[0]?.kid });
  });

  it('until the old one is taken away', async () => {
    const tokens = await createTokens({ ...config.auth, signingKey: JSON.stringify(await newKey()) }, 'test');
    await expect(tokens.verify(victim.accessToken)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it('tokens can be checked by anybody with the JWKS alone', async () => {
    const jwks = createRemoteJWKSet(new URL(`${api.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(victim.accessToken, jwks, { audience: 'tiffin-api' });
    expect(payload.sub).toBe(victim.user.id);
  });
});
