import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { serverAccount } from '../../stack/lib/account.mjs';
import { ensurePlaces } from '../../stack/lib/places.mjs';
import { running, start, stop } from '../../stack/lib/supervise.mjs';
import { kafka } from '../../stack/servers/kafka.mjs';

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * A Kafka broker of one's own, which may be stopped and started again with its data while everybody else's goes on.
 * `remove` stops it and deletes what it wrote.
 */
export async function startBroker() {
  const shared = ensurePlaces();
  const home = join(shared.home, 'data', `broker-${process.pid}`);
  for (const folder of ['data', 'logs', 'run']) mkdirSync(join(home, folder), { recursive: true });
  if (!existsSync(join(home, 'installed')))
    symlinkSync(join(shared.home, 'installed'), join(home, 'installed'));
  const places = { ...shared, home, stack: home };
  const [port, controller] = (await freePorts(2)) as [number, number];
  const context = {
    places,
    ports: { KAFKA: port, KAFKA_CONTROLLER: controller },
    account: await serverAccount(),
    report: () => {},
  };
  const run = async () => {
    await start(kafka, await kafka.prepare(context), context);
    await kafka.setUp(context);
  };
  await run();
  // It outlives its starter by design; this one must not, whatever ends us.
  const end = () => {
    const pid = running(places, kafka)?.process.pid;
    if (pid) process.kill(pid, 'SIGKILL');
  };
  process.once('exit', end);
  return {
    address: `127.0.0.1:${port}`,
    stop: () => stop(places, kafka),
    start: run,
    async remove() {
      process.off('exit', end);
      await stop(places, kafka);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
export type Broker = Awaited<ReturnType<typeof startBroker>>;
