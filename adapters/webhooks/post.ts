import { type LookupAddress, lookup as lookUp } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Networks } from './networks.ts';

/** What is read of an answer; nobody needs more to see what went wrong. */
const MOST_CHARACTERS = 1_000;
const MOST_BYTES = 4_096;

export type Posted =
  /** `retryAfterSeconds`: as the endpoint asked for. */
  | { kind: 'answered'; status: number; answer: string; retryAfterSeconds?: number | undefined }
  /** Nobody was there, or took too long. `why` is for the endpoint's owner, and tells nothing of our networks. */
  | { kind: 'unreached'; why: string };

class NotPublic extends Error {}

const WHY: Record<string, string> = {
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be resolved just now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
};

function whyNot(error: unknown, timeoutMs: number): string {
  if (error instanceof NotPublic) return error.message;
  const { name, code = '' } = error as Error & { code?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return `no answer within ${timeoutMs / 1000} s`;
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

/**
 * Posts to addresses that others have chosen. A name is resolved once, every address that it has must be one that messages may go
 * to, and the connection goes to just these, so that no second answer of DNS can lead elsewhere. Redirections are answers like
 * others, and are not followed.
 */
export function createPost({ networks, timeoutMs }: { networks: Networks; timeoutMs: number }) {
  const guarded =
    (protocol: string): LookupFunction =>
    (hostname, options, done) => {
      lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        if (error) return done(error, '');
        if (!addresses.every(({ address }) => networks.permits(address, protocol)))
          return done(new NotPublic('the name leads to an address that we do not send to'), '');
        if (options.all) return done(null, addresses);
        const [first] = addresses as [LookupAddress];
        done(null, first.address, first.family);
      });
    };

  /** @param url checked before (services/webhook/addresses.ts) */
  return async function post(url: string, headers: Record<string, string>, body: string): Promise<Posted> {
    const target = new URL(url);
    const { protocol } = target;
    const host = target.hostname.replace(/^\[|\]$/g, '');
    try {
      // An address that is written out is never looked up.
      if (isIP(host) && !networks.permits(host, protocol))
        throw new NotPublic('it is an address that we do not send to');
      const request = protocol === 'https:' ? httpsRequest : httpRequest;
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const sending = request(target, {
          method: 'POST',
          // A connection of its own: one that is kept open would lead where the name led before.
          agent: false,
          lookup: guarded(protocol),
          signal: AbortSignal.timeout(timeoutMs),
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        });
        sending.once('response', resolve);
        sending.once('error', reject);
        sending.end(body);
      });
      const answer = await beginningOf(response);
      response.destroy();
      const retryAfterSeconds = parseRetryAfter(response.headers['retry-after'], Date.now());
      return { kind: 'answered', status: response.statusCode ?? 0, answer, retryAfterSeconds };
    } catch (error) {
      return { kind: 'unreached', why: whyNot(error, timeoutMs) };
    }
  };
}
export type Post = ReturnType<typeof createPost>;
