import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning, openTemporal } from '../../adapters/temporal/index.ts';
import type { OperatorAction } from '../../contracts/operations.ts';
import type { Order } from '../../contracts/orders.ts';
import type { ApiClient } from '../../scripts/client.ts';
import { repair } from '../../scripts/repair.ts';
import { zoneOf } from '../../services/delivery/zone.ts';
import { recordArrival } from '../../services/order/record-arrival.ts';
import { dispatchIdOf } from '../../workflows/messages.ts';
import { expectNothingHeld, expectSoundBooks } from '../helpers/books.ts';
import {
  basket,
  cook,
  customer,
  eventually,
  move,
  operator,
  partner,
  place,
  restaurantThatIs,
  staff,
  type TestRestaurant,
} from '../helpers/people.ts';
import { type System, startSystem } from '../helpers/system.ts';

let system: System;
let temporal: Awaited<ReturnType<typeof openTemporal>>;
let restaurant: TestRestaurant;
let eater: ApiClient;
let kitchen: ApiClient;
let admin: ApiClient;
let rider: ApiClient;
beforeAll(async () => {
  system = await startSystem();
  temporal = await openTemporal(system.config.temporal);
  restaurant = await restaurantThatIs(system.db, 'open', 68);
  [eater, kitchen, admin, rider] = await Promise.all([
    customer(system.url, 17),
    staff(system.url, restaurant.slug),
    operator(system.url),
    partner(system.url, 37),
  ]);
});
afterAll(async () => {
  await expectNothingHeld(system.db, restaurant.id);
  await expectSoundBooks(system.db);
  await temporal.close();
  await system.close();
});

const read = (orderId: string) => admin.call<Order>('GET', `/v1/orders/${orderId}`);
/** A search begins a moment after the move that asks for it. */
const lose = (workflowId: string) =>
  eventually(
    () =>
      temporal.client.workflow
        .getHandle(workflowId)
        .terminate('a test')
        .then(
          () => true,
          () => false,
        ),
    (isLost) => isLost,
  );
async function repaired(orderId: string) {
  const lines: string[] = [];
  const deps = {
    db: system.db,
    temporal: temporal.client,
    config: system.config,
    say: (line: string) => lines.push(line),
  };
  return { isFine: await repair(deps, orderId, 'a test'), said: lines.join('\n') };
}
const repairsOf = async (orderId: string) =>
  (await admin.call<{ data: OperatorAction[] }>('GET', `/v1/admin/actions?subject=${orderId}`)).data.filter(
    ({ action }) => action === 'repair-order',
  );

