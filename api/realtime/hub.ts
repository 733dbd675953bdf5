import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import { BEGINNING, framesSince, type LiveMessage, readPosition } from '../../services/realtime/publish.ts';

export type SentFrame = NewFrame & { id: string };

/** One open socket. */
export type Listener = {
  /**
   * Puts a frame on its way; `bytes` is the same frame, made once for all. `onGone` hears when it has left this process, or of an
   * error; without it the error is told by the socket, which closes.
   */
  send(frame: SentFrame, bytes: Buffer, onGone?: (error?: Error | null) => void): void;
  /** Frames cannot be had now: whoever listens has to connect again. */
  lost(error: unknown): void;
};

type Attached = {
  listener: Listener;
  recipient: string;
  /** The last frame of the stream that was sent. */
  caughtUpTo: string;
  /** While the stream is read, what is heard is in it; or comes too late for that, and it is read again. */
  state: 'live' | 'reading' | 'reading again';
};

/** Each recipient's position is looked at this often, should news have been lost with nothing after it that would tell. */
const LOOK_MS = 5_000;
/** Not all of them at once: where Redis has lost its memory, everybody has to read everything again. */
const LOOKS = 10;

/** Whether stream id `a` is later than `b`; ids are `milliseconds-number`. */
function isLater(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs > bMs || (aMs === bMs && aSeq > bSeq);
}

const bytesOf = (frame: SentFrame): Buffer => Buffer.from(JSON.stringify(frame));

const put = ({ listener }: Attached, frame: SentFrame, bytes = bytesOf(frame)) => listener.send(frame, bytes);

/**
 * The sockets of this process by recipient. Subscribes to a recipient's channel while somebody listens, replays what a
 * reconnecting listener missed, and acknowledges frames whose sender wants to know. Each frame of a stream names the one before it,
 * so a listener sees when one is missing, and reads the stream; where that does not have it any more, the listener is told to
 * read everything again (`resync`).
 */
export function createHub(deps: {
  redis: RedisClient;
  subscriber: RedisClient;
  keys: RedisKeys;
  lookMs?: number;
}) {
  const { redis, subscriber, keys, lookMs = LOOK_MS } = deps;
  const listeners = new Map<string, Set<Attached>>();

  async function catchUp(to: Attached): Promise<void> {
    do {
      to.state = 'reading';
      const after = to.caughtUpTo;
      const { frames, isWhole, position } = await framesSince(redis, keys, to.recipient, after);
      to.caughtUpTo = position;
      if (!isWhole) put(to, { id: position, topic: 'session', type: 'resync', data: { after } });
      else for (const { id, frame } of frames) put(to, { id, ...frame });
    } while ((to.state as Attached['state']) === 'reading again');
    to.state = 'live';
  }

  const recover = (to: Attached) => void catchUp(to).catch((error) => to.listener.lost(error));

  /** A frame of the stream. */
  function follow(to: Attached, id: string, after: string, frame: SentFrame, bytes: Buffer): void {
    if (to.state !== 'live') {
      to.state = 'reading again';
    } else if (after === to.caughtUpTo) {
      to.caughtUpTo = id;
      put(to, frame, bytes);
    } else if (isLater(id, to.caughtUpTo)) {
      recover(to);
    }
  }

  subscriber.on('message', (channel: string, text: string) => {
    const here = listeners.get(channel);
    if (!here) return;
    const { id, after, frame, ackTo } = JSON.parse(text) as LiveMessage;
    // An offer or a position is in nobody's stream, so its id is no place to go on from, and it waits for nothing.
    const sent: SentFrame = { id: after === undefined ? '' : id, ...frame };
    const bytes = bytesOf(sent);
    for (const to of here) {
      if (after !== undefined) follow(to, id, after, sent, bytes);
      else if (ackTo === undefined) put(to, sent, bytes);
      else
        to.listener.send(sent, bytes, (error) => {
          if (!error) redis.publish(ackTo, id).catch(() => {});
        });
    }
  });

  async function look(turn: number): Promise<void> {
    const due = [...listeners.values()].filter((_, index) => index % LOOKS === turn);
    await Promise.all(
      due.map(async (here) => {
        const [one] = here;
        if (!one) return;
        const position = await readPosition(redis, keys, one.recipient);
        for (const to of here) if (to.state === 'live' && to.caughtUpTo !== position) recover(to);
      }),
    );
  }
  let turn = 0;
  const looking = setInterval(() => {
    turn = (turn + 1) % LOOKS;
    // While Redis is away there is nothing to be had; the next look is soon.
    look(turn).catch(() => {});
  }, lookMs / LOOKS);

  return {
    /**
     * Starts listening for a recipient. With `lastEventId` the frames since then come first, in order, none twice.
     * @returns how far the listener is in the stream, and how to leave
     */
    async attach(recipient: string, listener: Listener, lastEventId?: string) {
      const channel = keys.channel(recipient);
      const attached: Attached = {
        listener,
        recipient,
        caughtUpTo: lastEventId ?? BEGINNING,
        state: 'reading',
      };
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
        if (lastEventId === undefined) attached.caughtUpTo = await readPosition(redis, keys, recipient);
        await catchUp(attached);
        return { position: () => attached.caughtUpTo, leave };
      } catch (error) {
        await leave().catch(() => {});
        throw error;
      }
    },

    close: () => clearInterval(looking),
  };
}
export type Hub = ReturnType<typeof createHub>;
