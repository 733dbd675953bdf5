import { z } from 'zod';
import { CurrencyCode, id, Minor, PageQuery, page } from './common.ts';
import { because } from './operations.ts';

export const Payout = z
  .object({
    id: id('payout'),
    payeeId: z.string().meta({ description: 'A restaurant or a partner' }),
    payeeName: z.string(),
    begins: z.iso.date().meta({ description: 'Monday' }),
    ends: z.iso.date().meta({ description: 'Sunday' }),
    amountMinor: Minor,
    currency: CurrencyCode,
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'Payout' });
export type Payout = z.infer<typeof Payout>;
export const PayoutPage = page(Payout).meta({ id: 'PayoutPage' });
export type PayoutPage = z.infer<typeof PayoutPage>;
export const PayoutQuery = PageQuery.extend({
  payee_id: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'Operators: only those of this restaurant or partner' }),
});

export const StatementLine = z.object({
  at: z.iso.datetime(),
  orderId: id('order'),
  what: z.string(),
  amountMinor: Minor.meta({ description: 'Negative where money was taken back' }),
});
export const Statement = Payout.extend({ timeZone: z.string(), lines: z.array(StatementLine) }).meta({
  id: 'Statement',
  description: 'The lines sum to the amount, which is what the ledger says',
});
export type Statement = z.infer<typeof Statement>;

export const RunPayouts = z.strictObject({ reason: because }).meta({ id: 'RunPayouts' });
export const PayoutRun = z
  .object({ workflowId: z.string().meta({ description: 'Its details in Temporal say what was paid' }) })
  .meta({ id: 'PayoutRun' });
