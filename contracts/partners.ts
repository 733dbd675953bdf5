import { z } from 'zod';
import { SHIFTS } from '../domain/delivery/shift.ts';

const ShiftStatus = z.enum(SHIFTS).meta({
  description:
    'ONLINE: offered deliveries. PAUSED: not, but goes on with what they carry. OFFLINE: gone home',
});

/** What a partner decides. */
export const ShiftChange = z.strictObject({ status: ShiftStatus }).meta({ id: 'ShiftChange' });

export const ShiftState = z
  .object({
    status: ShiftStatus,
    since: z.iso.datetime(),
    reachable: z.boolean().meta({
      description:
        'Heard of in the last 30 seconds. Offers go to those who are ONLINE and reachable; silence ends by itself with the ' +
        'next location or heartbeat',
    }),
  })
  .meta({ id: 'ShiftState' });
export type ShiftState = z.infer<typeof ShiftState>;
