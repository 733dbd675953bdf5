import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createPulse } from '../../api/realtime/pulse.ts';

const BEAT_MS = 100;
let server: WebSocketServer;
let pulse: ReturnType<typeof createPulse>;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  pulse = createPulse(server, BEAT_MS);
  await new Promise((resolve) => server.on('listening', resolve));
});
afterEach(async () => {
  pulse.close();
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

async function socket(options: { autoPong: boolean }) {
  const { port } = server.address() as { port: number };
  const ws = new WebSocket(`ws://127.0.0.1:${port}`, options);
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
  return { closed };
}

it('a socket that answers stays, and one that does not is ended by the second beat', async () => {
  const [alive, dead] = [await socket({ autoPong: true }), await socket({ autoPong: false })];
  expect(await dead.closed).toBe(1006);
  expect(await Promise.race([alive.closed, sleep(5 * BEAT_MS, 'open')])).toBe('open');
  expect(server.clients.size).toBe(1);
});
