/** How many requests one caller may send: `quota` at once, and that many again in `seconds`, spread evenly. */
export const RATE_POLICIES = {
  /** Everybody behind one address together: a few restaurants' worth of people, no flood. */
  address: { quota: 3_000, seconds: 60 },
  read: { quota: 600, seconds: 60 },
  write: { quota: 120, seconds: 60 },
  search: { quota: 120, seconds: 60 },
  /** Logging in and signing up, by address. */
  login: { quota: 30, seconds: 60 },
  /** Attempts at the password of one account, wherever they come from. */
  account: { quota: 10, seconds: 300 },
  webhook: { quota: 600, seconds: 60 },
} as const;
export type RatePolicy = keyof typeof RATE_POLICIES;
