import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** `retried` tries go on, `expired` ones came too late, `failed-late` ones were taken and did not arrive. */
export type NotificationOutcome =
  | 'sent'
  | 'retried'
  | 'failed'
  | 'unreachable'
  | 'no-address'
  | 'uncertain'
  | 'expired'
  | 'failed-late';

/** The metrics of one process: what Node says of itself, and what is added. */
export function createMetrics(process: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });

  return {
    registry,

    /** A gauge that is asked for with each scrape. One that cannot be told is left out, and the others are told. */
    gauge(
      name: string,
      help: string,
      labels: string[],
      read: () => Promise<[Record<string, string>, number][]>,
    ): void {
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers: [registry],
        async collect() {
          this.reset();
          const values = await read().catch(() => []);
          for (const [labelled, value] of values) this.set(labelled, value);
        },
      });
    },

    /**
     * What became of notifications: each try to send one, and each that was said later not to have arrived.
     * `no-address` was no try, `unreachable` is the fault of an address, the others' of a channel, or of time.
     */
    notifications: () => {
      const counter = new Counter({
        name: 'tiffin_notifications_total',
        help: 'Tries to send notifications, by channel and what became of them',
        labelNames: ['channel', 'outcome'],
        registers: [registry],
      });
      return (channel: string, outcome: NotificationOutcome) => counter.inc({ channel, outcome });
    },

    /** Seconds that requests took, by method, the first part of their address, and the class of their status. */
    requests: () => {
      const histogram = new Histogram({
        name: 'tiffin_http_request_seconds',
        help: 'Seconds from a request to its answer',
        labelNames: ['method', 'section', 'status'],
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers: [registry],
      });
      return (method: string, section: string, status: number, seconds: number) =>
        histogram.observe({ method, section, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
export type CountNotifications = ReturnType<Metrics['notifications']>;
