import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { id } from '../../contracts/common.ts';
import {
  ImportQuery,
  ImportReport,
  Menu,
  MenuCategories,
  MenuImport,
  MenuItem,
  MenuItemChange,
  NewMenuItem,
  StockChange,
} from '../../contracts/restaurants.ts';
import type { Deps } from '../env.ts';
import { IfMatchHeader, seenVersion, tagged, taggedJson } from '../etag.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';
import { ownRestaurant } from './restaurant.ts';

const common = { tags: ['Restaurant'], ...secured };
const params = z.object({ id: id('item') });
const headers = IfMatchHeader;
const theItem = { 200: taggedJson(MenuItem, 'The item, with the menu’s new `ETag`'), ...problems };
const theMenu = { 200: taggedJson(Menu, 'The menu, with its `ETag`'), ...problems };

const read = createRoute({
  ...common,
  method: 'get',
  path: '/v1/menu',
  summary: 'Your menu as it is now',
  responses: theMenu,
});
const categories = createRoute({
  ...common,
  method: 'put',
  path: '/v1/menu/categories',
  summary: 'Make, rename, order and remove categories',
  description:
    'Send all of them, in menu order. One that is left out is removed, and must be empty: 409 `category-not-empty`.',
  request: { headers, ...body(MenuCategories) },
  responses: theMenu,
});
const add = createRoute({
  ...common,
  method: 'post',
  path: '/v1/menu/items',
  summary: 'Put an item on the menu',
  description: 'Its category must be there: 422 `unknown-category`. `If-Match` has the `ETag` of the menu.',
  request: { headers, ...body(NewMenuItem) },
  responses: { 201: taggedJson(MenuItem, 'The item, with the menu’s new `ETag`'), ...problems },
});
const change = createRoute({
  ...common,
  method: 'patch',
  path: '/v1/menu/items/{id}',
  summary: 'Change an item',
  request: { params, headers, ...body(MenuItemChange) },
  responses: theItem,
});
const stock = createRoute({
  ...common,
  method: 'put',
  path: '/v1/menu/items/{id}/stock',
  summary: 'Say whether an item can be had, or when again',
  description: 'Needs no `If-Match`: the last one to say so is right.',
  request: { params, ...body(StockChange) },
  responses: theItem,
});
const remove = createRoute({
  ...common,
  method: 'delete',
  path: '/v1/menu/items/{id}',
  summary: 'Take an item off the menu',
  request: { params, headers },
  responses: theMenu,
});
const importRoute = createRoute({
  ...common,
  method: 'post',
  path: '/v1/menu/import',
  summary: 'Import many items: all of them, or none',
  description: 'The body may have 4 MB. Try it with `dry_run=true` first.',
  request: { headers, query: ImportQuery, ...body(MenuImport) },
  responses: { 200: json(ImportReport, 'What was done, or would be'), ...problems },
});

/** The menu of the caller's own restaurant. */
export const menuRoutes = ({ restaurants }: Deps) =>
  createRouter()
    .openapi(read, async (c) => c.json(tagged(c, await restaurants.getOwnMenu(ownRestaurant(c))), 200))
    .openapi(categories, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const set = await restaurants.setCategories(ownRestaurant(c), c.req.valid('json'), seen);
      return c.json(tagged(c, set), 200);
    })
    .openapi(add, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const added = await restaurants.addItem(ownRestaurant(c), c.req.valid('json'), seen);
      return c.json(tagged(c, added), 201);
    })
    .openapi(change, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const { id: itemId } = c.req.valid('param');
      const changed = await restaurants.updateItem(ownRestaurant(c), itemId, c.req.valid('json'), seen);
      return c.json(tagged(c, changed), 200);
    })
    .openapi(stock, async (c) => {
      const { id: itemId } = c.req.valid('param');
      const changed = await restaurants.setStock(ownRestaurant(c), itemId, c.req.valid('json'));
      return c.json(tagged(c, changed), 200);
    })
    .openapi(remove, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const left = await restaurants.removeItem(ownRestaurant(c), c.req.valid('param').id, seen);
      return c.json(tagged(c, left), 200);
    })
    .openapi(importRoute, async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match']);
      const dryRun = c.req.valid('query').dry_run === 'true';
      const options = { dryRun, seen };
      const imported = await restaurants.importMenu(ownRestaurant(c), c.req.valid('json'), options);
      // A dry run of any version has none to name.
      return c.json(imported.version > 0 ? tagged(c, imported) : imported.value, 200);
    });
