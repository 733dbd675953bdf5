/** For writes whose outcome must be known: tried until they answer, for an unknown outcome cannot be compensated. */
export const UNTIL_KNOWN = {
  startToCloseTimeout: '10s',
  // Longer pauses become timers, so that an outage does not keep a workflow task alive by heartbeats.
  localRetryThreshold: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '30s' },
} as const;

/** For taking money while somebody waits; how long they do is the caller's to say. */
export const HOLD = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '5s' },
} as const;

/** For money that must find its end, however long the provider is away. */
export const UNTIL_SETTLED = {
  startToCloseTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '1m' },
} as const;
