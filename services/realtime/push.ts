import { randomUUID } from 'node:crypto';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { NewFrame } from './frames.ts';
import type { LiveMessage } from './publish.ts';

/** Sends a frame and tells whether a gateway put it on the person's socket. */
export type Push = (userId: string, frame: NewFrame) => Promise<boolean>;

/** A gateway in the same town answers in a millisecond; past this the partner's socket is somewhere we cannot reach. */
const ACK_WITHIN_MS = 1_500;

/**
 * Frames that must be known to have arrived: published with an address to answer to, acknowledged by the gateway that holds
 * the socket. Nothing is kept: a frame without an acknowledgement is the caller's to deal with.
 */
export async function createPush(deps: {
  redis: RedisClient;
  subscriber: RedisClient;
  keys: RedisKeys;
}): Promise<Push> {
  const { redis, subscriber, keys } = deps;
  const ackChannel = keys.acks(randomUUID());
  const waiting = new Map<string, () => void>();
  subscriber.on('message', (channel: string, id: string) => {
    if (channel === ackChannel) waiting.get(id)?.();
  });
  await subscriber.subscribe(ackChannel);

  return async (userId, frame) => {
    const id = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const acknowledged = new Promise<boolean>((resolve) => {
      waiting.set(id, () => resolve(true));
      timer = setTimeout(() => resolve(false), ACK_WITHIN_MS);
    });
    try {
      const message: LiveMessage = { id, frame, ackTo: ackChannel };
      const receivers = await redis.publish(keys.channel(userId), JSON.stringify(message));
      // One server knows that nobody listens; a cluster's node only knows of its own listeners.
      if (receivers === 0 && !redis.isCluster) return false;
      return await acknowledged;
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  };
}