describe('npm run repair', () => {
  it('takes over an order whose workflow was lost, and it is delivered and charged', async () => {
    const { id } = await cook({ eater, kitchen, restaurant });
    await lose(id);
    // Its search ends with it, a moment later: the repair waits for that.
    expect((await repaired(id)).said).toContain('Nobody takes care of it');
    expect(await isRunning(temporal.client, dispatchIdOf(id, 1))).toBe(true);
    // A second time there is nothing to do but what needs a person: nobody is near.
    expect((await repaired(id)).said).not.toContain('started again');
    expect(await repairsOf(id)).toMatchObject([{ reason: 'a test', before: { status: 'PREPARING' } }]);

    const deliveryId = (await read(id)).delivery?.id;
    await admin.call('POST', `/v1/admin/deliveries/${deliveryId}/assign`, {
      partnerId: rider.session?.user.id,
      reason: 'a test',
    });
    await move(kitchen, id, 'ready');
    await rider.call('POST', `/v1/deliveries/${deliveryId}/pick-up`);
    await rider.call('POST', `/v1/deliveries/${deliveryId}/deliver`);
    await eventually(
      () => read(id),
      ({ payment }) => payment?.status === 'CAPTURED',
    );
  });

  it('settles the money of an order that ended without anybody', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    await lose(id);
    await system.db.transaction().execute(async (tx) => {
      // As a crash between the books and the provider leaves it.
      await tx.updateTable('orders').set({ status: 'REJECTED', seq: 2 }).where('id', '=', id).execute();
      const { customer_id: customerId, restaurant_id: restaurantId } = await tx
        .selectFrom('orders')
        .select(['customer_id', 'restaurant_id'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const move = { from: 'PLACED', to: 'REJECTED', action: 'reject', actor: 'system' } as const;
      await recordArrival(tx, { orderId: id, seq: 2, ...move, customerId, restaurantId });
    });
    expect(await repaired(id)).toMatchObject({
      isFine: true,
      said: expect.stringContaining('money is still held'),
    });
    expect((await read(id)).payment).toMatchObject({ status: 'VOIDED', capturedMinor: 0 });
  });

  it('begins another search when the one for its partner is lost', async () => {
    const { id } = await cook({ eater, kitchen, restaurant });
    await lose(dispatchIdOf(id, 1));
    const { said } = await repaired(id);
    expect(said).toContain('another search is begun');
    const { status } = await temporal.client.workflow.getHandle(dispatchIdOf(id, 1)).describe();
    expect(status.name).toBe('RUNNING');
    await move(admin, id, 'cancel', { reason: 'the test is over' });
    // Nobody awaits this search; it ends when it sees that its order has.
    await temporal.client.workflow
      .getHandle(dispatchIdOf(id, 1))
      .terminate('the test is over')
      .catch(() => {});
  });

  it('says that nothing is wrong, or that there is no such order, and does nothing', async () => {
    const { id } = await place(eater, await basket(eater, restaurant));
    expect(await repaired(id)).toMatchObject({
      isFine: true,
      said: expect.stringContaining('Nothing was wrong'),
    });
    expect(await repairsOf(id)).toEqual([]);
    await move(eater, id, 'cancel', { reason: 'the test is over' });
    const { said } = await repaired('ord_01jd7zk0f8e9vbq3n4m5p6r7st');
    expect(said).toContain('no order');
  });
});

describe('orders are found in Temporal', () => {
  const found = async (query: string) => {
    const ids: string[] = [];
    for await (const { workflowId } of temporal.client.workflow.list({ query })) ids.push(workflowId);
    return ids;
  };
  const eventuallyFinds = (query: string, id: string) =>
    eventually(
      () => found(query),
      (ids) => ids.includes(id),
    );

  it('by every query that docs/operations.md has saved', async () => {
    const rows = readFileSync('docs/operations.md', 'utf8').split('\n');
    const queries = rows.flatMap(
      (row) => /^\| [^|]+ \| `((?:WorkflowType|ExecutionStatus)[^`]+)` \|$/.exec(row)?.[1] ?? [],
    );
    expect(queries.length).toBeGreaterThan(7);
    const now = new Date().toISOString();
    const filled = queries.map((query) =>
      query
        .replace(/FIVE_MINUTES_AGO|TWELVE_MINUTES_AGO|MIDNIGHT/g, now)
        .replace('ZONE', zoneOf(restaurant))
        .replace('RESTAURANT', restaurant.id)
        .replace('PARTNER', rider.session?.user.id as string),
    );
    for (const query of filled) await temporal.client.workflow.count(query);

    // Nobody is near: one of them is the search for its partner, one the order itself once its food is ready.
    const { id } = await cook({ eater, kitchen, restaurant });
    const [ready = '', searches = '', inZone = ''] = queries;
    const soon = () => new Date(Date.now() + 1_000).toISOString();
    for (const query of [searches, inZone])
      await eventually(
        () => found(query.replace('FIVE_MINUTES_AGO', soon()).replace('ZONE', zoneOf(restaurant))),
        (ids) => ids.includes(dispatchIdOf(id, 1)),
      );
    expect(await found(ready)).not.toContain(id);
    await move(kitchen, id, 'ready');
    await eventuallyFinds(ready, id);
    await move(admin, id, 'cancel', { reason: 'the test is over' });
  });

  it('by where they stand, restaurant, zone and partner, and by nothing of people', async () => {
    const placed = await place(eater, await basket(eater, restaurant));
    await eventuallyFinds(
      `OrderStatus = 'PLACED' AND RestaurantId = '${restaurant.id}' AND ExecutionStatus = 'Running'`,
      placed.id,
    );
    await move(admin, placed.id, 'cancel', { reason: 'the test is over' });
    await eventuallyFinds(`OrderStatus = 'CANCELLED' AND RestaurantId = '${restaurant.id}'`, placed.id);

    const { id } = await cook({ eater, kitchen, restaurant });
    const deliveryId = (await read(id)).delivery?.id;
    await eventuallyFinds(
      `WorkflowType = 'DispatchWorkflow' AND RestaurantId = '${restaurant.id}'`,
      dispatchIdOf(id, 1),
    );
    await admin.call('POST', `/v1/admin/deliveries/${deliveryId}/assign`, {
      partnerId: rider.session?.user.id,
      reason: 'a test',
    });
    await eventuallyFinds(`OrderStatus = 'PREPARING' AND PartnerId = '${rider.session?.user.id}'`, id);
    const { searchAttributes } = await temporal.client.workflow.getHandle(id).describe();
    const own = Object.entries(searchAttributes).filter(([name]) => !/^(Build|Temporal)/.test(name));
    for (const [name, values] of own)
      for (const value of values ?? [])
        expect(String(value), name).toMatch(/^([A-Z_]+|(rst|prt)_[0-9a-z]{26}|8[0-9a-f]{14})$/);
    expect(own.map(([name]) => name).sort()).toEqual(['OrderStatus', 'PartnerId', 'RestaurantId', 'Zone']);
    await move(admin, id, 'cancel', { reason: 'the test is over' });
  });
});
