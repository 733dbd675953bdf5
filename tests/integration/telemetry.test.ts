import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/index.ts';
import { createMetrics } from '../../adapters/telemetry/metrics.ts';
import { openOperationsServer } from '../../adapters/telemetry/server.ts';
import { openTracing, type Telemetry } from '../../adapters/telemetry/tracing.ts';
import { startApi } from '../../api/main.ts';
import { startNotifier } from '../../workers/notifier.ts';
import { startOrderWorker } from '../../workers/orders.ts';
import { startRelay } from '../../workers/relay.ts';
import { basket, customer, eventually, move, operator, place, restaurantThatIs } from '../helpers/people.ts';
import { testConfig } from '../helpers/system.ts';

const config = testConfig();
const exporter = new InMemorySpanExporter();
const tracing = openTracing(config.telemetry, 'test', new SimpleSpanProcessor(exporter));
const telemetry = (name: string): Telemetry => ({ metrics: createMetrics(name), tracing });

let postgres: Postgres;
let running: { close(): Promise<void> }[];
let api: Awaited<ReturnType<typeof startApi>>;
let ofApi: Telemetry;
let door: Awaited<ReturnType<typeof openOperationsServer>>;
let isAway = false;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  postgres = openPostgres(config.postgres);
  ofApi = telemetry('api');
  const ofOrders = telemetry('orders');
  api = await startApi(config, ofApi);
  const worker = await startOrderWorker(config, ofOrders);
  running = [worker, await startRelay(config), await startNotifier(config)];
  const checks = {
    ...worker.checks,
    postgres: () => (isAway ? Promise.reject(new Error('away')) : worker.checks.postgres()),
  };
  ofApi.metrics.registry.getMetricsAsArray();
  door = await openOperationsServer({ host: '127.0.0.1', port: 0 }, { metrics: ofOrders.metrics, checks });
});
afterAll(async () => {
  await door.close();
  await api.close();
  await Promise.all(running.map((process) => process.close()));
  await postgres.close();
  await tracing?.close();
  // The next file in this process traces nothing.
  trace.disable();
  context.disable();
  propagation.disable();
});

describe('a trace', () => {
  it('goes from the request through workflow and activities to those who consume the event', async () => {
    const restaurant = await restaurantThatIs(postgres.db, 'open', 70);
    const [eater, admin] = [await customer(api.url, 18), await operator(api.url)];
    const body = await basket(eater, restaurant);
    exporter.reset();
    const { id } = await place(eater, body);
    const spans = () => exporter.getFinishedSpans();
    const request = await eventually(
      async () => spans().find(({ name }) => name === 'POST orders'),
      (span) => span !== undefined,
    );
    const traceId = request?.spanContext().traceId;
    const mine = () => spans().filter((span) => span.spanContext().traceId === traceId);
    const consumed = await eventually(
      async () => mine().find(({ name }) => name === 'orders process'),
      (span) => span !== undefined,
      20_000,
    );

    // From child to parent, without a gap: the consumer is what came of the activity that wrote the event. The workflow's own
    // span ends with the order.
    await move(admin, id, 'cancel', { reason: 'the test is over' });
    const parentOf = (span: ReadableSpan) =>
      mine().find((other) => other.spanContext().spanId === span.parentSpanId);
    const wayTo = async (child: ReadableSpan | undefined) => {
      const way: string[] = [];
      for (let span = child; span; span = parentOf(span)) way.push(span.name);
      return way;
    };
    const way = await eventually(
      () => wayTo(consumed),
      (names) => names.at(-1) === 'POST orders',
    );
    expect(way[0]).toBe('orders process');
    expect(way[1]).toContain('recordPlaced');
    const names = mine().map(({ name }) => name);
    for (const part of [
      /UpdateWithStart/,
      /HandleUpdate/,
      /RunWorkflow/,
      /RunActivity:recordPlaced|StartActivity:recordPlaced/,
      /RunActivity:authorizeHold/,
    ])
      expect(
        names.some((name) => part.test(name)),
        `${part} of ${names.join(', ')}`,
      ).toBe(true);

    // Nothing of the customer or their card is in it.
    const told = JSON.stringify(mine().map(({ name, attributes, events }) => ({ name, attributes, events })));
    for (const secret of ['tok_visa', body.address?.street as string, eater.session?.user.name as string])
      expect(told).not.toContain(secret);
  });
});

describe('a request', () => {
  it('is counted and traced by the first part of its address, also where it is answered from the cache', async () => {
    const { id } = await restaurantThatIs(postgres.db, 'open', 71);
    exporter.reset();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    for (const path of [
      `/v1/restaurants/${id}/menu`,
      `/v1/restaurants/${id}/menu/`,
      '/v1/nothing/of/that/kind',
    ])
      await fetch(api.url + path, { headers: { traceparent } });
    const spans = await eventually(
      async () => exporter.getFinishedSpans().filter(({ name }) => name.startsWith('GET ')),
      (found) => found.length === 3,
    );
    expect(spans.map(({ name }) => name)).toEqual(['GET restaurants', 'GET restaurants', 'GET nothing']);
    for (const span of spans) expect(span.spanContext().traceId).toBe(traceparent.split('-')[1]);
    const text = await ofApi.metrics.registry.metrics();
    const count = (section: string, status: string) =>
      new RegExp(`tiffin_http_request_seconds_count.*section="${section}",status="${status}".* (\\d+)`).exec(
        text,
      )?.[1];
    expect(Number(count('restaurants', '2xx'))).toBeGreaterThanOrEqual(2);
    expect(count('other', '4xx')).toBe('1');
    expect(count('nothing', '4xx')).toBeUndefined();
  });
});

describe('the door for operators', () => {
  const get = (path: string) => fetch(`http://127.0.0.1:${door.port}${path}`);

  it('says that the process lives, also when what it needs is away, and what that is', async () => {
    expect(await (await get('/ready')).json()).toEqual({
      status: 'ok',
      checks: { postgres: 'ok', redis: 'ok', temporal: 'ok' },
    });
    isAway = true;
    expect((await get('/health')).status).toBe(200);
    const ready = await get('/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'away', checks: { postgres: 'away', redis: 'ok' } });
    isAway = false;
    expect((await get('/orders')).status).toBe(404);
  });

  it('tells how orders are, for Prometheus', async () => {
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/tiffin_orders_stuck\{stuck="without-partner",process="orders"\} \d+/);
    expect(text).toMatch(/tiffin_payment_differences\{process="orders"\} \d+/);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });
});
