import { type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPages, interceptedBy } from '../../api/pages.ts';
import { createLog } from '../../log.ts';
import { newId } from '../../services/ids.ts';

const ID = newId('restaurant');
const MENU = `/v1/restaurants/${ID}/menu`;

let server: Server;
let url: URL;
let read: string[];
let broken: boolean;
beforeAll(async () => {
  const page = async (which: string) => {
    read.push(which);
    return { json: new TextEncoder().encode(`"${which}"`), etag: broken ? 'no\nheader' : '"7-abc"' };
  };
  const pages = createPages(
    {
      rateLimit: { charge: () => undefined },
      tokens: { recall: () => undefined },
      trustedProxies: 0,
      corsOrigins: [],
      restaurants: { getRestaurant: () => page('restaurant'), getMenu: () => page('menu') },
      log: createLog('test', 'silent'),
    } as unknown as Parameters<typeof createPages>[0],
    async (_, answer) => answer(),
  );
  server = interceptedBy(pages)({}, (_, outgoing) => outgoing.end('left to the routes')) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
beforeEach(() => {
  [read, broken] = [[], false];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** An answer to exactly this, which `fetch` would tidy up first. */
async function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: url.hostname, port: url.port, path, method, headers, agent: false }, resolve)
      .on('error', reject)
      .end(body);
  });
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, headers: answer.headers, text };
}

it.each([
  ['restaurant', `/v1/restaurants/${ID}`],
  ['menu', MENU],
])('answers the plain question for a %s', async (which, path) => {
  expect(await ask(path)).toMatchObject({
    status: 200,
    text: `"${which}"`,
    headers: { 'content-type': 'application/json', etag: '"7-abc"', 'x-content-type-options': 'nosniff' },
  });
  expect(read).toEqual([which]);
});

it.each([
  ['another method', MENU, { method: 'HEAD' }],
  ['an edit', MENU, { method: 'PUT' }],
  ['a query', `${MENU}?x=1`, {}],
  ['an empty query', `${MENU}?`, {}],
  ['a slash at the end', `${MENU}/`, {}],
  ['more of an address', `${MENU}/items`, {}],
  ['a strange id', '/v1/restaurants/elk/menu', {}],
  ['the id of something else', `/v1/restaurants/${newId('order')}/menu`, {}],
  ['an escaped id', `/v1/restaurants/%72${ID.slice(1)}/menu`, {}],
  ['a body', MENU, { headers: { 'Content-Length': '2' }, body: '{}' }],
  ['a whole address', `http://127.0.0.1${MENU}`, {}],
])('leaves %s to the routes', async (_, path, init) => {
  expect(['left to the routes', '']).toContain((await ask(path, init)).text);
  expect(read).toEqual([]);
});

it('ends the connection when an answer cannot be sent, and serves the next', async () => {
  broken = true;
  await expect(ask(MENU)).rejects.toThrow('socket hang up');
  broken = false;
  expect((await ask(MENU)).status).toBe(200);
});
