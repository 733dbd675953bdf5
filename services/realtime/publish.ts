import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { NewFrame } from './frames.ts';

/** A stream is for catching up after a tunnel or a lift, not an archive. */
const STREAM_LENGTH = 200;
const STREAM_TTL_SECONDS = 600;

/** What travels on a recipient's channel. Without an id it is in nobody's stream: only for who listens now. */
export type LiveMessage = { id: string; frame: NewFrame; ackTo?: string };

/**
 * Sends a frame to whoever listens for a recipient, and keeps it in their short stream for those who just lost their
 * connection. The frame's id is its place in the stream.
 */
export async function publishFrame(
  redis: RedisClient,
  keys: RedisKeys,
  recipient: string,
  frame: NewFrame,
): Promise<void> {
  const stream = keys.stream(recipient);
  const id = await redis.xadd(stream, 'MAXLEN', '~', STREAM_LENGTH, '*', 'frame', JSON.stringify(frame));
  const message: LiveMessage = { id: id as string, frame };
  await Promise.all([
    redis.expire(stream, STREAM_TTL_SECONDS),
    redis.publish(keys.channel(recipient), JSON.stringify(message)),
  ]);
}

/** Sends a frame to whoever listens for a recipient now. Nothing is kept. */
export async function publishLive(
  redis: RedisClient,
  keys: RedisKeys,
  recipient: string,
  frame: NewFrame,
): Promise<void> {
  const message: LiveMessage = { id: '', frame };
  await redis.publish(keys.channel(recipient), JSON.stringify(message));
}

/** Frames of a recipient after `lastEventId`, oldest first. */
export async function framesSince(
  redis: RedisClient,
  keys: RedisKeys,
  recipient: string,
  lastEventId: string,
): Promise<{ id: string; frame: NewFrame }[]> {
  const rows = await redis.xrange(keys.stream(recipient), `(${lastEventId}`, '+');
  return rows.map(([id, fields]) => ({ id, frame: JSON.parse(fields[1] as string) as NewFrame }));
}
