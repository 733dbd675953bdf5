/** ONLINE: is offered deliveries. PAUSED: is not, and goes on with what they carry. OFFLINE: has gone home. */
export const SHIFTS = ['ONLINE', 'PAUSED', 'OFFLINE'] as const;
export type Shift = (typeof SHIFTS)[number];
