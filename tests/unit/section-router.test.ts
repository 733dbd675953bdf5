import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { describe, expect, it } from 'vitest';
import { createSectionRouter, sectionOf } from '../../api/section-router.ts';

/** Says who answered, and who looked at the request before. */
function town() {
  type Env = { Variables: { seen: string[] } };
  const app = new Hono<Env>({ router: createSectionRouter() });
  const passes = (name: string) =>
    createMiddleware<Env>((c, next) => {
      c.set('seen', [...(c.get('seen') ?? []), name]);
      return next();
    });
  app.use(passes('all'));
  app.use('/v1/shops/*', passes('shops'));
  app.get('/v1/shops/:id', (c) => c.json([...c.get('seen'), `shop ${c.req.param('id')}`]));
  app.use('/v1/*', passes('inside'));
  // Hono's fast router cannot tell these two apart.
  app.get('/v1/rides/offers/:id', (c) => c.json([...c.get('seen'), `offer ${c.req.param('id')}`]));
  app.get('/v1/rides/:id/end', (c) => c.json([...c.get('seen'), `end ${c.req.param('id')}`]));
  app.get('/pictures/:name', (c) => c.json([...c.get('seen'), `picture ${c.req.param('name')}`]));
  return async (path: string) => {
    const response = await app.request(path);
    return response.ok ? response.json() : response.status;
  };
}

describe('routes by section', () => {
  it('are found with everything that comes before them, in order', async () => {
    const get = town();
    expect(await get('/v1/shops/7')).toEqual(['all', 'shops', 'shop 7']);
    expect(await get('/v1/rides/offers/7')).toEqual(['all', 'inside', 'offer 7']);
    expect(await get('/v1/rides/7/end')).toEqual(['all', 'inside', 'end 7']);
    expect(await get('/pictures/7')).toEqual(['all', 'picture 7']);
  });

  it('are not found where there are none', async () => {
    const get = town();
    for (const path of ['/', '/v1', '/v1/none', '/v1/none/7', '/none', '/v1/shops/7/8'])
      expect(await get(path)).toBe(404);
  });

  it.each([
    ['/v1/orders/ord_1/cancel', 'orders'],
    ['/health', 'health'],
    ['/', ''],
    ['*', ''],
  ])('%s belongs to “%s”', (path, section) => {
    expect(sectionOf(path)).toBe(section);
  });
});
