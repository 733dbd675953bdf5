import { DefaultLogger, Runtime } from '@temporalio/worker';
import { readConfig } from '../../config.ts';
import { untilStopped } from '../../process.ts';
import { startOrderWorker } from '../../workers/orders.ts';
import { type Watch, watch, weavePoints } from './points.ts';

// The product's own worker, in a process that can be killed, with the crash points woven in.
Runtime.install({ logger: new DefaultLogger('ERROR') });
weavePoints();
process.on('message', (message: Watch) => watch(message));
await untilStopped(startOrderWorker(readConfig()));
