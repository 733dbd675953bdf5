/** What operators can switch off while the system runs, and what that means. All are on until somebody says otherwise. */
export const FLAGS = {
  orders: 'New orders are taken. Off: baskets are neither priced nor placed; orders under way go on.',
  'scheduled-orders': 'Orders for later are taken. Off: only orders for now.',
  promotions:
    'Promotion codes count. Off: a basket with a code is refused, so that nobody pays more than they expect.',
  surge: 'A lack of partners raises the delivery fee, as far as SURGE_MAX allows. Off: never.',
  elasticsearch: 'Search asks Elasticsearch. Off: PostgreSQL answers, marked degraded.',
} as const;
export type Flag = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as Flag[];

/** Whether a flag is on now. May answer from a moment ago. */
export type Flags = { isOn(flag: Flag): Promise<boolean> };

/** For what runs without operators. */
export const ALL_ON: Flags = { isOn: async () => true };
