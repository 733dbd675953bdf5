import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { Logger } from 'pino';
import { isId } from '../domain/ids.ts';
import type { Page, RestaurantService } from '../services/restaurant/index.ts';
import { createErrorAnswers } from './error-answers.ts';
import { answerHeaders } from './middleware/answer-headers.ts';
import type { Asked } from './middleware/asked.ts';
import { createCors } from './middleware/cors.ts';
import { createAdmit, type GuardDeps } from './middleware/guard.ts';
import { logRequest, type Observe } from './observed.ts';
import { POLICY, type Row } from './policy.ts';

type PageDeps = Omit<GuardDeps, 'auth'> & {
  corsOrigins: string[];
  restaurants: Pick<RestaurantService, 'getRestaurant' | 'getMenu'>;
  log: Logger;
};

/** Answers a request by itself, or leaves it to the next listener. */
export type Intercept = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

type Made = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | null;
};

/** An answer with an `ETag`, or what somebody is told who has it already. */
export const pageAnswer = ({ json, etag }: Page, ifNoneMatch: string | undefined): Made => {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
    ? { status: 304, headers, body: null }
    : { status: 200, headers: { 'Content-Type': 'application/json', ...headers }, body: json };
};

/** What is asked of a request that Hono never sees. (Classes, because closures made for each request would cost more.) */
class PlainQuestion {
  readonly method: string;
  private readonly incoming: IncomingMessage;

  constructor(incoming: IncomingMessage) {
    this.method = incoming.method as string;
    this.incoming = incoming;
  }
  header(name: string): string | undefined {
    return this.incoming.headers[name.toLowerCase()] as string | undefined;
  }
}

/** Such a request, as the controls see it, and the headers of its answer. */
class PlainRequest implements Asked {
  readonly headers: Record<string, string> = {};
  readonly req: PlainQuestion;
  readonly env: { incoming: IncomingMessage };

  constructor(incoming: IncomingMessage) {
    this.req = new PlainQuestion(incoming);
    this.env = { incoming };
  }
  header(name: string, value: string): void {
    this.headers[name] = value;
  }
}

const isMissing = ({ status }: { status: number }) => status === 404;

const ADDRESS = /^\/v1\/restaurants\/([^/?%]+)(\/menu)?$/;

/**
 * Restaurants and menus from the cache, which are most of what is read, on Node's own request and response: Hono's would cost
 * more than all else of such an answer (`npm run bench -- menus`). The controls are those of every route, and the answers too;
 * whatever is not the plain good question, a query, a strange id, a body, is left to the routes in `customer/restaurants.ts`,
 * where these pages are described.
 */
export function createPages(deps: PageDeps, observe: Observe): Intercept {
  const { restaurants, log } = deps;
  const cors = createCors(deps.corsOrigins);
  const admit = createAdmit(deps);
  const answerTo = createErrorAnswers(log);
  const pages = {
    restaurant: {
      row: POLICY['GET /v1/restaurants/:id'] as Row,
      read: restaurants.getRestaurant,
    },
    menu: { row: POLICY['GET /v1/restaurants/:id/menu'] as Row, read: restaurants.getMenu },
  };
  type Wanted = (typeof pages)['menu'];

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, wanted: Wanted, id: string) {
    const startedAt = performance.now();
    const asked = new PlainRequest(incoming);
    const requestId = answerHeaders(asked);
    cors(asked);
    let made: Made;
    try {
      await admit(asked, wanted.row);
      made = pageAnswer(await wanted.read(id), incoming.headers['if-none-match']);
    } catch (error) {
      made = answerTo(error, { path: incoming.url as string, requestId });
    }
    const { status, headers, body } = made;
    for (const name in headers) asked.header(name, headers[name] as string);
    if (body !== null) asked.header('Content-Length', String(Buffer.byteLength(body)));
    outgoing.writeHead(status, asked.headers).end(body);
    if (log.isLevelEnabled('debug'))
      logRequest(log, { requestId, method: 'GET', path: incoming.url as string, status, startedAt });
    return { status };
  }

  return (incoming, outgoing) => {
    if (incoming.method !== 'GET') return false;
    const [, id, menu] = ADDRESS.exec(incoming.url as string) ?? [];
    if (id === undefined || !isId('restaurant', id)) return false;
    const { headers } = incoming;
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
    const wanted = menu ? pages.menu : pages.restaurant;
    observe(
      { incoming, section: 'restaurants' },
      () => answer(incoming, outgoing, wanted, id),
      isMissing,
    ).catch((error) => {
      log.error({ err: error }, 'a page could not be sent');
      outgoing.destroy();
    });
    return true;
  };
}

/** Node's server, whose requests are offered to somebody else first. */
export const interceptedBy = (intercept: Intercept): typeof createServer =>
  ((options: ServerOptions, listener: RequestListener) =>
    createServer(options, (incoming, outgoing) => {
      if (!intercept(incoming, outgoing)) listener(incoming, outgoing);
    })) as typeof createServer;
