import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openEnvironment } from './environment.ts';

/**
 * Writes the golden histories that replay.test.ts replays: `npx tsx tests/workflow/record-histories.ts`. Run it only after a
 * change of the workflows that running orders cannot follow anyway; keep the old files as long as such orders may live.
 */
const FOLDER = fileURLToPath(new URL('./histories/', import.meta.url));

const t = await openEnvironment();
const orderId = await t.cook();
await t.accept(orderId);
await t.move(orderId, 'ready');
await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
await t.move(orderId, 'deliver', { actorId: 'prt_near' });
await t.orderHandle(orderId).result();

mkdirSync(FOLDER, { recursive: true });
const handles = {
  'order-delivered': t.orderHandle(orderId),
  'dispatch-first-accepts': t.dispatchHandle(orderId),
};
for (const [name, handle] of Object.entries(handles)) {
  const history = await handle.fetchHistory();
  writeFileSync(`${FOLDER}${name}.json`, `${historyToJSON(history)}\n`);
  console.log(`${name}.json: ${history.events?.length} events`);
}
await t.close();
