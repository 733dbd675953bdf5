import { DefaultLogger, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { startApi } from '../../api/main.ts';
import { readConfig } from '../../config.ts';
import { startIndexer } from '../../workers/indexer.ts';
import { startNotifier } from '../../workers/notifier.ts';
import { startOrderWorker } from '../../workers/orders.ts';
import { startRelay } from '../../workers/relay.ts';
import { ownInstallation } from './installation.ts';

/** This test file's own installation, made when the file is loaded. */
export const settings = await ownInstallation(inject('settings'));

/** The settings of this file's installation, with a test's own on top. */
export const testConfig = (overrides: Record<string, string> = {}) =>
  readConfig({ ...settings, ...overrides });

/** All processes of the system inside the test, against the real servers. */
export async function startSystem(overrides: Record<string, string> = {}) {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const config = testConfig(overrides);
  const [api, ...rest] = await Promise.all([
    startApi(config),
    startOrderWorker(config),
    startRelay(config),
    startIndexer(config),
    startNotifier(config),
  ]);
  const { db, close } = openPostgres(config.postgres);
  return {
    config,
    db,
    url: api.url,
    async close() {
      await api.close();
      await Promise.all(rest.map((process) => process.close()));
      await close();
    },
  };
}
export type System = Awaited<ReturnType<typeof startSystem>>;
