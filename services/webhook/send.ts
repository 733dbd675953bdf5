import { type Selectable, sql } from 'kysely';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { WebhookEndpoints, WebhookMessages } from '../../adapters/postgres/schema.ts';
import type { Post, Posted } from '../../adapters/webhooks/post.ts';
import { retryAfterSeconds } from '../../domain/webhook/retry.ts';
import type { WebhookSecrets } from './secrets.ts';

/** An endpoint that nobody reaches, or that wants less, is left alone for so long at most before the next of its messages is tried. */
const REST_SECONDS = 300;
/** Nothing got through for so long, and a message was given up: nobody is there any more. */
const FAILING_DAYS = 3;

type Endpoint = Selectable<WebhookEndpoints>;
type Message = Selectable<WebhookMessages>;
type Deps = {
  db: Db;
  post: Post;
  secrets: WebhookSecrets;
  retrySeconds: readonly number[];
  log: Logger;
};

const isDelivered = (posted: Posted) =>
  posted.kind === 'answered' && posted.status >= 200 && posted.status < 300;
/** The endpoint says that it will never come back (RFC 9110, 15.5.11). */
const isGone = (posted: Posted) => posted.kind === 'answered' && posted.status === 410;
/** Not this message is the matter, but the endpoint: the next would fare no better now. */
const wantsRest = (posted: Posted) =>
  posted.kind === 'unreached' || posted.status === 429 || posted.status === 503;

/** Sends what is due to an endpoint. What became of each try is written before the next one. */
export function createWebhookSender({ db, post, secrets, retrySeconds, log }: Deps) {
  function headersOf(endpoint: Endpoint, { id, body }: Message): Record<string, string> {
    const now = new Date();
    const names = [endpoint.secret];
    if (endpoint.previous_secret && endpoint.previous_until && endpoint.previous_until > now)
      names.push(endpoint.previous_secret);
    const signatures = names.map((name) =>
      new Webhook(secrets.secretOf(endpoint.id, name)).sign(id, now, body),
    );
    return {
      'content-type': 'application/json',
      'user-agent': 'Tiffin-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
  }

  async function disable(tx: Tx, endpointId: string, why: 'gone' | 'failing'): Promise<void> {
    await tx
      .updateTable('webhook_endpoints')
      .set({ disabled: why })
      .where('id', '=', endpointId)
      .where('disabled', 'is', null)
      .execute();
    log.warn({ endpoint: endpointId, why }, 'a webhook endpoint is sent nothing any more');
  }

  async function delivered(tx: Tx, message: Message): Promise<void> {
    await tx
      .updateTable('webhook_messages')
      .set({ status: 'DELIVERED', ended_at: sql<Date>`now()` })
      .where('id', '=', message.id)
      .execute();
    await tx
      .updateTable('webhook_endpoints')
      .set({ failing_since: null })
      .where('id', '=', message.endpoint_id)
      .where('failing_since', 'is not', null)
      .execute();
  }

  async function failed(tx: Tx, message: Message, posted: Posted): Promise<void> {
    const failures = message.failures + 1;
    const asked = posted.kind === 'answered' ? posted.retryAfterSeconds : undefined;
    const wait = isGone(posted) ? undefined : retryAfterSeconds(retrySeconds, failures, Math.random(), asked);
    const next =
      wait === undefined
        ? { status: 'FAILED', ended_at: sql<Date>`now()` }
        : { due_at: sql<Date>`now() + make_interval(secs => ${wait})` };
    await tx
      .updateTable('webhook_messages')
      .set({ failures, ...next })
      .where('id', '=', message.id)
      .execute();
    const { failing_since: since } = await tx
      .updateTable('webhook_endpoints')
      .set({ failing_since: sql<Date>`coalesce(failing_since, now())` })
      .where('id', '=', message.endpoint_id)
      .returning('failing_since')
      .executeTakeFirstOrThrow();
    if (isGone(posted)) return disable(tx, message.endpoint_id, 'gone');
    if (wait === undefined && since && Date.now() - since.getTime() > FAILING_DAYS * 86_400_000)
      return disable(tx, message.endpoint_id, 'failing');
    if (!wantsRest(posted)) return;
    const rest = Math.min(wait ?? REST_SECONDS, Math.max(REST_SECONDS, asked ?? 0));
    await tx
      .updateTable('webhook_messages')
      .set({ due_at: sql<Date>`greatest(due_at, now() + make_interval(secs => ${rest}))` })
      .where('endpoint_id', '=', message.endpoint_id)
      .where('status', '=', 'PENDING')
      .execute();
  }

  /** One try, and what became of it in one transaction. A try that another has overtaken is written nowhere. */
  async function attempt(endpoint: Endpoint, message: Message): Promise<void> {
    const at = new Date();
    const posted = await post(endpoint.url, headersOf(endpoint, message), message.body);
    const number = message.attempts + 1;
    await db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('webhook_messages')
        .set({ attempts: number })
        .where('id', '=', message.id)
        .where('attempts', '=', message.attempts)
        .where('status', '=', 'PENDING')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await tx
        .insertInto('webhook_attempts')
        .values({
          message_id: message.id,
          number,
          at,
          duration_ms: Date.now() - at.getTime(),
          status: posted.kind === 'answered' ? posted.status : null,
          answer: posted.kind === 'answered' ? posted.answer : null,
          error: posted.kind === 'unreached' ? posted.why : null,
        })
        .execute();
      await (isDelivered(posted) ? delivered(tx, message) : failed(tx, message, posted));
    });
  }

  const readEndpoint = (endpointId: string) =>
    db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('id', '=', endpointId)
      .where('disabled', 'is', null)
      .executeTakeFirst();

  return {
    /**
     * Sends the oldest message that is due. Safe to repeat: a message whose try was not written is sent again under its id.
     * @returns whether there was one
     */
    async sendNext(endpointId: string): Promise<boolean> {
      const endpoint = await readEndpoint(endpointId);
      if (!endpoint) return false;
      const message = await db
        .selectFrom('webhook_messages')
        .selectAll()
        .where('endpoint_id', '=', endpointId)
        .where('status', '=', 'PENDING')
        .where('due_at', '<=', sql<Date>`now()`)
        .orderBy('due_at')
        .orderBy('seq')
        .limit(1)
        .executeTakeFirst();
      if (!message) return false;
      await attempt(endpoint, message);
      return true;
    },

    /** Milliseconds until the next message is due; undefined when none waits, or the endpoint is off or gone. */
    async nextDue(endpointId: string): Promise<number | undefined> {
      if (!(await readEndpoint(endpointId))) return undefined;
      const { wait } = await db
        .selectFrom('webhook_messages')
        .select(sql<number | null>`extract(epoch from min(due_at) - now())::float8`.as('wait'))
        .where('endpoint_id', '=', endpointId)
        .where('status', '=', 'PENDING')
        .executeTakeFirstOrThrow();
      return wait === null ? undefined : Math.max(0, Math.ceil(wait * 1000));
    },
  };
}
export type WebhookSender = ReturnType<typeof createWebhookSender>;
