import type { Tx } from '../adapters/postgres/index.ts';
import { currentTrace } from '../adapters/telemetry/tracing.ts';
import type { NewEvent, Topic } from '../contracts/events.ts';

/**
 * Writes an event in the transaction of the change it tells of. The relay brings it to Kafka and to the sockets of
 * `recipients` (ids of customers, restaurants, partners); a crash after commit loses neither.
 */
export async function publish<T extends Topic>(
  tx: Tx,
  topic: T,
  event: NewEvent<T>,
  recipients: string[] = [],
) {
  const { id, aggregateId, type, data } = event;
  await tx
    .insertInto('outbox')
    .values({
      event_id: id,
      topic,
      aggregate_id: aggregateId,
      type,
      data: JSON.stringify(data),
      recipients,
      trace: currentTrace(),
    })
    .execute();
}
