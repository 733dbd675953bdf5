import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApp } from '../api/app.ts';
import { describeApi } from '../api/documents.ts';
import { POLICY } from '../api/policy.ts';
import { apiTypes, socketTypes } from '../clients/typescript/generate.ts';
import { describeSockets } from '../contracts/asyncapi.ts';
import { DROP_OUT_REASONS, DROP_OUTS } from '../domain/delivery/drop-out.ts';
import {
  DELIVERY,
  DELIVERY_ACTIONS,
  DELIVERY_STATUSES,
  type DeliveryStatus,
} from '../domain/delivery/machine.ts';
import { isFinal, ORDER_STATUSES, orderMoves } from '../domain/order/machine.ts';
import { FAILURE_CAUSES, refundShare } from '../domain/order/refund.ts';

import { RATE_POLICIES } from '../services/rate-limit/policies.ts';

// Writes the documents that are made from code; with --check it only says which are out of date and fails.

const ROOT = fileURLToPath(new URL('../', import.meta.url));

function orderMachine(): string {
  const moves = orderMoves();
  const arrows = new Map<string, string[]>();
  for (const { from, action, actor, to } of moves) {
    const arrow = `${from} --> ${to}: ${action}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), actor]);
  }
  const percent = (share: number) => `${share / 100} %`;
  const cancels = moves.filter(({ action }) => action === 'cancel');
  return [
    '# The order machine',
    '',
    'Made from `domain/order/machine.ts` and `domain/order/refund.ts` by `npm run docs`; do not edit.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> PLACED: place (customer)',
    ...[...arrows].map(([arrow, actors]) => `  ${arrow} (${actors.join(', ')})`),
    ...ORDER_STATUSES.filter(isFinal).map((status) => `  ${status} --> [*]`),
    '```',
    '',
    '| from | action | by | to |',
    '|---|---|---|---|',
    ...moves.map(({ from, action, actor, to }) => `| ${from} | ${action} | ${actor} | ${to} |`),
    '',
    '## What goes back when an order ends early',
    '',
    'A rejected order is always refunded in full.',
    '',
    '| cancelled in | by | items | fees | tip |',
    '|---|---|---|---|---|',
    ...cancels.map(({ from, actor }) => {
      const { items, fees, tip } = refundShare(from, actor);
      return `| ${from} | ${actor} | ${percent(items)} | ${percent(fees)} | ${percent(tip)} |`;
    }),
    '',
    '| could not be handed over: cause | items | fees | tip |',
    '|---|---|---|---|',
    ...FAILURE_CAUSES.map((cause) => {
      const { items, fees, tip } = refundShare('PICKED_UP', 'partner', cause);
      return `| ${cause} | ${percent(items)} | ${percent(fees)} | ${percent(tip)} |`;
    }),
    '',
  ].join('\n');
}

function deliveryMachine(): string {
  const moves = DELIVERY_STATUSES.flatMap((from) =>
    DELIVERY_ACTIONS.flatMap((action) => {
      const to = DELIVERY[from][action];
      return to ? [{ from, action, to }] : [];
    }),
  );
  const isEnd = (status: DeliveryStatus) => !moves.some(({ from }) => from === status);
  return [
    '# The delivery machine',
    '',
    'Made from `domain/delivery/machine.ts` and `domain/delivery/drop-out.ts` by `npm run docs`; do not edit.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> SEARCHING: request',
    ...moves.map(({ from, action, to }) => `  ${from} --> ${to}: ${action}`),
    ...DELIVERY_STATUSES.filter(isEnd).map((status) => `  ${status} --> [*]`),
    '```',
    '',
    '| from | action | to |',
    '|---|---|---|',
    ...moves.map(({ from, action, to }) => `| ${from} | ${action} | ${to} |`),
    '',
    '| a partner drops out because of | counts against them | pauses their shift |',
    '|---|---|---|',
    ...DROP_OUT_REASONS.map((reason) => {
      const { counts, pauses } = DROP_OUTS[reason];
      return `| ${reason} | ${counts ? 'yes' : 'no'} | ${pauses ? 'yes' : 'no'} |`;
    }),
    '',
  ].join('\n');
}

/** The documents need the routes, not what they are built from: no handler runs here. */
const deps = { log: pino({ name: 'docs' }), rateLimit: { charge: () => undefined }, corsOrigins: [] };
const app = createApp(deps as unknown as Parameters<typeof createApp>[0]);

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const { all, ...gateways } = describeApi(app);
const sockets = describeSockets();

function access(): string {
  const rows = Object.entries(POLICY).map(([route, { by, of, scope, rate }]) => {
    const usual = route.startsWith('GET') ? 'read' : 'write';
    const callers = typeof by === 'string' ? by : by.join(', ');
    return `| \`${route}\` | ${callers} | ${of} | ${scope ? `\`${scope}\`` : '–'} | ${rate ?? usual} |`;
  });
  const budgets = Object.entries(RATE_POLICIES).map(
    ([name, { quota, seconds }]) => `| ${name} | ${quota} | ${seconds} |`,
  );
  return [
    '# Who may call what',
    '',
    'Made from `api/policy.ts` and `services/rate-limit/policies.ts` by `npm run docs`; do not edit. What the words mean stands there.',
    '',
    '| route | who | whose object | scope of a service key | budget |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '| budget | requests at once | and again in seconds |',
    '|---|---|---|',
    ...budgets,
    '',
  ].join('\n');
}

const documents: Record<string, string> = {
  'docs/access.md': access(),
  'docs/order-machine.md': orderMachine(),
  'docs/delivery-machine.md': deliveryMachine(),
  'docs/openapi.json': pretty(all),
  ...Object.fromEntries(
    Object.entries(gateways).map(([name, document]) => [`docs/openapi/${name}.json`, pretty(document)]),
  ),
  'docs/asyncapi.json': pretty(sockets),
  'clients/typescript/api.ts': await apiTypes(all),
  'clients/typescript/sockets.ts': await socketTypes(sockets),
};

const read = (path: string) => {
  try {
    return readFileSync(ROOT + path, 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.keys(documents).filter((path) => read(path) !== documents[path]);
if (!process.argv.includes('--check')) {
  for (const path of stale) writeFileSync(ROOT + path, documents[path] as string);
  console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'nothing to write');
} else if (stale.length > 0) {
  console.error(`${stale.join(', ')} no longer fit the code: run \`npm run docs\` and commit the result.`);
  process.exit(1);
}
