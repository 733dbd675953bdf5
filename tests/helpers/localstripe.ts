import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../stack/lib/command.mjs';
import { fillOnce } from '../../stack/lib/install.mjs';
import { ensurePlaces, installedDir } from '../../stack/lib/places.mjs';

/** PyPI `localstripe` and what it imports. A tool for tests: nothing of it is part of Tiffin. */
const PACKAGES = ['localstripe==1.15.10', 'aiohttp==3.14.5', 'python-dateutil>=2.8'];

/** The whole server, but on one address of ours, and without its pickle file in /tmp that other runs would share. */
const PROGRAM = `
import sys
from aiohttp import web
from localstripe.resources import store
from localstripe.server import app
store.dump_to_disk = lambda: None
web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None)
`;

async function install(): Promise<string> {
  const folder = installedDir(ensurePlaces(), 'localstripe');
  await fillOnce(folder, PACKAGES.join(' '), async (aside) => {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', aside];
    await must(
      'install localstripe, which the tests of the Stripe adapter need once from PyPI (go online and run them again)',
      'python3',
      [...args, ...PACKAGES],
    );
  });
  return folder;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilUp(url: string, child: ReturnType<typeof spawn>, output: () => string): Promise<void> {
  for (const giveUpAt = Date.now() + 20_000; ; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`localstripe ended at once:\n${output()}`);
    const up = await fetch(`${url}/v1/refunds`, { headers: { Authorization: 'Bearer sk_test_probe' } }).catch(
      () => undefined,
    );
    if (up?.ok) return;
    if (Date.now() > giveUpAt) throw new Error(`localstripe did not start within 20 s:\n${output()}`);
  }
}

/** What befalls the next request whose path ends so. */
export type Fault =
  /** It arrives and is carried out, but the answer is lost. */
  | 'lose-answer'
  /** It never arrives; the connection breaks. */
  | 'lose-request'
  /** It arrives only when `deliver()` is called; nobody answers meanwhile. */
  | 'hold'
  /** 503, not carried out. */
  | 'unavailable';

type Arrival = { method: string; path: string; idempotencyKey: string | undefined };

/**
 * Starts localstripe, a real server that speaks Stripe's protocol, behind a line that can be cut. It knows PaymentIntents with
 * manual capture, cancelling and refunds; it has no idempotency keys, no limits on refunds, and no partial `amount_received`.
 */
export async function startLocalStripe() {
  const folder = await install();
  const port = await freePort();
  const child = spawn('python3', ['-c', PROGRAM, String(port)], {
    env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-5_000);
    });
  }
  const direct = `http://127.0.0.1:${port}`;
  try {
    await untilUp(direct, child, () => output);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }

  const arrivals: Arrival[] = [];
  let faults: { pathEnd: string; fault: Fault }[] = [];
  const held: (() => Promise<void>)[] = [];

  const forward = (from: IncomingMessage, body: Buffer) =>
    new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
      const { method, url: path, headers } = from;
      const onward = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
        const chunks = await answer.toArray();
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) });
      });
      onward.on('error', reject).end(body);
    });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = Buffer.concat(await incoming.toArray());
    const path = (incoming.url as string).split('?')[0] as string;
    const key = incoming.headers['idempotency-key'];
    arrivals.push({
      method: incoming.method as string,
      path,
      idempotencyKey: Array.isArray(key) ? key[0] : key,
    });
    const index = faults.findIndex(({ pathEnd }) => path.endsWith(pathEnd));
    const [hit] = index < 0 ? [] : faults.splice(index, 1);
    if (hit?.fault === 'hold') {
      held.push(async () => void (await forward(incoming, body)));
      return;
    }
    if (hit?.fault === 'unavailable') {
      outgoing.writeHead(503).end('{"error":{"type":"api_error","message":"down for maintenance"}}');
      return;
    }
    if (hit?.fault === 'lose-request') {
      outgoing.destroy();
      return;
    }
    const answer = await forward(incoming, body);
    if (hit?.fault === 'lose-answer') outgoing.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }
  const line = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const linePort = await listen(line);

  return {
    apiBase: `http://127.0.0.1:${linePort}`,
    arrivals,
    /** `times` requests to paths that end so meet this fault. */
    next(pathEnd: string, fault: Fault, times = 1) {
      faults.push(...Array.from({ length: times }, () => ({ pathEnd, fault })));
    },
    calm() {
      faults = [];
      arrivals.length = 0;
    },
    /** Lets the requests that were held up arrive now. */
    async deliver() {
      await Promise.all(held.splice(0).map((arrive) => arrive()));
    },
    /** Asks the server itself, past the line. */
    async read<T>(path: string): Promise<T> {
      const answer = await fetch(direct + path, { headers: { Authorization: 'Bearer sk_test_reader' } });
      return (await answer.json()) as T;
    },
    /** Does something at the server that we did not ask for, as its owner's dashboard would. */
    async act(method: string, path: string, body?: unknown): Promise<void> {
      const answer = await fetch(direct + path, {
        method,
        headers: { Authorization: 'Bearer sk_test_owner', 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok)
        throw new Error(`localstripe: ${path} answered ${answer.status} ${await answer.text()}`);
    },
    async close() {
      line.closeAllConnections();
      line.close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}
export type LocalStripe = Awaited<ReturnType<typeof startLocalStripe>>;
