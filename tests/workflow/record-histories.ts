import { openEnvironment } from './environment.ts';
import { writeHistory } from './histories.ts';

// Writes the golden histories that replay.test.ts replays: `npx tsx tests/workflow/record-histories.ts`. A change of the
// workflows that needs them written anew breaks the orders under way: patch it (`patched` in the SDK), or let those end first.
const t = await openEnvironment();
try {
  const orderId = await t.cook();
  await t.accept(orderId);
  await t.move(orderId, 'ready');
  await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
  await t.move(orderId, 'deliver', { actorId: 'prt_near' });
  await t.orderHandle(orderId).result();

  for (const [file, handle] of [
    ['order-delivered.json', t.orderHandle(orderId)],
    ['dispatch-first-accepts.json', t.dispatchHandle(orderId)],
  ] as const) {
    const history = await handle.fetchHistory();
    writeHistory(file, history);
    console.log(`${file}: ${history.events?.length} events`);
  }
} finally {
  await t.close();
}
