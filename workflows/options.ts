/** For writes whose outcome must be known: tried until they answer, for an unknown outcome cannot be compensated. */
export const UNTIL_KNOWN = {
  startToCloseTimeout: '10s',
  // Longer pauses become timers, so that an outage does not keep a workflow task alive by heartbeats.
  localRetryThreshold: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '30s' },
} as const;
