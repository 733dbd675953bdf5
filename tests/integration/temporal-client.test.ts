import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openTemporal } from '../../adapters/temporal/index.ts';
import { testConfig } from '../helpers/system.ts';

const { client, close } = await openTemporal(testConfig().temporal);
const { callContextStorage: storage } = client.connection as unknown as {
  callContextStorage: { getStore(): { deadline?: number | Date } | undefined; enabled?: boolean };
};
afterAll(close);

describe("Temporal's client", () => {
  it('keeps the deadline of a call while another one ends', async () => {
    const deadline = Date.now() + 5_000;
    const long = client.withDeadline(deadline, async () => {
      await sleep(100);
      return storage.getStore();
    });
    await client.withDeadline(deadline + 1_000, () => client.workflowService.getSystemInfo({}));
    expect(await long).toEqual({ deadline });
  });

  it('fails a call that is past its deadline', async () => {
    await expect(
      client.withDeadline(Date.now() - 1_000, () => client.workflowService.getSystemInfo({})),
    ).rejects.toThrow(/DEADLINE_EXCEEDED/);
  });

  // From Node 24 on it costs nothing, and has no such switch.
  it.runIf(Number(process.versions.node.split('.')[0]) < 24)(
    'leaves nothing switched on that makes promises dear',
    async () => {
      expect(storage.enabled).toBe(false);
      const call = client.withDeadline(Date.now() + 5_000, () => client.workflowService.getSystemInfo({}));
      expect(storage.enabled).toBe(true);
      await call;
      expect(storage.enabled).toBe(false);
      await expect(
        client.withDeadline(Date.now() + 1_000, () => Promise.reject(new Error('no'))),
      ).rejects.toThrow('no');
      expect(storage.enabled).toBe(false);
    },
  );
});
