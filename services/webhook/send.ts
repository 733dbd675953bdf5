import { type Selectable, sql } from 'kysely';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { WebhookEndpoints, WebhookMessages } from '../../adapters/postgres/schema.ts';
import type { Post, Posted } from '../../adapters/webhooks/post.ts';
import { retryAfterSeconds } from '../../domain/webhook/retry.ts';
import { planWebhookOff } from '../notification/index.ts';
import type { WebhookSecrets } from './secrets.ts';

/** An endpoint that nobody reaches, or that wants less without saying how long, is left alone for so long at most. */
const REST_SECONDS = 300;
/** Nor for longer than this, whatever it says. */
const MOST_REST_SECONDS = 86_400;
/**
 * Nothing got through for so long, and a message was given up: nobody is there any more. (`WHY_OFF` of services/notification/plan.ts
 * says it in words.)
 */
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
    const { secret, previous_secret: previous, previous_until: until } = endpoint;
    const names = [secret];
    // Whose key was taken away signs no more; the new one does.
    if (previous && until && until > now && secrets.has(previous)) names.push(previous);
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

  const changeEndpoint = (
    tx: Tx,
    { id }: Endpoint,
    changes: Partial<Record<'disabled' | 'failing_since' | 'resting_until', unknown>>,
  ) =>
    tx
      .updateTable('webhook_endpoints')
      .set(changes as object)
      .where('id', '=', id)
      .execute();
  const changeMessage = (tx: Tx, { id }: Message, changes: object) =>
    tx.updateTable('webhook_messages').set(changes).where('id', '=', id).execute();
  const inSeconds = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

  async function delivered(tx: Tx, endpoint: Endpoint, message: Message): Promise<void> {
    await changeMessage(tx, message, { status: 'DELIVERED', ended_at: sql<Date>`now()` });
    if (endpoint.failing_since || endpoint.resting_until)
      await changeEndpoint(tx, endpoint, { failing_since: null, resting_until: null });
  }

  async function failed(tx: Tx, endpoint: Endpoint, message: Message, posted: Posted): Promise<void> {
    const failures = message.failures + 1;
    const asked = posted.kind === 'answered' ? posted.retryAfterSeconds : undefined;
    const wait = isGone(posted) ? undefined : retryAfterSeconds(retrySeconds, failures, Math.random(), asked);
    const next =
      wait === undefined ? { status: 'FAILED', ended_at: sql<Date>`now()` } : { due_at: inSeconds(wait) };
    await changeMessage(tx, message, { failures, ...next });
    const since = endpoint.failing_since ?? new Date();
    const isLost = wait === undefined && Date.now() - since.getTime() > FAILING_DAYS * 86_400_000;
    const disabled = isGone(posted) ? 'gone' : isLost ? 'failing' : null;
    const rest =
      asked === undefined ? Math.min(wait ?? REST_SECONDS, REST_SECONDS) : Math.min(asked, MOST_REST_SECONDS);
    await changeEndpoint(tx, endpoint, {
      failing_since: since,
      ...(wantsRest(posted) && { resting_until: inSeconds(rest) }),
      ...(disabled && { disabled }),
    });
    if (!disabled) return;
    const { id: endpointId, restaurant_id: restaurantId, url } = endpoint;
    log.warn({ endpoint: endpointId, why: disabled }, 'a webhook endpoint is sent nothing any more');
    await planWebhookOff(tx, { restaurantId, endpointId, url, messageId: message.id, why: disabled });
  }

  /**
   * One try, and what became of it in one transaction, which has the endpoint's row first like everybody who changes it. What
   * another try has overtaken is written nowhere; what an address answered that is not the endpoint's any more says nothing of it.
   */
  async function attempt(tried: Endpoint, message: Message): Promise<void> {
    const at = new Date();
    const posted = await post(tried.url, headersOf(tried, message), message.body);
    const number = message.attempts + 1;
    await db.transaction().execute(async (tx) => {
      const endpoint = await tx
        .selectFrom('webhook_endpoints')
        .selectAll()
        .where('id', '=', tried.id)
        .forUpdate()
        .executeTakeFirst();
      if (!endpoint) return;
      const now = await tx
        .updateTable('webhook_messages')
        .set({ attempts: number })
        .where('id', '=', message.id)
        .where('attempts', '=', message.attempts)
        .where('status', '=', 'PENDING')
        .returningAll()
        .executeTakeFirst();
      if (!now) return;
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
      if (isDelivered(posted)) await delivered(tx, endpoint, now);
      else if (endpoint.url === tried.url) await failed(tx, endpoint, now, posted);
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
      if (!endpoint || (endpoint.resting_until && endpoint.resting_until > new Date())) return false;
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
      const { wait } = await db
        .selectFrom('webhook_endpoints as endpoint')
        .innerJoin('webhook_messages as message', 'message.endpoint_id', 'endpoint.id')
        .select(
          sql<number | null>`
            extract(epoch from greatest(min(message.due_at), min(endpoint.resting_until)) - now())::float8`.as(
            'wait',
          ),
        )
        .where('endpoint.id', '=', endpointId)
        .where('endpoint.disabled', 'is', null)
        .where('message.status', '=', 'PENDING')
        .executeTakeFirstOrThrow();
      return wait === null ? undefined : Math.max(0, Math.ceil(wait * 1000));
    },
  };
}
export type WebhookSender = ReturnType<typeof createWebhookSender>;
