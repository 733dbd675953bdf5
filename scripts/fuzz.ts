import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openPostgres } from '../adapters/postgres/index.ts';
import { GATEWAY_NAMES, type GatewayName } from '../api/openapi.ts';
import { freePort } from '../bench/processes.ts';
import { readConfig } from '../config.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import { must } from '../stack/lib/command.mjs';
import { fillOnce } from '../stack/lib/install.mjs';
import { ensurePlaces, installedDir } from '../stack/lib/places.mjs';
import { openInstallation } from '../tests/helpers/installation.ts';
import {
  answer,
  basket,
  cook,
  customer,
  deliveryOf,
  move,
  online,
  operator,
  place,
  restaurantThatIs,
  staff,
} from '../tests/helpers/people.ts';
import type { ApiClient } from './client.ts';
import { startProcesses } from './processes.ts';

// Lets schemathesis ask the running API, gateway by gateway with the token of its role, whatever the documents allow and much that
// they do not. `npm run fuzz -- partner --seed 7` takes one gateway, and hands the rest on to schemathesis.

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Where the documents and what schemathesis remembers are kept. */
const DOCUMENTS = `${ROOT}.stack/fuzz`;
/** PyPI. A tool for tests: nothing of it is part of Tiffin. */
const PACKAGES = ['schemathesis==4.32.5', 'hypothesis==6.170.17', 'jsonschema-rs==0.60.3'];
/** For each gateway, so that all of them end within five minutes. */
const SECONDS = '45';

async function install(): Promise<string> {
  const folder = installedDir(ensurePlaces(), 'schemathesis');
  await fillOnce(folder, PACKAGES.join(' '), async (aside) => {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', aside];
    await must('install schemathesis from PyPI (go online and run this again)', 'python3', [
      ...args,
      ...PACKAGES,
    ]);
  });
  return folder;
}

/** A town in which something goes on, and the ids to ask each gateway about. */
async function prepare(url: string, databaseUrl: string) {
  const { db, close } = openPostgres(readConfig({ DATABASE_URL: databaseUrl }).postgres);
  const restaurant = await restaurantThatIs(db, 'open').finally(close);
  const [eater, kitchen, watcher] = await Promise.all([
    customer(url),
    staff(url, restaurant.slug),
    operator(url),
  ]);
  const rider = await online(url, 1, restaurant);
  const position = { lat: restaurant.lat, lng: restaurant.lng };
  const heartbeat = setInterval(() => rider.socket.send({ type: 'location', data: position }), 5_000);
  /** On a busy machine the search for a partner takes its time. */
  const carry = async (orderId: string) => {
    const ofOrder = (frame: { data: { orderId: string } }) => frame.data.orderId === orderId;
    const { data: offer } = await rider.socket.next('offer', ofOrder, 60_000);
    await answer(rider, offer.offerId, 'offer.accept');
    return { offer, delivery: await deliveryOf(rider, orderId) };
  };
  const step = (delivery: string, action: string) =>
    rider.client.call('POST', `/v1/deliveries/${delivery}/${action}`);

  const delivered = await cook({ eater, kitchen, restaurant });
  const { delivery: first } = await carry(delivered.id);
  await move(kitchen, delivered.id, 'ready');
  await step(first.id, 'pick-up');
  await step(first.id, 'deliver');

  const carried = await cook({ eater, kitchen, restaurant });
  const { offer, delivery: second } = await carry(carried.id);
  const waiting = await place(eater, await basket(eater, restaurant));
  const quote = await eater.call<{ id: string }>('POST', '/v1/quotes', {
    ...(await basket(eater, restaurant)),
    paymentToken: undefined,
  });
  clearInterval(heartbeat);
  await rider.socket.close();
  const { id: webhook } = await kitchen.call<{ id: string }>('POST', '/v1/restaurant/webhooks', {
    url: 'https://till.example.com',
  });
  const { id: webhookMessage } = await kitchen.call<{ id: string }>(
    'POST',
    `/v1/restaurant/webhooks/${webhook}/test`,
  );

  const common = {
    restaurant: restaurant.id,
    item: restaurant.items[0]?.id as string,
    delivery: second.id,
    offer: offer.offerId,
    partner: rider.id,
    quote: quote.id,
  };
  const ids = {
    public: { ...common, order: delivered.id },
    customer: { ...common, order: delivered.id },
    restaurant: { ...common, order: waiting.id, webhook, webhookMessage },
    partner: { ...common, order: carried.id },
    operator: { ...common, order: delivered.id },
  } satisfies Record<GatewayName, object>;
  const people: Record<GatewayName, ApiClient | undefined> = {
    public: undefined,
    customer: eater,
    restaurant: kitchen,
    partner: rider.client,
    operator: watcher,
  };
  return { ids, people };
}

/** The document with ids that exist where it gives examples. */
async function documentOf(url: string, gateway: GatewayName, ids: Record<string, string>): Promise<string> {
  const text = await (await fetch(`${url}/openapi/${gateway}.json`)).text();
  return Object.entries(ids).reduce(
    (changed, [kind, id]) =>
      changed.replaceAll(`${ID_PREFIXES[kind as keyof typeof ID_PREFIXES]}_01jd7zk0f8e9vbq3n4m5p6r7st`, id),
    text,
  );
}

function schemathesis(folder: string, args: string[]): Promise<number> {
  const child = spawn(
    'python3',
    [
      '-c',
      'from schemathesis.cli import schemathesis; schemathesis()',
      '--config-file',
      `${ROOT}scripts/fuzz.toml`,
      'run',
      ...args,
    ],
    {
      cwd: DOCUMENTS,
      stdio: 'inherit',
      env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function fuzz(args: string[]): Promise<string[]> {
  const isGateway = (text: string): text is GatewayName => (GATEWAY_NAMES as string[]).includes(text);
  const wanted = args.filter(isGateway);
  const rest = args.filter((arg) => !isGateway(arg));
  const folder = await install();
  const installation = await openInstallation('fuzz');
  const port = await freePort();
  const processes = await startProcesses({ ...installation.settings, PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  const failed: string[] = [];
  try {
    const { ids, people } = await prepare(url, installation.settings.DATABASE_URL);
    mkdirSync(DOCUMENTS, { recursive: true });
    for (const gateway of wanted.length > 0 ? wanted : GATEWAY_NAMES) {
      console.log(`\n── ${gateway} ${'─'.repeat(60 - gateway.length)}`);
      const file = `${DOCUMENTS}/${gateway}.json`;
      writeFileSync(file, await documentOf(url, gateway, ids[gateway]));
      const token = people[gateway]?.session?.accessToken;
      const header = token ? ['--header', `Authorization: Bearer ${token}`] : [];
      const code = await schemathesis(folder, [
        file,
        '--url',
        url,
        '--max-time',
        SECONDS,
        ...header,
        ...rest,
      ]);
      if (code !== 0) failed.push(gateway);
    }
  } finally {
    await processes.stop();
    await installation.close();
  }
  return failed;
}

await fuzz(process.argv.slice(2)).then(
  (failed) => {
    console.log(
      failed.length > 0
        ? `\nFailed: ${failed.join(', ')}; see above.`
        : '\nEvery gateway answers as documented.',
    );
    process.exit(failed.length > 0 ? 1 : 0);
  },
  (error) => {
    console.error(`\nFuzzing stopped: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
