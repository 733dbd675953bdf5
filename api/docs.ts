import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { describeSockets } from '../contracts/asyncapi.ts';
import { type DocumentName, describeApi } from './documents.ts';
import type { Env } from './env.ts';
import { unknownRoute } from './known-routes.ts';
import { GATEWAY_NAMES } from './openapi.ts';

const OWN = new URL('./docs/', import.meta.url);
const SWAGGER_UI = `${dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))}/`;

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
/** The files of the page: name → type and folder. Nothing else is read from disk. */
const FILES: Record<string, [type: string, folder: string | URL]> = {
  'page.js': [JAVASCRIPT, OWN],
  'page.css': [STYLE, OWN],
  'swagger-ui-bundle.js': [JAVASCRIPT, SWAGGER_UI],
  'swagger-ui.css': [STYLE, SWAGGER_UI],
  'favicon-32x32.png': ['image/png', SWAGGER_UI],
};

/** The page loads only what this server has, and talks only to it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const read = (name: string, folder: string | URL) =>
  readFileSync(typeof folder === 'string' ? folder + name : new URL(name, folder));

/** Keeps what was made once. */
function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as V;
  };
}

/**
 * `/docs`, a page for people, and the documents for programs: `/openapi.json` (everything), `/openapi/GATEWAY.json`,
 * `/asyncapi.json`. Made with the first request, when all routes are there.
 */
export function addDocs(app: OpenAPIHono<Env>): void {
  const documents = once((_: 'all') => describeApi(app));
  const openApi = once((name: DocumentName) => JSON.stringify(documents('all')[name]));
  const asyncApi = once((_: 'all') => JSON.stringify(describeSockets()));
  const file = once((name: string) => read(name, FILES[name]?.[1] ?? OWN));
  const json = (c: Context, text: string) => c.body(text, 200, { 'Content-Type': 'application/json' });

  app.get('/openapi.json', (c) => json(c, openApi('all')));
  app.get('/openapi/:file', (c) => {
    const name = GATEWAY_NAMES.find((known) => `${known}.json` === c.req.param('file'));
    if (!name) throw unknownRoute();
    return json(c, openApi(name));
  });
  app.get('/asyncapi.json', (c) => json(c, asyncApi('all')));
  app.get('/docs', (c) =>
    c.body(file('page.html'), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
    }),
  );
  app.get('/docs/:file', (c) => {
    const name = c.req.param('file');
    const [type] = (Object.hasOwn(FILES, name) && FILES[name]) || [];
    if (!type) throw unknownRoute();
    return c.body(file(name), 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' });
  });
}
