import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, it } from 'vitest';
import { createNetworks } from '../../adapters/webhooks/networks.ts';
import { createPost, parseRetryAfter } from '../../adapters/webhooks/post.ts';
import { NewWebhookEndpoint } from '../../contracts/webhooks.ts';
import { retryAfterSeconds, WEBHOOK_RETRY_SECONDS } from '../../domain/webhook/retry.ts';
import { assertAddress } from '../../services/webhook/addresses.ts';
import { createWebhookSecrets, loadWebhookKeys } from '../../services/webhook/secrets.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const nowhere = createNetworks([]);

describe('a failed try', () => {
  it('is followed by another within seconds, then later and later, for about two days in all', () => {
    const waits = WEBHOOK_RETRY_SECONDS.map((_, index) =>
      retryAfterSeconds(WEBHOOK_RETRY_SECONDS, index + 1, 0),
    ) as number[];
    expect(waits[0]).toBe(5);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600;
    expect(hours).toBeGreaterThan(40);
    expect(hours).toBeLessThan(60);
    expect(retryAfterSeconds(WEBHOOK_RETRY_SECONDS, waits.length + 1, 0)).toBeUndefined();
  });

  it('waits as long as the endpoint asks, but a day at most, and never less than the table', () => {
    expect(retryAfterSeconds([5], 1, 0, 60)).toBe(60);
    expect(retryAfterSeconds([5], 1, 0, 1)).toBe(5);
    expect(retryAfterSeconds([5], 1, 0, 1e9)).toBe(86_400);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (random) => {
        const wait = retryAfterSeconds([100], 1, random) as number;
        return wait >= 100 && wait < 110.01;
      }),
    );
  });

  it.each([
    ['120', 120],
    ['Thu, 26 Nov 2026 10:01:00 GMT', 60],
    ['Thu, 26 Nov 2026 09:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads Retry-After %s as %s seconds', (header, seconds) => {
    expect(parseRetryAfter(header, Date.parse('2026-11-26T10:00:00Z'))).toBe(seconds);
  });
});

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
    '2001:db8::1',
    '::7f00:1',
    '200::1',
    '4000::1',
    'no address',
  ])('%s is not sent to', (address) => {
    expect(nowhere.permits(address, 'https:')).toBe(false);
  });

  it.each(['93.184.215.14', '1.1.1.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
    '%s is sent to, by https',
    (address) => {
      expect(nowhere.permits(address, 'https:')).toBe(true);
      expect(nowhere.permits(address, 'http:')).toBe(false);
    },
  );

  it('of a network that was allowed is sent to in any way, and its neighbours are not', () => {
    const own = createNetworks(['10.20.0.0/16', 'fd00:1::/32']);
    expect(own.permits('10.20.3.4', 'http:')).toBe(true);
    expect(own.permits('::ffff:10.20.3.4', 'http:')).toBe(true);
    expect(own.permits('fd00:1::9', 'http:')).toBe(true);
    expect(own.permits('10.21.0.1', 'https:')).toBe(false);
    expect(own.permits('fd00:2::9', 'https:')).toBe(false);
    expect(() => createNetworks(['10.20.0.0'])).toThrow('WEBHOOK_ALLOWED_NETWORKS');
  });

  it.each([
    'https://till:secret@example.com/',
    'https://till.example.com/#part',
    'ftp://till.example.com/',
    'till.example.com',
    'javascript:alert(1)',
    `https://example.com/${'x'.repeat(500)}`,
  ])('%s is no address for webhooks', (url) => {
    expect(NewWebhookEndpoint.safeParse({ url }).success).toBe(false);
  });

  it('is stored as it is sent to', () => {
    const url = ' https://Till.example.com/a\u0000b\t ';
    expect(NewWebhookEndpoint.parse({ url }).url).toBe('https://till.example.com/a%00b');
  });

  it.each([
    'https://127.0.0.1/',
    'https://[::127.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]:8443/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'http://till.example.com/',
  ])('%s is refused before anything is sent', (url) => {
    expect(NewWebhookEndpoint.safeParse({ url }).success).toBe(true);
    expect(() => assertAddress(url, nowhere)).toThrow(/must begin with https|not a public address/);
  });
});

