import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import type { Networks } from './networks.ts';
import { resolveName } from './resolve.ts';

/** What is read of an answer; nobody needs more to see what went wrong. */
const MOST_CHARACTERS = 1_000;
const MOST_BYTES = 4_096;

export type Posted =
  /** `retryAfterSeconds`: as the endpoint asked for. */
  | { kind: 'answered'; status: number; answer: string; retryAfterSeconds?: number | undefined }
  /** Nobody was there, or took too long. `why` is for the endpoint's owner, and tells nothing of our networks. */
  | { kind: 'unreached'; why: string };

/** No address of a name is public, or it has none: one answer for both, or it would say which names exist inside. */
class NotPublic extends Error {
  override readonly message = 'it leads to no public address';
}

const WHY: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
};

function whyNot(error: unknown, isLate: boolean, timeoutMs: number): string {
  if (isLate) return `no answer within ${timeoutMs / 1000} s`;
  if (error instanceof NotPublic) return error.message;
  const { code = '' } = error as Error & { code?: string };
  return WHY[code] ?? (code === '' ? 'no answer that is HTTP' : `it did not work (${code})`);
}

/**
 * Seconds until then; undefined when it is neither a number nor a date.
 * @param header as in RFC 9110, 10.2.3
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  // A date begins with its weekday; `Date.parse` would take more.
  const at = /^[A-Z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}

/** The beginning of an answer as text that can be stored. The rest is not waited for. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    // The status was there: what came until now is the answer.
  }
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '').slice(0, MOST_CHARACTERS);
}

/** Connects to these addresses, whatever the name means by now. */
const only =
  (addresses: readonly string[]): LookupFunction =>
  (_name, options, done) => {
    const known = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const [first] = known as [{ address: string; family: number }];
    if (options.all) done(null, known);
    else done(null, first.address, first.family);
  };

/**
 * Posts to addresses that others have chosen. A name is resolved once, every address that it has must be one that messages may go
 * to, and the connection goes to just these, so that no second answer of DNS can lead elsewhere. Redirections are answers like
 * others, and are not followed.
 * @param deps.resolve all addresses of a name
 */
export function createPost(deps: { networks: Networks; timeoutMs: number; resolve?: typeof resolveName }) {
  const { networks, timeoutMs, resolve = resolveName } = deps;

  async function addressesOf(host: string, protocol: string, signal: AbortSignal): Promise<string[]> {
    const addresses = isIP(host)
      ? [host]
      : await resolve(host, signal).catch(() => {
          throw new NotPublic();
        });
    if (!addresses.every((address) => networks.permits(address, protocol))) throw new NotPublic();
    return addresses;
  }

  /** @param url checked before (services/webhook/addresses.ts) */
  return async function post(url: string, headers: Record<string, string>, body: string): Promise<Posted> {
    const target = new URL(url);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const host = target.hostname.replace(/^\[|\]$/g, '');
      const addresses = await addressesOf(host, target.protocol, signal);
      const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
      const response = await new Promise<IncomingMessage>((answered, failed) => {
        const sending = request(target, {
          method: 'POST',
          // A connection of its own: one that is kept open would lead where the name led before.
          agent: false,
          lookup: only(addresses),
          signal,
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        });
        sending.once('response', answered);
        sending.once('error', failed);
        // Whoever answers 101 is hung up on by Node without a word of it.
        sending.once('close', () => failed(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
        sending.end(body);
      });
      const answer = await beginningOf(response);
      response.destroy();
      const retryAfterSeconds = parseRetryAfter(response.headers['retry-after'], Date.now());
      return { kind: 'answered', status: response.statusCode ?? 0, answer, retryAfterSeconds };
    } catch (error) {
      return { kind: 'unreached', why: whyNot(error, signal.aborted, timeoutMs) };
    }
  };
}
export type Post = ReturnType<typeof createPost>;
