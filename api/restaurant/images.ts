import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { IMMUTABLE, ImageName, ImageUpload, NewImage } from '../../contracts/images.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const params = z.object({ name: ImageName });
const picture = { 'image/*': { schema: { type: 'string', format: 'binary' } as const } };

const prepare = createRoute({
  method: 'post',
  path: '/v1/images',
  tags: ['Restaurant'],
  summary: 'Ask where to upload a picture',
  description: 'Upload it, then name it in your restaurant or in an item.',
  ...secured,
  request: body(NewImage),
  responses: { 201: json(ImageUpload, 'Upload it there'), ...problems },
});
const keep = createRoute({
  method: 'put',
  path: '/v1/images/{name}',
  tags: ['Restaurant'],
  summary: 'Upload a picture, where POST /v1/images says so',
  ...secured,
  request: { params, body: { required: true, content: picture } },
  responses: { 204: { description: 'It is there' }, ...problems },
});
const read = createRoute({
  method: 'get',
  path: '/images/{name}',
  tags: ['Customer'],
  summary: 'A picture, where no other store has it',
  request: { params },
  responses: { 200: { description: 'The picture, for ever', content: picture }, ...problems },
});

export const publicImageRoutes = ({ images }: Deps) =>
  createRouter().openapi(read, async (c) => {
    const { bytes, contentType } = await images.read(c.req.valid('param').name);
    const headers = { 'Content-Type': contentType, 'Cache-Control': IMMUTABLE };
    return c.body(bytes, 200, headers) as never;
  });

export const imageRoutes = ({ images }: Deps) =>
  createRouter()
    .openapi(prepare, (c) => c.json(images.prepareUpload(c.req.valid('json'), new Date()), 201))
    .openapi(keep, async (c) => {
      await images.keep(c.req.valid('param').name, new Uint8Array(await c.req.arrayBuffer()));
      return c.body(null, 204);
    });