describe('what is posted', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  /** A server that says these bytes to whoever connects, and nothing else. */
  async function saying(bytes: string, everyMs?: number): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(bytes);
        const dripping = everyMs && setInterval(() => socket.write('x'), everyMs);
        socket.once('close', () => clearInterval(dripping || undefined));
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://till.example.com:${(server.address() as AddressInfo).port}/`;
  }
  const local = createNetworks(['127.0.0.0/8']);
  const toLocal = createPost({ networks: local, timeoutMs: 400, resolve: async () => ['127.0.0.1'] });

  it.each([
    ['nothing at all', '', 'no answer within 0.4 s'],
    ['half a header', 'HTTP/1.1 200 OK\r\nX: ', 'no answer within 0.4 s'],
    [
      'that it changes to another protocol',
      'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      'the connection was cut',
    ],
    ['what is no HTTP', 'hello?\r\n\r\n', 'it did not work (HPE_INVALID_CONSTANT)'],
  ])('is known not to have arrived, in time, when the other side says %s', async (_what, bytes, why) => {
    const url = await saying(bytes);
    expect(await toLocal(url, {}, '{}')).toEqual({ kind: 'unreached', why });
  });

  it('has arrived with its status, though the answer never ends', async () => {
    const url = await saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nfine', 20);
    expect(await toLocal(url, {}, '{}')).toMatchObject({
      status: 200,
      answer: expect.stringContaining('fine'),
    });
  });

  it('goes to the addresses that were looked at, and the name is asked for once', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    };
    const url = await saying('HTTP/1.1 204 OK\r\n\r\n');
    const post = createPost({ networks: local, timeoutMs: 400, resolve });
    expect(await post(url, {}, '{}')).toMatchObject({ status: 204 });
    expect(asked).toBe(1);
  });

  it.each([
    ['one of the addresses is not public', async () => ['1.1.1.1', '10.0.0.1']],
    ['there is none', async () => Promise.reject(new Error('ENOTFOUND'))],
  ])('goes nowhere when %s, and does not say which', async (_why, resolve) => {
    const post = createPost({ networks: nowhere, timeoutMs: 400, resolve });
    const answer = await post('https://till.example.com/', {}, '{}');
    expect(answer).toEqual({ kind: 'unreached', why: 'it leads to no public address' });
  });
});

describe('a secret', () => {
  it('is the same whoever works it out, differs for each endpoint and number, and signs as Standard Webhooks says', () => {
    const secrets = createWebhookSecrets([key(1)]);
    const first = secrets.next();
    const second = secrets.next(first);
    const [a, b] = [secrets.secretOf('whk_a', first), secrets.secretOf('whk_a', second)];
    expect(createWebhookSecrets([key(1)]).secretOf('whk_a', first)).toBe(a);
    expect(new Set([a, b, secrets.secretOf('whk_b', first)]).size).toBe(3);
    expect(a).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toContain(key(1).toString('base64'));
    const at = new Date();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(a).sign('msg_1', at, '{}'),
    };
    expect(new Webhook(a).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(b).verify('{}', headers)).toThrow();
  });

  it('outlives its key being replaced, and the next is made with the new key', () => {
    const before = createWebhookSecrets([key(1)]);
    const name = before.next();
    const after = createWebhookSecrets([key(2), key(1)]);
    expect(after.secretOf('whk_a', name)).toBe(before.secretOf('whk_a', name));
    const next = after.next(name);
    expect(next.split('.')).toEqual([after.next().split('.')[0], '2']);
    expect(() => before.secretOf('whk_a', next)).toThrow('WEBHOOK_SIGNING_KEYS');
    expect([before.has(next), after.has(next), after.has(name)]).toEqual([false, true, true]);
  });

  it('needs a key in production; development makes one, once', () => {
    const folder = mkdtempSync(`${tmpdir()}/webhook-key-`);
    const keyFile = `${folder}/deep/key`;
    expect(() => loadWebhookKeys({ signingKeys: undefined, keyFile }, 'production')).toThrow('openssl');
    const [made] = loadWebhookKeys({ signingKeys: undefined, keyFile }, 'development') as [Buffer];
    expect(made).toHaveLength(32);
    expect(readFileSync(keyFile, 'utf8')).toBe(made.toString('base64'));
    expect(loadWebhookKeys({ signingKeys: undefined, keyFile }, 'development')).toEqual([made]);
    rmSync(folder, { recursive: true });
  });
});
