import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import type { Me } from '../contracts/auth.ts';
import type { Delivery, Offer } from '../contracts/deliveries.ts';
import type { Ledger, Order, OrderState } from '../contracts/orders.ts';
import type { MenuItem, SearchHit } from '../contracts/restaurants.ts';
import { DEMO_ADMIN, DEMO_PASSWORD, staffEmail } from '../db/load.ts';
import { formatMoney } from '../domain/money.ts';
import { isFinal } from '../domain/order/machine.ts';
import { type ApiClient, connect, ok } from './client.ts';
import { prepareDatabase } from './prepare.ts';
import { startProcesses } from './processes.ts';

const CUSTOMER = 'customer1@tiffin.test';
const PARTNERS = ['partner1@tiffin.test', 'partner2@tiffin.test', 'partner3@tiffin.test'];
/** A fresh search index fills within seconds; past this something is wrong. */
const INDEX_WITHIN_MS = 30_000;

const say = (line = '') => console.log(line);

/** Runs one step and prints what came of it with the time it took. */
async function step<T>(
  who: string,
  what: string,
  run: () => Promise<T>,
  detail: (result: T) => string = () => '',
) {
  const startedAt = performance.now();
  const result = await run();
  const ms = `${Math.round(performance.now() - startedAt)} ms`;
  say(`  ${who.padEnd(10)}  ${what.padEnd(34)} ${ms.padStart(8)}   ${detail(result)}`.trimEnd());
  return result;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const login = (url: string, email: string) => connect(url, { email, password: DEMO_PASSWORD });

/** Orders of a demo that was interrupted hold partners and money; the operator ends them. */
async function clearLeftovers(customer: ApiClient, operator: ApiClient): Promise<number> {
  const { data } = await ok(customer.api.GET('/v1/orders', { params: { query: { limit: 100 } } }));
  const open = data.filter((order) => !isFinal(order.status));
  for (const { id } of open) {
    // One that has ended by itself meanwhile answers 409, which is as good.
    await operator.api.POST('/v1/orders/{id}/cancel', {
      params: { path: { id } },
      body: { reason: 'left over from an interrupted demo' },
    });
  }
  return open.length;
}

async function findRestaurants(customer: ApiClient, home: Me['addresses'][number]): Promise<SearchHit[]> {
  const { lat, lng } = home.position;
  const giveUpAt = Date.now() + INDEX_WITHIN_MS;
  for (;;) {
    const query = { lat, lng, radius_km: 3, limit: 50 };
    const { data: found } = await customer.api.GET('/v1/search', { params: { query } });
    if (found && found.data.length > 0) return found.data;
    if (Date.now() > giveUpAt) {
      throw new Error(
        'No restaurant is found. Look into .stack/logs/indexer.log, or run `npm run stack -- reset`.',
      );
    }
    await sleep(100);
  }
}

/** The first option that each group demands. */
const options = (item: MenuItem) =>
  item.optionGroups.flatMap((group) =>
    group.options.slice(0, group.min).map((option) => ({ groupId: group.id, optionId: option.id })),
  );

/** A partner on the road: shows up online, takes the offer for `orderId`, lets others go. */
async function goOnline(url: string, email: string, near: SearchHit['position'], nudge: number) {
  const client = await login(url, email);
  const socket = await client.socket();
  const position = { lat: near.lat + nudge, lng: near.lng + nudge };
  const report = () => socket.send({ type: 'location', data: position });
  socket.send({ type: 'shift', data: { status: 'ONLINE' } });
  report();
  const heartbeat = setInterval(report, 5_000);
  return {
    client,
    socket,
    async offline() {
      clearInterval(heartbeat);
      await socket.close();
    },
  };
}
type Partner = Awaited<ReturnType<typeof goOnline>>;

async function waitForOffer(
  partners: Partner[],
  orderId: string,
): Promise<{ partner: Partner; offer: Offer }> {
  return Promise.race(
    partners.map(async (partner) => {
      for (;;) {
        const { data: offer } = await partner.socket.next('offer', () => true, 60_000);
        if (offer.orderId === orderId) return { partner, offer };
        partner.socket.send({ type: 'offer.decline', data: { offerId: offer.offerId } });
      }
    }),
  );
}

function printReceipt({ price, payment, restaurant }: Order) {
  const line = (text: string, amountMinor: number) =>
    say(`    ${text.padEnd(44)} ${formatMoney(amountMinor, price.currency).padStart(10)}`);
  say(`\n  Receipt · ${restaurant.name}`);
  for (const item of price.lines) {
    line(`${item.quantity} × ${item.name}`, item.totalMinor);
    if (item.options.length > 0) say(`        ${item.options.map((option) => option.name).join(', ')}`);
  }
  line('Delivery', price.deliveryFeeMinor);
  line('Service', price.serviceFeeMinor);
  if (price.smallOrderFeeMinor > 0) line('Small order', price.smallOrderFeeMinor);
  if (price.discountMinor > 0) line(`Promotion ${price.promo?.code}`, -price.discountMinor);
  line('Tip', price.tipMinor);
  line('Total', price.totalMinor);
  line('  of which tax', price.taxMinor);
  if (payment) line(`Card ${payment.status.toLowerCase()}`, payment.capturedMinor);
}

const MEANING: Record<string, string> = {
  customer_holds: 'held on the card, then let go',
  hold_offset: 'the other side of the hold',
  provider_clearing: 'comes from the payment provider',
  restaurant_payable: 'the items, less tax and commission',
  partner_payable: 'the delivery fee, less tax',
  tips_payable: 'the tip, to the partner in full',
  platform_revenue: 'commission and service fees, less tax',
  promotions: 'discounts, paid by the platform',
  tax: 'for the tax office',
  payout_clearing: 'paid out to restaurant and partner',
};

function printLedger({ entries }: Ledger) {
  say('\n  Ledger (debit +, credit −; each transaction sums to zero)');
  for (const { transaction, account, amountMinor, currency } of entries) {
    const name = transaction.slice(transaction.indexOf(':') + 1);
    const amount = formatMoney(amountMinor, currency).padStart(10);
    say(`    ${name.padEnd(10)} ${account.padEnd(20)} ${amount}   ${MEANING[account] ?? ''}`.trimEnd());
  }
  const sum = entries.reduce((total, entry) => total + entry.amountMinor, 0);
  say(`    ${'sum'.padEnd(31)} ${formatMoney(sum, 'EUR').padStart(10)}`);
  if (sum !== 0) throw new Error('The ledger does not sum to zero: please report this with .stack/logs.');
}

/** One order, basket to doorstep, through the public API and its sockets. */
async function takeOneOrder(url: string, uiUrl: string | undefined) {
  const [customer, operator] = await Promise.all([login(url, CUSTOMER), login(url, DEMO_ADMIN)]);
  const leftovers = await clearLeftovers(customer, operator);
  if (leftovers > 0) say(`  operator    ended ${leftovers} order(s) of an interrupted demo`);

  const me = await ok(customer.api.GET('/v1/user'));
  const home = me.addresses[0];
  if (!home) throw new Error(`${CUSTOMER} has no address: run \`npm run stack -- reset\` for fresh data.`);
  const news = await customer.socket();

  const hits = await step(
    'customer',
    'searches nearby',
    () => findRestaurants(customer, home),
    (found) => `${found.length} open around ${home.street} ${home.houseNumber}`,
  );
  const restaurant = hits[0] as SearchHit;
  const menu = await step(
    'customer',
    'reads the menu',
    () => ok(customer.api.GET('/v1/restaurants/{id}/menu', { params: { path: { id: restaurant.id } } })),
    ({ items }) => `${restaurant.name}: ${items.length} items`,
  );
  const kitchen = await login(url, staffEmail(restaurant.slug));
  const tablet = await kitchen.socket();
  const partners = await Promise.all(
    PARTNERS.map((email, index) => goOnline(url, email, restaurant.position, 0.001 * (index + 1))),
  );

  const basket = menu.items.filter((item) => item.available).slice(0, 2);
  const startedAt = performance.now();
  const order = await step(
    'customer',
    'POST /v1/orders',
    () =>
      ok(
        customer.api.POST('/v1/orders', {
          params: { header: { 'Idempotency-Key': randomUUID() } },
          body: {
            restaurantId: restaurant.id,
            items: basket.map((item) => ({ itemId: item.id, quantity: 1, options: options(item) })),
            address: { ...home, note: 'Door code 1234' },
            paymentToken: 'tok_visa',
            tipMinor: 200,
          },
        }),
      ),
    ({ price, status }) => `${status}, ${formatMoney(price.totalMinor, price.currency)} held on the card`,
  );
  say(`              ${order.id}`);
  if (uiUrl) say(`              Temporal UI: ${uiUrl}/namespaces/tiffin/workflows/${order.id}`);

  await step('restaurant', 'sees it on the tablet', () =>
    tablet.next('order.placed', (frame) => frame.data.orderId === order.id),
  );
  const kitchenMove = (action: 'accept' | 'prepare' | 'ready') =>
    ok(kitchen.api.POST(`/v1/orders/{id}/${action}`, { params: { path: { id: order.id } } }));
  /** A move, timed until the customer's socket has told of it. */
  const move = (who: string, what: string, wanted: string, act: () => Promise<OrderState>) =>
    step(
      who,
      what,
      async () => {
        await act();
        await news.next('order.updated', (frame) => frame.data.status === wanted);
      },
      () => `${wanted}, and the customer sees it`,
    );
  await move('restaurant', 'accepts', 'CONFIRMED', () => kitchenMove('accept'));
  await move('restaurant', 'starts cooking', 'PREPARING', () => kitchenMove('prepare'));
  // Until here nobody was asked: partners are sent when they must leave to be there in time.
  await move('restaurant', 'marks it ready', 'READY', () => kitchenMove('ready'));

  const { partner, offer } = await step(
    'partner',
    'is offered the delivery',
    () => waitForOffer(partners, order.id),
    ({ offer }) => `${offer.distanceMetres} m away, pays ${formatMoney(offer.payMinor, 'EUR')}`,
  );
  await step('partner', 'accepts over the socket', async () => {
    partner.socket.send({ type: 'offer.accept', ref: 'accept', data: { offerId: offer.offerId } });
    const { data } = await partner.socket.next('reply', (frame) => frame.data.ref === 'accept');
    if (!data.ok) throw new Error(`the offer was refused: ${data.detail}`);
  });
  const { data: deliveries } = await ok(partner.client.api.GET('/v1/deliveries'));
  const delivery = deliveries.find((candidate) => candidate.orderId === order.id) as Delivery;
  const path = { params: { path: { id: delivery.id } } };
  const arrive = (where: 'restaurant' | 'customer') =>
    ok(partner.client.api.POST(`/v1/deliveries/{id}/arrive-at-${where}`, path));
  const carry = (action: 'pick-up' | 'deliver') =>
    ok(partner.client.api.POST(`/v1/deliveries/{id}/${action}`, path));

  await step('partner', 'arrives at the restaurant', () => arrive('restaurant'));
  await move('partner', 'picks it up', 'PICKED_UP', () => carry('pick-up'));
  await step('partner', 'arrives at the door', () => arrive('customer'));
  await move('partner', 'hands it over', 'DELIVERED', () => carry('deliver'));
  const delivered = await step('operator', 'sees the card charged', () => captured(operator, order.id));
  say(`\n  Basket to doorstep in ${((performance.now() - startedAt) / 1000).toFixed(2)} s`);

  printReceipt(delivered);
  printLedger(
    await ok(operator.api.GET('/v1/admin/orders/{id}/ledger', { params: { path: { id: order.id } } })),
  );
  await Promise.all([news.close(), tablet.close(), ...partners.map((each) => each.offline())]);
}

async function captured(operator: ApiClient, orderId: string): Promise<Order> {
  for (let tries = 0; tries < 100; tries += 1) {
    const order = await ok(operator.api.GET('/v1/orders/{id}', { params: { path: { id: orderId } } }));
    if (order.payment?.status === 'CAPTURED') return order;
    await sleep(50);
  }
  throw new Error('The hold was not captured within 5 s. Look into .stack/logs/orders.log.');
}

async function demo() {
  const config = readConfig();
  say('\nPreparing…');
  await step(
    'database',
    'migrates and seeds',
    () => prepareDatabase(config),
    ({ migrations, restaurants }) => `${migrations} new migrations, ${restaurants} restaurants loaded`,
  );
  const port = await freePort();
  const env = { PORT: String(port) };
  const processes = await step(
    'processes',
    'start',
    () => startProcesses(env),
    ({ running }) => running.map(({ name }) => name).join(', '),
  );
  try {
    say('\nOne order, basket to doorstep');
    await takeOneOrder(`http://${config.http.host}:${port}`, config.temporal.uiUrl);
  } finally {
    await processes.stop();
  }
  say(
    '\nDone. Next: open the Temporal link above, which shows each step; while `npm start` runs, its User Metadata tab',
  );
  say(
    'tells the story, and README’s "Use the API" works. The servers stay up; `npm run stack -- down` stops them.',
  );
}

await demo().then(
  () => process.exit(0),
  (error) => {
    console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
