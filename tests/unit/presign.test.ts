import { expect, it } from 'vitest';
import { presign, s3Images } from '../../adapters/images/s3.ts';

// The example of Amazon's documentation, "Authenticating Requests: Using Query Parameters".
const KEYS = {
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const WHEN = new Date('2013-05-24T00:00:00.000Z');

it('signs as Amazon’s own example does', () => {
  const url = presign(
    {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      headers: {},
      payloadHash: 'UNSIGNED-PAYLOAD',
      expiresSeconds: 86_400,
    },
    KEYS,
    WHEN,
  );
  expect(new URL(url).searchParams.get('X-Amz-Signature')).toBe(
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});

it('has the store check kind, size and hash of what is uploaded', () => {
  const sha256 = 'ab'.repeat(32);
  const store = s3Images({ ...KEYS, endpoint: 'http://127.0.0.1:9000', bucket: 'pictures' });
  const upload = store.upload(
    { name: `${sha256}.png`, sha256, contentType: 'image/png', bytes: 1_234 },
    WHEN,
  );
  const url = new URL(upload.url);
  expect(url.origin + url.pathname).toBe(`http://127.0.0.1:9000/pictures/${sha256}.png`);
  expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(
    'cache-control;content-length;content-type;host;x-amz-content-sha256',
  );
  expect(upload.headers).toEqual({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': '1234',
    'content-type': 'image/png',
    'x-amz-content-sha256': sha256,
  });
  expect(upload.expiresAt).toBe('2013-05-24T00:05:00.000Z');
});
