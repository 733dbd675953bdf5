import { z } from 'zod';
import { page, queryNumber, storable } from './common.ts';

export const DEAD_LETTER_STATUSES = ['OPEN', 'REPLAYING', 'REPLAYED', 'DISCARDED'] as const;
const Status = z.enum(DEAD_LETTER_STATUSES).meta({
  description:
    'OPEN: waits for you. REPLAYING: is tried again at this moment. REPLAYED: went through. DISCARDED: somebody decided that it is not needed',
});

export const DeadLetter = z
  .object({
    id: z.int(),
    consumer: z
      .string()
      .meta({ description: 'Who could not take it: `relay-kafka`, `relay-realtime`, or a consumer’s name' }),
    eventId: z.string().meta({
      description: 'The event; of a message that is no event, its place in Kafka, such as `orders[3]@1042`',
    }),
    topic: z.string(),
    body: z.string().meta({ description: 'As it was on the wire; at most its first 10,000 characters' }),
    error: z.string().meta({ description: 'Why, the last time' }),
    status: Status,
    failures: z.int().meta({ description: 'How often it has come back here' }),
    failedAt: z.iso.datetime(),
    touchedBy: z.string().nullable().meta({ description: 'The operator who replayed or discarded it last' }),
    touchedAt: z.iso.datetime().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof DeadLetter>;

const ConsumerName = z.string().regex(/^[\w.-]{1,100}$/, 'must be the name of a consumer, such as notifier');

export const DeadLetterQuery = z.object({
  status: Status.default('OPEN'),
  consumer: ConsumerName.optional(),
  limit: queryNumber(1, 100, 'integer').default(20),
  starting_after: queryNumber(1, Number.MAX_SAFE_INTEGER, 'integer')
    .optional()
    .meta({ description: 'Id of the last element of the page before' }),
});
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>;

export const DeadLetterPage = page(DeadLetter).meta({ id: 'DeadLetterPage' });

export const DeadLetterId = z.object({ id: queryNumber(1, Number.MAX_SAFE_INTEGER, 'integer') });

export const ReplayAll = z
  .strictObject({ consumer: ConsumerName })
  .meta({ id: 'ReplayAll', description: 'After a mistake was mended: all open ones of a consumer' });
export const Replaying = z
  .object({ replaying: z.int().meta({ description: 'How many are tried again' }) })
  .meta({ id: 'Replaying' });

export const Discard = z.strictObject({ reason: storable(300, 1) }).meta({ id: 'DiscardDeadLetter' });

const lag = z.object({
  waiting: z.int().meta({ description: 'Events committed and not yet sent; counting stops at 100,000' }),
  oldestSeconds: z
    .number()
    .meta({ description: 'How long the oldest of them has waited; 0 when none waits' }),
});
export const OutboxLag = z.object({ kafka: lag, realtime: lag }).meta({ id: 'OutboxLag' });
export type OutboxLag = z.infer<typeof OutboxLag>;
