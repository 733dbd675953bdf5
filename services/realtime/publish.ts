import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { NewFrame } from './frames.ts';

/** A stream is for catching up after a tunnel or a lift, not an archive. */
const STREAM_LENGTH = 200;
const STREAM_TTL_SECONDS = 600;
/** How far a recipient's frames have come is known for longer, so that who was away on a quiet day knows that nothing is missing. */
const POSITION_TTL_SECONDS = 24 * 60 * 60;
/** An event that is sent again, because its sender died before it could mark it, is looked for among so many frames. */
const LOOKED_THROUGH = 50;

/** Before the first frame. */
export const BEGINNING = '0-0';

/**
 * What travels on a recipient's channel. `after` is the id of the frame before it in the stream; without it the frame is in
 * nobody's stream: only for who listens now.
 */
export type LiveMessage = { id: string; after?: string; frame: NewFrame; ackTo?: string };

/**
 * Puts a frame into the stream and on the channel in one step: two publishers whose steps mingle would be heard in another order
 * than the stream's, and a listener takes what comes too late for what it has. KEYS: stream, position. ARGV: channel, frame, event
 * or nothing. @returns the frame's id
 */
const PUBLISH = `
if ARGV[3] ~= '' then
  for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', ${LOOKED_THROUGH})) do
    if entry[2][6] == ARGV[3] then return entry[1] end
  end
end
local after = redis.call('GET', KEYS[2]) or '${BEGINNING}'
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ${STREAM_LENGTH}, '*', 'frame', ARGV[2], 'after', after, 'event', ARGV[3])
redis.call('EXPIRE', KEYS[1], ${STREAM_TTL_SECONDS})
redis.call('SET', KEYS[2], id, 'EX', ${POSITION_TTL_SECONDS})
redis.call('PUBLISH', ARGV[1], '{"id":"' .. id .. '","after":"' .. after .. '","frame":' .. ARGV[2] .. '}')
return id`;

/**
 * Sends a frame to whoever listens for a recipient, and keeps it in their short stream for those who just lost their
 * connection. The frame's id is its place in the stream.
 * @param eventId what the frame tells of: sent again, it is the frame that is there already
 */
export async function publishFrame(
  redis: RedisClient,
  keys: RedisKeys,
  recipient: string,
  frame: NewFrame,
  eventId = '',
): Promise<void> {
  const [stream, position] = [keys.stream(recipient), keys.position(recipient)];
  await redis.eval(PUBLISH, 2, stream, position, keys.channel(recipient), JSON.stringify(frame), eventId);
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

/** The id of a recipient's last frame. */
export const readPosition = async (redis: RedisClient, keys: RedisKeys, recipient: string): Promise<string> =>
  (await redis.get(keys.position(recipient))) ?? BEGINNING;

/**
 * Frames of a recipient after one that they have, oldest first. `isWhole` says whether that is all of them: the stream may have
 * been cut, have ended, or be lost.
 */
export async function framesSince(redis: RedisClient, keys: RedisKeys, recipient: string, since: string) {
  const [position, rows] = await Promise.all([
    // Asked first: a frame that comes in between is in the stream, and takes nothing from what it follows.
    readPosition(redis, keys, recipient),
    redis.xrange(keys.stream(recipient), `(${since}`, '+'),
  ]);
  const frames = rows.map(([id, [, frame, , after]]) => ({
    id,
    after: after as string,
    frame: JSON.parse(frame as string) as NewFrame,
  }));
  const isWhole = (frames[0]?.after ?? position) === since;
  return { frames, isWhole, position: frames.at(-1)?.id ?? position };
}
