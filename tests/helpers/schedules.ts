import { openTemporal } from '../../adapters/temporal/index.ts';
import type { Config } from '../../config.ts';
import { PAYMENT_SWEEP } from '../../workers/schedules.ts';
import { PAYOUTS_ID } from '../../workflows/messages.ts';

/**
 * Removes the schedules, which the next worker makes again. Files that have keys of their own do so before and after: nobody else
 * could read what they encrypted, nor they what was there.
 */
export async function forgetSchedules(config: Config['temporal']): Promise<void> {
  const { client, close } = await openTemporal(config);
  for (const id of [PAYMENT_SWEEP, PAYOUTS_ID])
    await client.schedule
      .getHandle(id)
      .delete()
      .catch(() => {}); // there was none
  await close();
}
