import { z } from 'zod';

const Bytes = z.base64().meta({ description: 'Bytes as base64', pattern: z.regexes.base64.source });

/** What Temporal's codec endpoints take and give. What else a payload brings is left out. */
export const Payloads = z
  .object({
    payloads: z
      .array(z.object({ metadata: z.record(z.string(), Bytes).optional(), data: Bytes.optional() }))
      .max(10_000),
  })
  .meta({ id: 'Payloads', description: 'Payloads of Temporal, as its tools send them to a codec endpoint' });
export type Payloads = z.infer<typeof Payloads>;
/** Temporal's CLI leaves out an empty list. */
export const PayloadsBody = Payloads.partial().meta({ id: 'PayloadsBody' });

export const PayloadsQuery = z.object({
  preserveStorageRefs: z.enum(['true', 'false']).optional().meta({
    description:
      'Temporal’s pages send it. It is about payloads that are kept elsewhere, which there are none of',
  }),
});
