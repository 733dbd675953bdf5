import { sql } from 'kysely';
import { listen, openPostgres } from '../adapters/postgres/index.ts';
import type { Telemetry } from '../adapters/telemetry/tracing.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { isMain, runProcess } from '../process.ts';
import { forgetSent, readOutboxLag } from '../services/outbox.ts';
import { runHands } from './loop.ts';
import { kafkaSink } from './relay/kafka-sink.ts';
import { QUEUE_SETTINGS, relayLane } from './relay/lanes.ts';
import { realtimeSink } from './relay/realtime-sink.ts';

/** So many lanes of a sink does one process work at once: one reads and marks while the other's events are on their way. */
const HANDS = 3;
const each = <T>(make: () => T): T[] => Array.from({ length: HANDS }, make);
/** Often enough to keep up with some hundred events a second. */
const FORGET_EVERY_MS = 30_000;

/**
 * The relay: brings committed events from the outbox to Kafka and to people's sockets, each sink at its own pace. Any number of
 * relays may run; they share the work by lanes.
 */
export async function startRelay(config: Config, telemetry?: Telemetry) {
  const log = createLog('relay', config.logLevel);
  const { db, close } = openPostgres(config.postgres, QUEUE_SETTINGS);
  const sinks = [each(() => kafkaSink(config.kafka, log)), each(() => realtimeSink(config.redis, log))];
  const loops = sinks.map((hands) =>
    runHands(
      hands.map((sink) => () => relayLane(db, sink)),
      (error) => log.warn({ err: error, sink: hands[0]?.name }, 'events wait in the outbox'),
    ),
  );
  telemetry?.metrics.gauge(
    'tiffin_outbox_oldest_seconds',
    'How long the oldest event has waited for Kafka, or for people’s sockets',
    ['sink'],
    async () => {
      const lag = await readOutboxLag(db);
      return [
        [{ sink: 'kafka' }, lag.kafka.oldestSeconds],
        [{ sink: 'realtime' }, lag.realtime.oldestSeconds],
      ];
    },
  );
  const forgetting = setInterval(() => {
    forgetSent(db).catch((error) => log.warn({ err: error }, 'sent events were not forgotten'));
  }, FORGET_EVERY_MS);
  const listener = listen(config.postgres, 'outbox', () => {
    for (const loop of loops) loop.wake();
  });
  return {
    checks: { postgres: () => sql`select 1`.execute(db) },
    async close() {
      clearInterval(forgetting);
      await listener.close();
      await Promise.all(loops.map((loop) => loop.close()));
      await Promise.all(sinks.flat().map((sink) => sink.close()));
      await close();
    },
  };
}

if (isMain(import.meta.url)) await runProcess('relay', readConfig(), startRelay);
