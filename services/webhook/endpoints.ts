import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../adapters/postgres/index.ts';
import type { WebhookEndpoints } from '../../adapters/postgres/schema.ts';
import type { Networks } from '../../adapters/webhooks/networks.ts';
import {
  type MadeWebhookEndpoint,
  type NewWebhookEndpoint,
  WEBHOOK_TYPES,
  type WebhookEndpoint,
  type WebhookEndpointChange,
  type WebhookType,
} from '../../contracts/webhooks.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { assertAddress } from './addresses.ts';
import type { WebhookSecrets } from './secrets.ts';

const MOST = 10;
/** Time enough to bring a new secret to every program that checks signatures. */
const PREVIOUS_HOURS = 24;

const show = (row: Selectable<WebhookEndpoints>): WebhookEndpoint => ({
  id: row.id,
  url: row.url,
  events: row.events as WebhookType[],
  description: row.description,
  enabled: row.disabled === null,
  disabledBecause: row.disabled as WebhookEndpoint['disabledBecause'],
  failingSince: row.failing_since?.toISOString() ?? null,
  previousSecretUntil:
    row.previous_until && row.previous_until > new Date() ? row.previous_until.toISOString() : null,
  createdAt: row.created_at.toISOString(),
});

export const noEndpoint = () =>
  new DomainError(
    'not-found',
    'You have no webhook endpoint with this id. GET /v1/restaurant/webhooks lists them.',
  );

type Deps = { db: Db; secrets: WebhookSecrets; networks: Networks };

/** Where a restaurant's programs hear of its orders. */
export function createEndpoints({ db, secrets, networks }: Deps) {
  /** Whoever changes an endpoint or its messages has its row first, so that they take turns. @throws DomainError `not-found` */
  async function lock(tx: Tx, restaurantId: string, id: string): Promise<Selectable<WebhookEndpoints>> {
    const row = await tx
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('id', '=', id)
      .where('restaurant_id', '=', restaurantId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw noEndpoint();
    return row;
  }

  return {
    async list(restaurantId: string): Promise<{ data: WebhookEndpoint[]; has_more: boolean }> {
      const rows = await db
        .selectFrom('webhook_endpoints')
        .selectAll()
        .where('restaurant_id', '=', restaurantId)
        .orderBy('id', 'desc')
        .execute();
      return { data: rows.map(show), has_more: false };
    },

    /** @param by who makes it. @throws DomainError `webhook-url-refused`, `webhooks-full` */
    async make(restaurantId: string, by: string, wanted: NewWebhookEndpoint): Promise<MadeWebhookEndpoint> {
      const { url, events = [...WEBHOOK_TYPES], description = '' } = wanted;
      assertAddress(url, networks);
      const id = newId('webhook');
      const secret = secrets.next();
      const row = await db.transaction().execute(async (tx) => {
        // Those who make some at once take turns, so that both see how many there are.
        await tx
          .selectFrom('restaurants')
          .select('id')
          .where('id', '=', restaurantId)
          .forNoKeyUpdate()
          .execute();
        const { count } = await tx
          .selectFrom('webhook_endpoints')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('restaurant_id', '=', restaurantId)
          .executeTakeFirstOrThrow();
        if (count >= MOST)
          throw new DomainError(
            'webhooks-full',
            `There are ${MOST} endpoints already. Delete one that nobody needs.`,
          );
        return tx
          .insertInto('webhook_endpoints')
          .values({ id, restaurant_id: restaurantId, url, events, description, secret, created_by: by })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      return { ...show(row), secret: secrets.secretOf(id, secret) };
    },

    /**
     * Who switches one on that was off, or says where it is now, says that it works: what waits is sent at once.
     * @throws DomainError `not-found`, `webhook-url-refused`
     */
    async change(restaurantId: string, id: string, change: WebhookEndpointChange): Promise<WebhookEndpoint> {
      const { url, events, description, enabled } = change;
      if (url !== undefined) assertAddress(url, networks);
      return db.transaction().execute(async (tx) => {
        const before = await lock(tx, restaurantId, id);
        const mended = (enabled === true && before.disabled !== null) || (url ?? before.url) !== before.url;
        const row = await tx
          .updateTable('webhook_endpoints')
          .set({
            ...(url !== undefined && { url }),
            ...(events !== undefined && { events }),
            ...(description !== undefined && { description }),
            ...(enabled === true && { disabled: null }),
            ...(enabled === false && before.disabled === null && { disabled: 'by-you' }),
            ...(mended && { failing_since: null, resting_until: null }),
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        if (mended) {
          await tx
            .updateTable('webhook_messages')
            .set({ due_at: sql<Date>`now()`, told_at: null, failures: 0 })
            .where('endpoint_id', '=', id)
            .where('status', '=', 'PENDING')
            .execute();
        }
        return show(row);
      });
    },

    /** With all that was to be sent there, and its log. @throws DomainError `not-found` */
    async remove(restaurantId: string, id: string): Promise<void> {
      const { numDeletedRows } = await db
        .deleteFrom('webhook_endpoints')
        .where('id', '=', id)
        .where('restaurant_id', '=', restaurantId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw noEndpoint();
    },

    /**
     * Makes a new secret. For a day messages are signed with both; the one before the last is good for nothing from now on.
     * @throws DomainError `not-found`
     */
    async rotateSecret(restaurantId: string, id: string): Promise<MadeWebhookEndpoint> {
      return db.transaction().execute(async (tx) => {
        const { secret: current } = await lock(tx, restaurantId, id);
        const secret = secrets.next(current);
        const row = await tx
          .updateTable('webhook_endpoints')
          .set({
            secret,
            previous_secret: current,
            previous_until: sql<Date>`now() + make_interval(hours => ${PREVIOUS_HOURS})`,
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return { ...show(row), secret: secrets.secretOf(id, secret) };
      });
    },
  };
}
