import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// Sends logins for accounts that do not exist at a steady rate, whatever is answered. Arguments: address, logins per second.
// Flooding begins with the message `start` and pauses with `stop`.

const [url = '', perSecond = '0'] = process.argv.slice(2);
const TICK_MS = 10;

let flooding = false;
const attempt = () =>
  fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, password: 'guess' }),
  })
    .then((response) => response.arrayBuffer())
    .catch(() => {});

process.on('message', (message) => {
  flooding = message === 'start';
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

let due = 0;
for (;;) {
  await sleep(TICK_MS);
  if (!flooding) continue;
  due += (Number(perSecond) * TICK_MS) / 1_000;
  for (; due >= 1; due -= 1) void attempt();
}
