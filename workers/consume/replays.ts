import type { Logger } from 'pino';
import { type Db, listen } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config.ts';
import type { Topic } from '../../contracts/events.ts';
import { setAside } from '../../services/dead-letters.ts';
import { runLoop } from '../loop.ts';
import { parseEvent } from './parse.ts';
import { type Consumer, take } from './take.ts';

/** Tries those of a consumer's dead letters again that an operator wants to be replayed. */
export function watchReplays<T extends Topic>(
  config: Config['postgres'],
  { db, consumer, log }: { db: Db; consumer: Consumer<T>; log: Logger },
) {
  /** @returns whether there was one */
  async function replayOne(): Promise<boolean> {
    const letter = await db
      .selectFrom('dead_letters')
      .selectAll()
      .where('consumer', '=', consumer.name)
      .where('status', '=', 'REPLAYING')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!letter) return false;
    const parsed = parseEvent(letter.topic as T, letter.body);
    const failed = 'event' in parsed ? await take(db, consumer, [parsed.event], log) : [];
    const error = 'problem' in parsed ? parsed.problem : failed[0]?.error.message;
    if (error === undefined) {
      await db
        .updateTable('dead_letters')
        .set({ status: 'REPLAYED' })
        .where('id', '=', letter.id)
        .where('status', '=', 'REPLAYING')
        .execute();
    } else await setAside(db, { ...letter, eventId: letter.event_id, error });
    return true;
  }

  const replaying = runLoop(
    async () => Number(await replayOne()),
    (error) => log.warn({ err: error, consumer: consumer.name }, 'dead letters could not be replayed now'),
  );
  const listener = listen(config, 'dead_letters', replaying.wake);
  return {
    async close() {
      await listener.close();
      await replaying.close();
    },
  };
}
