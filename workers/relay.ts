import { pino } from 'pino';
import { listen, openPostgres } from '../adapters/postgres/index.ts';
import { type Config, readConfig } from '../config.ts';
import { isMain, untilStopped } from '../process.ts';
import { kafkaSink } from './relay/kafka-sink.ts';
import { realtimeSink } from './relay/realtime-sink.ts';
import { runSink } from './relay/run-sink.ts';

/** So many lanes of a sink does one process work at once: one reads and marks while the other's events are on their way. */
const HANDS = [0, 1];

/**
 * The relay: brings committed events from the outbox to Kafka and to people's sockets, each sink at its own pace. Any number of
 * relays may run; they share the work by lanes.
 */
export async function startRelay(config: Config) {
  const log = pino({ level: config.logLevel, name: 'relay' });
  const { db, close } = openPostgres(config.postgres);
  const running = HANDS.flatMap(() => [kafkaSink(config.kafka, log), realtimeSink(config.redis, log)]).map(
    (sink) => runSink(db, sink, log),
  );
  const listener = listen(config.postgres, 'outbox', () => {
    for (const sink of running) sink.wake();
  });
  return {
    async close() {
      await listener.close();
      await Promise.all(running.map((sink) => sink.close()));
      await close();
    },
  };
}

if (isMain(import.meta.url)) await untilStopped(startRelay(readConfig()));
