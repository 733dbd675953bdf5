import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { describeSockets } from '../contracts/asyncapi.ts';
import { type DocumentName, describeApi } from './documents.ts';
import type { Env } from './env.ts';
import { unknownRoute } from './known-routes.ts';
import { GATEWAY_NAMES } from './openapi.ts';
import type { OpenApi } from './openapi-types.ts';

const OWN = fileURLToPath(new URL('./docs/', import.meta.url));
const SWAGGER_UI = `${dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))}/`;

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
/** The files of the page: name → type and folder. Nothing else is read from disk. */
const FILES: Record<string, [type: string, folder: string]> = {
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
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `/docs`, a page for people, and the documents for programs: `/openapi.json` (everything), `/openapi/GATEWAY.json`,
 * `/asyncapi.json`.
 */
export function addDocs(app: OpenAPIHono<Env>): void {
  // Made with the first request, when all routes are there.
  let documents: Record<DocumentName, OpenApi> | undefined;
  const document = (name: DocumentName) => {
    documents ??= describeApi(app);
    return documents[name];
  };

  app.get('/openapi.json', (c) => c.json(document('all')));
  app.get('/openapi/:file', (c) => {
    const name = GATEWAY_NAMES.find((known) => `${known}.json` === c.req.param('file'));
    if (!name) throw unknownRoute();
    return c.json(document(name));
  });
  let sockets: ReturnType<typeof describeSockets> | undefined;
  app.get('/asyncapi.json', (c) => {
    sockets ??= describeSockets();
    return c.json(sockets);
  });
  app.get('/docs', async (c) =>
    c.body(await readFile(`${OWN}page.html`), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
    }),
  );
  app.get('/docs/:file', async (c) => {
    const name = c.req.param('file');
    const [type, folder] = (Object.hasOwn(FILES, name) && FILES[name]) || [];
    if (!type) throw unknownRoute();
    return c.body(await readFile(`${folder}${name}`), 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=3600',
    });
  });
}
