import { openEnvironment } from './environment.ts';
import { writeHistory } from './histories.ts';

// Writes the golden histories that replay.test.ts replays: `npx tsx tests/workflow/record-histories.ts`. A change of the
// workflows that needs them written anew breaks the orders under way: patch it (`patched` in the SDK), or let those end first.
const t = await openEnvironment({ encrypted: false });
try {
  const scored = await t.cook();
  await t.accept(scored);

  const matched = t.newOrderId();
  t.world.plan(matched, { due: 'prt_near' });
  await t.place(matched, { dispatch: { policy: 'matched' } });
  await t.move(matched, 'accept');
  await t.accept(matched);
  await t.move(matched, 'prepare');

  for (const orderId of [scored, matched]) {
    await t.move(orderId, 'ready');
    await t.move(orderId, 'pickUp', { actorId: 'prt_near' });
    await t.move(orderId, 'deliver', { actorId: 'prt_near' });
    await t.result(orderId);
  }

  for (const [file, handle] of [
    ['order-delivered.json', t.orderHandle(scored)],
    ['dispatch-first-accepts.json', t.dispatchHandle(scored)],
    ['order-delivered-matched.json', t.orderHandle(matched)],
    ['dispatch-planned.json', t.dispatchHandle(matched)],
  ] as const) {
    const history = await handle.fetchHistory();
    writeHistory(file, history);
    console.log(`${file}: ${history.events?.length} events`);
  }
} finally {
  await t.close();
}
