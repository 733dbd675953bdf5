import type { Logger } from 'pino';
import { openRedis, redisKeys } from '../../adapters/redis/index.ts';
import type { Config } from '../../config.ts';
import type { EventOf, Topic } from '../../contracts/events.ts';
import { createActiveOrders } from '../../services/order/active-orders.ts';
import { frameOf, type NewFrame } from '../../services/realtime/frames.ts';
import { publishFrame } from '../../services/realtime/publish.ts';
import type { Outcome, Sink } from './lanes.ts';

const SOCKET_TOPICS: Topic[] = ['orders', 'deliveries'];
/** A slow Redis gets what it can take in this time; the rest of the batch comes next. */
const SEND_MS = 5_000;

type SocketEvent = EventOf<'orders'> | EventOf<'deliveries'>;

/** Brings events to the sockets of those concerned, and to `order:{id}`. */
export function realtimeSink(config: Config['redis'], log: Logger): Sink {
  const redis = openRedis(config);
  const keys = redisKeys(config.prefix);
  const active = createActiveOrders({ redis, keys });

  async function show(event: SocketEvent, frame: NewFrame, recipients: string[]): Promise<void> {
    // Before the frame: who hears of a change and asks at once should see it.
    await active.note(event);
    await Promise.all(recipients.map((recipient) => publishFrame(redis, keys, recipient, frame, event.id)));
  }

  return {
    name: 'realtime',
    async send(rows) {
      const outcome: Outcome = { sent: [], refused: [] };
      const until = Date.now() + SEND_MS;
      for (const row of rows) {
        if (Date.now() > until) break;
        const event = JSON.parse(row.body) as SocketEvent;
        const frame = SOCKET_TOPICS.includes(row.topic as Topic) ? tryFrame(event) : undefined;
        if (frame instanceof Error) {
          log.error({ err: frame, eventId: row.event_id }, 'no frame can be made; it is a dead letter now');
          outcome.refused.push({ row, reason: frame.message });
          continue;
        }
        try {
          if (frame) await show(event, frame, row.recipients);
        } catch (error) {
          // What was sent is marked, so that it is not sent again; the rest comes next.
          if (outcome.sent.length + outcome.refused.length > 0) break;
          throw error;
        }
        outcome.sent.push(row);
      }
      return outcome;
    },
    async close() {
      redis.disconnect();
    },
  };
}

function tryFrame(event: SocketEvent): NewFrame | Error {
  try {
    return frameOf(event);
  } catch (error) {
    return error as Error;
  }
}
