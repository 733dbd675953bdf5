import { hostname } from 'node:os';
import { type CircuitBreakerPolicy, CircuitState } from 'cockatiel';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import type { Metrics } from '../../adapters/telemetry/metrics.ts';
import type { CIRCUIT_STATES, Circuit } from '../../contracts/operations.ts';

type State = (typeof CIRCUIT_STATES)[number];
type Known = { name: string; state: State; since: string };

/** How often a process says again what its circuits are, and after which silence it counts as gone. */
const BEAT_MS = 10_000;
const GONE_MS = 30_000;
/** What a process that is gone has left behind is removed after this. */
const FORGET_MS = 60 * 60_000;

const STATES: Record<CircuitState, State> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};
const MEANING: Record<State, string> = {
  closed: 'Works.',
  'half-open': 'Is being tried again.',
  open: 'Has failed several times in a row and is left alone for some seconds.',
};

/**
 * Shows the circuits of a process to operators. Breakers live in the processes that use them; what they are stands in Redis for
 * half a minute, so that any API can tell. When Redis is away nothing is told and nothing else suffers.
 */
export function createCircuitBoard(deps: { redis: RedisClient; keys: RedisKeys; process: string }) {
  const { redis, keys } = deps;
  const self = `${deps.process}@${hostname()}:${process.pid}`;
  const watched = new Map<string, { breaker: CircuitBreakerPolicy; since: string }>();

  async function tell(): Promise<void> {
    const circuits = [...watched].map(
      ([name, { breaker, since }]): Known => ({ name, state: STATES[breaker.state], since }),
    );
    const said = JSON.stringify({ seenAt: new Date().toISOString(), circuits });
    await redis.hset(keys.circuits, self, said).catch(() => {}); // told again in a moment
  }
  const beat = setInterval(() => void tell(), BEAT_MS);

  return {
    watch(name: string, breaker: CircuitBreakerPolicy): void {
      watched.set(name, { breaker, since: new Date().toISOString() });
      breaker.onStateChange(() => {
        watched.set(name, { breaker, since: new Date().toISOString() });
        void tell();
      });
      void tell();
    },
    /** Lets a process's metrics say which circuits are open. */
    measure(metrics: Metrics): void {
      metrics.gauge('tiffin_circuit_open', '1 while a circuit breaker is open', ['circuit'], async () =>
        [...watched].map(([circuit, { breaker }]) => [{ circuit }, STATES[breaker.state] === 'open' ? 1 : 0]),
      );
    },
    async close(): Promise<void> {
      clearInterval(beat);
      await redis.hdel(keys.circuits, self).catch(() => {});
    },
  };
}

/** The circuits of every process that is there, open ones first. */
export async function readCircuits({
  redis,
  keys,
}: {
  redis: RedisClient;
  keys: RedisKeys;
}): Promise<Circuit[]> {
  const all = await redis.hgetall(keys.circuits);
  const now = Date.now();
  const found: Circuit[] = [];
  for (const [process, text] of Object.entries(all)) {
    const { seenAt, circuits } = JSON.parse(text) as { seenAt: string; circuits: Known[] };
    const silentMs = now - Date.parse(seenAt);
    if (silentMs > FORGET_MS) await redis.hdel(keys.circuits, process);
    if (silentMs > GONE_MS) continue;
    for (const circuit of circuits)
      found.push({ ...circuit, process, seenAt, meaning: MEANING[circuit.state] });
  }
  const order = ['open', 'half-open', 'closed'];
  return found.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.name < b.name ? -1 : 1));
}
