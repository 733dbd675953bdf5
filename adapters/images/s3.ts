import { createHash, createHmac } from 'node:crypto';
import { IMMUTABLE } from '../../contracts/images.ts';
import type { ImageStore } from './store.ts';

export type S3Config = {
  /** `https://s3.eu-north-1.amazonaws.com`, or any store that speaks S3. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
};

const EXPIRES_SECONDS = 300;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
/** As RFC 3986 wants it, which is stricter than `encodeURIComponent`. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

type Request = {
  method: 'GET' | 'PUT';
  url: URL;
  /** What the caller must send, in small letters. */
  headers: Record<string, string>;
  payloadHash: string;
  expiresSeconds: number;
};

/**
 * A URL that lets its holder make one request: AWS Signature Version 4 in the query.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presign(
  { method, url, headers, payloadHash, expiresSeconds }: Request,
  { region, accessKeyId, secretAccessKey }: Omit<S3Config, 'endpoint' | 'bucket'>,
  now: Date,
): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const signed: [string, string][] = Object.entries({ ...headers, host: url.host }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const names = signed.map(([name]) => name).join(';');
  const query = Object.entries({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-SignedHeaders': names,
  })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const canonical = [
    method,
    url.pathname,
    query,
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    payloadHash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`;
}

/** Pictures in a bucket. The store itself checks that what comes has the size and the hash that were signed. */
export function s3Images(config: S3Config): ImageStore {
  return {
    upload({ name, sha256: payloadHash, contentType, bytes }, now) {
      const headers = {
        'cache-control': IMMUTABLE,
        'content-length': String(bytes),
        'content-type': contentType,
        'x-amz-content-sha256': payloadHash,
      };
      const url = new URL(`/${encode(config.bucket)}/${name}`, config.endpoint);
      const request = { method: 'PUT', url, headers, payloadHash, expiresSeconds: EXPIRES_SECONDS } as const;
      const expiresAt = new Date(now.getTime() + EXPIRES_SECONDS * 1_000).toISOString();
      return { method: 'PUT', url: presign(request, config, now), headers, expiresAt };
    },
  };
}
