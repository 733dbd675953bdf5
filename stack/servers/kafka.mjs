import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from '../lib/account.mjs';
import { must } from '../lib/command.mjs';
import { fillOnce, isComplete } from '../lib/install.mjs';
import { mavenDependency, missingJdk, missingMaven, needJdk } from '../lib/java.mjs';
import { writeWhole } from '../lib/json.mjs';
import { dataDir, installedDir } from '../lib/places.mjs';
import { exchange } from '../lib/socket.mjs';
import { until } from '../lib/wait.mjs';
import { VERSIONS } from '../versions.mjs';

/** @import { Context, Launch, Places, Server } from '../lib/types.mjs' */

/** What the folder of jars holds. */
export const kafkaStamp = `${VERSIONS.kafka} with log4j ${VERSIONS.log4j}`;

const SOURCES = join(import.meta.dirname, '../kafka');

const WARM_UP_MS = 10_000;

/** Kafka: events for other systems. One broker, which is its own controller. @type {Server} */
export const kafka = {
  name: 'kafka',
  title: 'Kafka',
  ports: { KAFKA: 19092, KAFKA_CONTROLLER: 19093 },
  programs: ['java'],
  stopSignal: 'SIGTERM',
  missingPackages: (places) => [
    ...missingJdk(),
    ...(isComplete(jars(places), kafkaStamp) ? [] : missingMaven()),
  ],
  install,
  prepare,
  probe,
  setUp,
  version: async () => VERSIONS.kafka,
};

/** @param {Places} places */
const jars = (places) => installedDir(places, 'kafka');

/** @param {Context} context */
async function install({ places, report }) {
  await fillOnce(jars(places), kafkaStamp, async (folder) => {
    report(`downloading Kafka ${VERSIONS.kafka} from Maven Central`);
    await mavenDependency('download Kafka', 'copy-dependencies', folder, [
      ...['-f', join(SOURCES, 'pom.xml'), '-DincludeScope=runtime'],
      ...[`-Dkafka.version=${VERSIONS.kafka}`, `-Dlog4j.version=${VERSIONS.log4j}`],
    ]);
    copyFileSync(join(SOURCES, 'log4j2.xml'), join(folder, 'log4j2.xml'));
  });
}

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare(context) {
  const { places, account, report } = context;
  const data = dataDir(places, 'kafka');
  mkdirSync(data, { recursive: true });
  giveTo(data, account);
  const file = join(data, 'server.properties');
  const settings = configuration(context, join(data, 'log/files'));
  await fillOnce(join(data, 'log'), 'formatted', async (aside) => {
    report('formatting the log folder');
    giveTo(aside, account);
    const draft = join(data, 'format.properties');
    writeWhole(draft, configuration(context, join(aside, 'files')));
    const clusterId = randomBytes(16).toString('hex').slice(0, 22); // base64 may begin with a dash
    const args = [...jvm(places), 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', draft];
    await must("format Kafka's log folder", java(), args, { as: account, cwd: data });
  });
  writeWhole(file, settings);
  const args = [...jvm(places), 'kafka.Kafka', file];
  return { command: java(), args, cwd: data, fingerprint: [java(), ...args, settings].join('\n') };
}

const java = () => join(needJdk().home, 'bin/java');

/** A small heap and the quick compiler: it shares two cores with everything else. @param {Places} places */
const jvm = (places) => [
  ...['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'],
  ...['-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true'],
  `-Dlog4j2.configurationFile=${join(jars(places), 'log4j2.xml')}`,
  ...['-cp', join(jars(places), '*')],
];

/**
 * @param {Context} context
 * @param {string} logs
 */
function configuration({ ports }, logs) {
  const broker = `127.0.0.1:${ports.KAFKA}`;
  const controller = `127.0.0.1:${ports.KAFKA_CONTROLLER}`;
  return `${[
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@${controller}`, // static: nothing of the port is kept in the data
    `listeners=PLAINTEXT://${broker},CONTROLLER://${controller}`,
    `advertised.listeners=PLAINTEXT://${broker},CONTROLLER://${controller}`,
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=PLAINTEXT',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${logs}`,
    'auto.create.topics.enable=false',
    'num.partitions=6',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=8',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=8',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'share.coordinator.state.topic.num.partitions=4',
    'group.initial.rebalance.delay.ms=0',
    'broker.session.timeout.ms=4000', // a killed broker may register again after this time
    'broker.heartbeat.interval.ms=1000',
    'log.segment.bytes=67108864',
    'log.index.size.max.bytes=1048576',
    'log.preallocate=false',
    'log.retention.hours=72',
    'log.cleaner.dedupe.buffer.size=16777216',
    'num.network.threads=2',
    'num.io.threads=4',
    'background.threads=4',
  ].join('\n')}\n`;
}

/**
 * Kafka's own protocol: it must list its interfaces (ApiVersions) and know a live broker (Metadata).
 * @param {Context} context
 */
async function probe({ ports }) {
  const port = ports.KAFKA ?? 0;
  const versions = await exchange(port, request(18, 0), isWhole);
  if (versions?.readInt16BE(8) !== 0) return false;
  const metadata = await exchange(port, request(3, 1, Buffer.alloc(4)), isWhole);
  return (metadata?.readInt32BE(8) ?? 0) > 0;
}

/**
 * A fresh broker makes its internal topics and producer ids when somebody first asks: ask now, so that the
 * first real client meets no "coordinator not available".
 * @param {Context} context
 */
async function setUp({ ports }) {
  const port = ports.KAFKA ?? 0;
  const group = Buffer.from([0, 1, 'x'.charCodeAt(0), 0]);
  const producer = Buffer.from([0xff, 0xff, 0, 0, 0, 1]);
  /** @param {Buffer | null} answer */
  const succeeded = (answer) => answer?.readInt16BE(12) === 0;
  const coordinator = async () => succeeded(await exchange(port, request(10, 1, group), isWhole));
  const producerId = async () => succeeded(await exchange(port, request(22, 0, producer), isWhole));
  await until(coordinator, WARM_UP_MS);
  await until(producerId, WARM_UP_MS);
}

/**
 * @param {number} api
 * @param {number} version
 * @param {Buffer} [body]
 */
function request(api, version, body = Buffer.alloc(0)) {
  const header = Buffer.alloc(14);
  header.writeInt32BE(10 + body.length, 0);
  header.writeInt16BE(api, 4);
  header.writeInt16BE(version, 6);
  header.writeInt32BE(1, 8);
  header.writeInt16BE(-1, 12); // no client id
  return Buffer.concat([header, body]);
}

/** @param {Buffer} answer */
const isWhole = (answer) => answer.length >= 12 && answer.length >= 4 + answer.readInt32BE(0);
