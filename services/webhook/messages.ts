import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { WebhookMessages } from '../../adapters/postgres/schema.ts';
import type { EventOf } from '../../contracts/events.ts';
import type {
  WebhookEvent,
  WebhookMessage,
  WebhookMessageFile,
  WebhookMessageQuery,
} from '../../contracts/webhooks.ts';
import { DomainError } from '../../domain/errors.ts';
import { deriveId, newId } from '../ids.ts';
import { assertCursor, toPage } from '../page.ts';
import { frameOf } from '../realtime/frames.ts';
import { noEndpoint } from './endpoints.ts';

const TRIES_SHOWN = 50;

type News = EventOf<'orders'> | EventOf<'deliveries'>;

/** What a program of the restaurant is told of an event; undefined when it is none of its business. */
function webhookOf(event: News): { restaurantId: string; message: WebhookEvent } | undefined {
  if (!('restaurantId' in event.data)) return undefined;
  // The same words as on the restaurant's sockets.
  const { type, data } = frameOf(event);
  const { occurredAt: timestamp } = event;
  return { restaurantId: event.data.restaurantId, message: { type, timestamp, data } as WebhookEvent };
}

/**
 * Writes a message for each event and endpoint that asked for it, once, in the transaction that takes the events.
 * @returns how many
 */
export async function writeMessages(tx: Tx, events: readonly News[]): Promise<number> {
  const news = events.flatMap((event) => {
    const webhook = webhookOf(event);
    return webhook ? [{ eventId: event.id, at: new Date(event.occurredAt), ...webhook }] : [];
  });
  if (news.length === 0) return 0;
  const endpoints = await tx
    .selectFrom('webhook_endpoints')
    .select(['id', 'restaurant_id', 'events', 'created_at'])
    .where('restaurant_id', 'in', [...new Set(news.map(({ restaurantId }) => restaurantId))])
    .where('disabled', 'is', null)
    .execute();
  const rows = news.flatMap(({ eventId, at, restaurantId, message }) =>
    endpoints
      // What was before it is not its to know, though a consumer that lags hears of it only now.
      .filter((endpoint) => endpoint.created_at <= at)
      .filter((endpoint) => endpoint.restaurant_id === restaurantId && endpoint.events.includes(message.type))
      .map((endpoint) => ({
        id: deriveId('webhookMessage', endpoint.id, eventId),
        endpoint_id: endpoint.id,
        type: message.type,
        body: JSON.stringify(message),
      })),
  );
  if (rows.length === 0) return 0;
  await tx
    .insertInto('webhook_messages')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return rows.length;
}

const show = (row: Selectable<WebhookMessages>): WebhookMessage => ({
  id: row.id,
  type: row.type,
  status: row.status as WebhookMessage['status'],
  attempts: row.attempts,
  nextAttemptAt: row.status === 'PENDING' ? row.due_at.toISOString() : null,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});

const noMessage = () =>
  new DomainError('not-found', 'This endpoint has no message with this id. It may be older than 30 days.');

/** The log of what was sent to an endpoint, and sending again what is in it. */
export function createMessages({ db }: { db: Db }) {
  async function assertOwn(restaurantId: string, id: string): Promise<{ disabled: string | null }> {
    const row = await db
      .selectFrom('webhook_endpoints')
      .select('disabled')
      .where('id', '=', id)
      .where('restaurant_id', '=', restaurantId)
      .executeTakeFirst();
    if (!row) throw noEndpoint();
    return row;
  }

  /** @throws DomainError `webhook-disabled`, `not-found` */
  async function assertOn(restaurantId: string, id: string): Promise<void> {
    const { disabled } = await assertOwn(restaurantId, id);
    if (disabled !== null)
      throw new DomainError(
        'webhook-disabled',
        'Nothing is sent to this endpoint. PATCH it with {"enabled": true} first.',
      );
  }

  const find = async (endpointId: string, message: string) => {
    const row = await db
      .selectFrom('webhook_messages')
      .selectAll()
      .where('id', '=', message)
      .where('endpoint_id', '=', endpointId)
      .executeTakeFirst();
    if (!row) throw noMessage();
    return row;
  };

  const again = () =>
    db
      .updateTable('webhook_messages')
      .set({ status: 'PENDING', failures: 0, due_at: sql<Date>`now()`, told_at: null, ended_at: null });

  return {
    /** Newest first. @throws DomainError `not-found`, `invalid-cursor` */
    async list(restaurantId: string, id: string, query: WebhookMessageQuery) {
      await assertOwn(restaurantId, id);
      const { status, limit, starting_after: after } = query;
      if (after !== undefined) await assertCursor(find(id, after), 'message of this endpoint');
      const rows = await db
        .selectFrom('webhook_messages')
        .selectAll()
        .where('endpoint_id', '=', id)
        .$if(status !== undefined, (some) => some.where('status', '=', status as string))
        .$if(after !== undefined, (some) =>
          some.where('seq', '<', (eb) =>
            eb
              .selectFrom('webhook_messages as last')
              .select('last.seq')
              .where('last.id', '=', after as string),
          ),
        )
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(rows, limit, show);
    },

    /** One with its last tries, oldest first. @throws DomainError `not-found` */
    async read(restaurantId: string, id: string, message: string): Promise<WebhookMessageFile> {
      await assertOwn(restaurantId, id);
      const row = await find(id, message);
      const tries = await db
        .selectFrom('webhook_attempts')
        .selectAll()
        .where('message_id', '=', message)
        .orderBy('number', 'desc')
        .limit(TRIES_SHOWN)
        .execute();
      return {
        ...show(row),
        body: row.body,
        tries: tries.reverse().map((attempt) => ({
          number: attempt.number,
          at: attempt.at.toISOString(),
          durationMs: attempt.duration_ms,
          status: attempt.status,
          answer: attempt.answer,
          error: attempt.error,
        })),
      };
    },

    /** Sends a message that tells of nothing. @throws DomainError `not-found`, `webhook-disabled` */
    async test(restaurantId: string, id: string): Promise<WebhookMessage> {
      await assertOn(restaurantId, id);
      const message: WebhookEvent = {
        type: 'endpoint.test',
        timestamp: new Date().toISOString(),
        data: { endpointId: id },
      };
      const row = await db
        .insertInto('webhook_messages')
        .values({
          id: newId('webhookMessage'),
          endpoint_id: id,
          type: message.type,
          body: JSON.stringify(message),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return show(row);
    },

    /**
     * Sends one again, at once, whatever became of it: the same bytes under the same id.
     * @throws DomainError `not-found`, `webhook-disabled`
     */
    async replay(restaurantId: string, id: string, message: string): Promise<WebhookMessage> {
      await assertOn(restaurantId, id);
      const row = await again()
        .where('id', '=', message)
        .where('endpoint_id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw noMessage();
      return show(row);
    },

    /** Sends again what has failed. @throws DomainError `not-found`, `webhook-disabled` */
    async replaySince(restaurantId: string, id: string, since: Date): Promise<{ messages: number }> {
      await assertOn(restaurantId, id);
      const { numUpdatedRows } = await again()
        .where('endpoint_id', '=', id)
        .where('status', '=', 'FAILED')
        .where('created_at', '>=', since)
        .executeTakeFirst();
      return { messages: Number(numUpdatedRows) };
    },
  };
}
