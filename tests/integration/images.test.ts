import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import type { Problem } from '../../contracts/common.ts';
import type { ImageUpload } from '../../contracts/images.ts';
import type { Menu, MenuItem } from '../../contracts/restaurants.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { customer, problemOf, restaurantThatIs, staff, type TestRestaurant } from '../helpers/people.ts';
import { send } from '../helpers/send.ts';
import { testConfig } from '../helpers/system.ts';

let api: Awaited<ReturnType<typeof startApi>>;
let folder: string;
let restaurant: TestRestaurant;
let kitchen: ApiClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiffin-images-'));
  const config = testConfig({ IMAGE_FOLDER: folder });
  api = await startApi(config);
  const { db, close } = openPostgres(config.postgres);
  restaurant = await restaurantThatIs(db, 'open', 45);
  await close();
  kitchen = await staff(api.url, restaurant.slug);
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const PNG = Buffer.from([
  0x89,
  0x50,
  0x4e,
  0x47,
  0x0d,
  0x0a,
  0x1a,
  0x0a,
  ...Buffer.from('a picture of soup'),
]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const announce = (bytes: Buffer, contentType = 'image/png') =>
  kitchen.call<ImageUpload>('POST', '/v1/images', {
    sha256: sha256(bytes),
    contentType,
    bytes: bytes.length,
  });
const put = (path: string, bytes: Buffer, headers: Record<string, string>) =>
  fetch(api.url + path, {
    method: 'PUT',
    headers: { ...headers, Authorization: `Bearer ${kitchen.session?.accessToken}` },
    body: new Uint8Array(bytes),
  });

it('a picture is uploaded under the name of its hash, shown with its dish and kept by everybody for ever', async () => {
  const { name, url, upload } = await announce(PNG);
  expect(name).toBe(`${sha256(PNG)}.png`);
  expect((await put(upload.url, PNG, upload.headers)).status).toBe(204);
  const seen = await fetch(api.url + url);
  expect(Buffer.from(await seen.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(seen.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  const menu = await send<Menu>(api.url, kitchen, 'GET', '/v1/menu');
  const { body } = await send<MenuItem>(
    api.url,
    kitchen,
    'PATCH',
    `/v1/menu/items/${restaurant.items[0]?.id}`,
    {
      body: { image: name },
      headers: { 'If-Match': menu.headers.get('ETag') as string },
    },
  );
  expect(body.imageUrl).toBe(url);
});

it('other bytes than announced are refused, and nothing is kept', async () => {
  const before = await readdir(folder);
  const { upload } = await announce(Buffer.concat([PNG, PNG]));
  const other = await put(upload.url, Buffer.concat([PNG, Buffer.from('!')]), upload.headers);
  expect([other.status, ((await other.json()) as Problem).code]).toEqual([422, 'invalid-image']);
  const page = Buffer.from('<script>alert(1)</script>');
  const disguised = await announce(page);
  expect((await put(disguised.upload.url, page, disguised.upload.headers)).status).toBe(422);
  expect(await readdir(folder)).toEqual(before);
});

it('too large a picture, a strange kind and a strange name are refused', async () => {
  const body = { sha256: sha256(PNG), contentType: 'image/png', bytes: PNG.length };
  for (const wrong of [
    { bytes: 6_000_000 },
    { contentType: 'image/svg+xml' },
    { sha256: '../../etc/passwd' },
  ]) {
    expect((await problemOf(kitchen.call('POST', '/v1/images', { ...body, ...wrong }))).status).toBe(400);
  }
  const large = Buffer.alloc(5 * 1024 * 1024 + 1);
  expect((await put(`/v1/images/${sha256(large)}.png`, large, {})).status).toBe(413);
  expect((await fetch(`${api.url}/images/..%2f..%2fconfig.ts`)).status).toBe(400);
  expect((await fetch(`${api.url}/images/${'0'.repeat(64)}.png`)).status).toBe(404);
});

it('pictures are the business of restaurants', async () => {
  const eater = await customer(api.url, 17);
  expect((await problemOf(eater.call('POST', '/v1/images', {}))).code).toBe('wrong-role');
});
