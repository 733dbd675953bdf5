import { z } from 'zod';

export const Liveness = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });

const Check = z.enum(['ok', 'away']);

export const Readiness = z
  .object({
    status: z.enum(['ok', 'degraded', 'away', 'draining']).meta({
      description:
        '`degraded`: all but search works; `away`: send this process no requests; `draining`: nor this one, it is about to stop',
    }),
    checks: z.object({ postgres: Check, redis: Check, temporal: Check, elasticsearch: Check }),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;
/** The servers that are asked, each with its answer. */
export type CheckName = keyof Readiness['checks'];
