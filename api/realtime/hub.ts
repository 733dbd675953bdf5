import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { framesSince, type LiveMessage } from '../../services/realtime/publish.ts';

/** One open socket: `send` resolves when the frame has left this process. */
export type Listener = { send(frame: NewFrame & { id: string }): Promise<void> };

type Attached = Listener & { caughtUpTo: string; waiting: LiveMessage[] | undefined };

/** Whether stream id `a` is later than `b`; ids are `milliseconds-number`. */
function isLater(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs > bMs || (aMs === bMs && aSeq > bSeq);
}

/**
 * The sockets of this process by recipient. Subscribes to a recipient's channel while somebody listens, replays what a
 * reconnecting listener missed, and acknowledges frames whose sender wants to know.
 */
export function createHub(deps: { redis: RedisClient; subscriber: RedisClient; keys: RedisKeys }) {
  const { redis, subscriber, keys } = deps;
  const listeners = new Map<string, Set<Attached>>();

  async function deliver(to: Attached, { id, frame, ackTo }: LiveMessage): Promise<void> {
    const inStream = id !== '' && !ackTo;
    if (inStream) {
      if (!isLater(id, to.caughtUpTo)) return;
      to.caughtUpTo = id;
    }
    // An offer or a position is in nobody's stream, so its id is no place to go on from.
    await to.send({ id: inStream ? id : '', ...frame });
    if (ackTo) await redis.publish(ackTo, id);
  }

  subscriber.on('message', (channel: string, text: string) => {
    const message = JSON.parse(text) as LiveMessage;
    for (const listener of listeners.get(channel) ?? []) {
      // While catching up, news waits its turn; an offer has no turn and a clock that runs.
      if (listener.waiting && !message.ackTo) listener.waiting.push(message);
      else deliver(listener, message).catch(() => {});
    }
  });

  return {
    /** Starts listening for a recipient. With `lastEventId` the frames since then come first, in order, none twice. */
    async attach(recipient: string, listener: Listener, lastEventId?: string): Promise<() => Promise<void>> {
      const channel = keys.channel(recipient);
      const waiting: LiveMessage[] = [];
      const attached: Attached = { ...listener, caughtUpTo: lastEventId ?? '0-0', waiting };
      const here = listeners.get(channel) ?? new Set();
      listeners.set(channel, here.add(attached));
      const leave = async () => {
        here.delete(attached);
        if (here.size > 0 || listeners.get(channel) !== here) return;
        listeners.delete(channel);
        await subscriber.unsubscribe(channel);
      };
      try {
        await subscriber.subscribe(channel);
        const missed =
          lastEventId === undefined ? [] : await framesSince(redis, keys, recipient, lastEventId);
        for (const { id, frame } of missed) await deliver(attached, { id, frame });
        for (let next = waiting.shift(); next; next = waiting.shift()) await deliver(attached, next);
        // No await between the last shift and this: a frame in between would be lost.
        attached.waiting = undefined;
        return leave;
      } catch (error) {
        await leave().catch(() => {});
        throw error;
      }
    },
  };
}
export type Hub = ReturnType<typeof createHub>;
