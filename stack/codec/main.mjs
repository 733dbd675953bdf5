/**
 * Decrypts for Temporal's own pages what lies in this machine's Temporal: `node main.mjs PORT UI_PORT`. For development: it asks
 * nobody who they are, so it listens on 127.0.0.1 only and answers no page but Temporal's. In production the API does this, for
 * operators (api/admin/payloads.ts).
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { argv } from 'node:process';
import { json as readJson } from 'node:stream/consumers';
import { parseEnv } from 'node:util';
import {
  createCodecEndpoint,
  createPayloadCipher,
  parsePayloadKeys,
} from '../../adapters/temporal/payload-cipher.mjs';

/** @import { IncomingMessage } from 'node:http' */

const ROOT = resolve(import.meta.dirname, '../..');
const [port = 0, uiPort = 0] = argv.slice(2).map(Number);
const HOSTS = ['127.0.0.1', 'localhost'];
const PAGES = HOSTS.map((host) => `http://${host}:${uiPort}`);
/** Other names that lead here are those of a page that wants to look like one of ours. */
const NAMES = HOSTS.map((host) => `${host}:${port}`);

/** The keys as they are now: `.env`, else the one that the first process of Tiffin makes. */
function cipher() {
  const [settings, made] = ['.env', '.stack/payload-key'].map((name) => {
    const path = join(ROOT, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  });
  const keys = parseEnv(settings ?? '').TEMPORAL_PAYLOAD_KEYS || made?.trim();
  if (!keys) throw new Error('There is no key yet: no process of Tiffin has started here.');
  return createPayloadCipher(parsePayloadKeys(keys));
}

/**
 * @param {IncomingMessage} request
 * @returns {Promise<[status: number, answer: object]>}
 */
async function answer(request) {
  const { method, url = '', headers } = request;
  // Temporal's pages add a question about payloads that are kept elsewhere, which there are none of.
  const [path = ''] = url.split('?');
  if (!NAMES.includes(headers.host ?? '')) return [403, { message: `Ask 127.0.0.1:${port}.` }];
  if (method === 'OPTIONS' || (method === 'GET' && path === '/health')) return [200, {}];
  const act = /^\/(encode|decode)$/.exec(path)?.[1];
  if (method !== 'POST' || !act) return [404, { message: 'There are POST /decode and POST /encode.' }];
  try {
    // The CLI leaves out an empty list.
    const { payloads = [] } = /** @type {any} */ (await readJson(request));
    const endpoint = createCodecEndpoint(cipher());
    return [200, { payloads: endpoint[/** @type {'encode' | 'decode'} */ (act)](payloads) }];
  } catch (error) {
    return [400, { message: /** @type {Error} */ (error).message }];
  }
}

/** @param {IncomingMessage} request */
function crossOrigin({ headers: { origin = '' } }) {
  if (!PAGES.includes(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'content-type, x-namespace, authorization, authorization-extras',
  };
}

createServer(async (request, response) => {
  const [status, body] = await answer(request);
  response.writeHead(status, { 'content-type': 'application/json', ...crossOrigin(request) });
  response.end(JSON.stringify(body));
}).listen(port, '127.0.0.1');
