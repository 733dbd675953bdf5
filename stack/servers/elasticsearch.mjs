import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { giveTo } from '../lib/account.mjs';
import { must } from '../lib/command.mjs';
import { fillOnce, isComplete } from '../lib/install.mjs';
import { mavenDependency, missingJdk, missingMaven, needJdk } from '../lib/java.mjs';
import { writeWhole } from '../lib/json.mjs';
import { dataDir, installedDir } from '../lib/places.mjs';
import { VERSIONS } from '../versions.mjs';

/** @import { Context, Launch, Places, Server } from '../lib/types.mjs' */

/** What the program's folder holds. */
export const elasticsearchStamp = `${VERSIONS.elasticsearch} with edge_ngram ${VERSIONS.edgeNgramPlugin}`;

const SOURCES = join(import.meta.dirname, '../elasticsearch');
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSIONS.elasticsearch}:zip`;

/** Not used by us, and a second of every start. */
const UNUSED = ['modules/x-pack-core', 'modules/x-pack-security', 'modules/apm', 'bin', 'config'];

/** Elasticsearch: search. @type {Server} */
export const elasticsearch = {
  name: 'elasticsearch',
  title: 'Elasticsearch',
  ports: { ELASTICSEARCH: 19200, ELASTICSEARCH_TRANSPORT: 19300 },
  programs: ['java'],
  stopSignal: 'SIGTERM',
  missingPackages: (places) => [
    ...missingJdk(),
    ...(isComplete(program(places), elasticsearchStamp) ? [] : missingMaven()),
  ],
  install,
  prepare,
  probe: ({ ports }) => isHealthy(`http://127.0.0.1:${ports.ELASTICSEARCH}/_cluster/health`),
  setUp: async () => {},
  version: async () => VERSIONS.elasticsearch,
};

/** @param {Places} places */
const program = (places) => installedDir(places, 'elasticsearch');

/** @param {Context} context */
async function install({ places, report }) {
  await fillOnce(program(places), elasticsearchStamp, async (folder) => {
    report(`downloading Elasticsearch ${VERSIONS.elasticsearch} from Maven Central (107 MB)`);
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    await mavenDependency('download Elasticsearch', 'unpack', unpacked, [`-Dartifact=${ARTIFACT}`]);
    moveInto(folder, join(unpacked, `elasticsearch-${VERSIONS.elasticsearch}`));
    rmSync(unpacked, { recursive: true });
    for (const name of UNUSED) rmSync(join(folder, name), { recursive: true, force: true });
    report('compiling the edge_ngram plugin');
    await buildPlugin(folder);
  });
}

/**
 * Moves what is in one folder to another.
 * @param {string} to
 * @param {string} from
 */
function moveInto(to, from) {
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
}

/** @param {string} home */
async function buildPlugin(home) {
  const plugin = join(home, 'plugins/edge-ngram');
  const classes = join(home, 'plugin-classes');
  const source = join(SOURCES, 'plugin');
  mkdirSync(plugin, { recursive: true });
  const javac = ['--release', '17', '-cp', join(home, 'lib/*'), '-d', classes];
  await must('compile the edge_ngram plugin', tool('javac'), [
    ...javac,
    join(source, 'EdgeNgramTokenizerFactory.java'),
  ]);
  await must('pack the edge_ngram plugin', tool('jar'), [
    '-cf',
    join(plugin, 'edge-ngram.jar'),
    '-C',
    classes,
    '.',
  ]);
  rmSync(classes, { recursive: true });
  copyFileSync(join(source, 'named_components.json'), join(plugin, 'named_components.json'));
  writeFileSync(join(plugin, 'stable-plugin-descriptor.properties'), descriptor());
}

function descriptor() {
  return `${[
    'name=edge-ngram',
    'description=The edge_ngram tokenizer',
    `version=${VERSIONS.edgeNgramPlugin}`,
    `elasticsearch.version=${VERSIONS.elasticsearch}`,
    `java.version=${VERSIONS.javaMajor}`,
  ].join('\n')}\n`;
}

/** @param {string} name */
const tool = (name) => join(needJdk().home, 'bin', name);

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare(context) {
  const { places, account } = context;
  const data = dataDir(places, 'elasticsearch');
  const temporary = join(data, 'tmp');
  for (const folder of [data, join(data, 'config'), join(data, 'data'), temporary]) {
    mkdirSync(folder, { recursive: true });
    giveTo(folder, account);
  }
  copyFileSync(join(SOURCES, 'log4j2.properties'), join(data, 'config/log4j2.properties'));
  const settings = serverSettings(context);
  return {
    command: tool('java'),
    args: jvm(places, temporary),
    env: { LIBFFI_TMPDIR: temporary },
    cwd: data,
    stdinFile: await serverArgs(context, settings),
    fingerprint: [VERSIONS.elasticsearch, ...jvm(places, temporary), ...settings].join('\n'),
  };
}

/** @param {Context} context */
function serverSettings({ places, ports }) {
  const data = dataDir(places, 'elasticsearch');
  return Object.entries({
    'path.home': program(places),
    'path.data': join(data, 'data'),
    'path.logs': join(places.home, 'logs'),
    'cluster.name': 'tiffin',
    'node.name': 'tiffin',
    'network.host': '127.0.0.1',
    'http.port': ports.ELASTICSEARCH,
    'transport.port': ports.ELASTICSEARCH_TRANSPORT,
    'discovery.type': 'single-node',
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'action.destructive_requires_name': true,
  }).map(([key, value]) => `${key}=${value}`);
}

/**
 * The file that the server reads its settings from; written again only when they change.
 * @param {Context} context
 * @param {string[]} settings
 */
async function serverArgs({ places, account }, settings) {
  const data = dataDir(places, 'elasticsearch');
  const file = join(data, 'server-args.bin');
  const key = [VERSIONS.elasticsearch, ...settings].join('\n');
  const keyFile = `${file}.key`;
  if (existsSync(file) && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key) return file;
  rmSync(keyFile, { force: true });
  await must("write Elasticsearch's settings", tool('java'), [
    ...[
      '-XX:TieredStopAtLevel=1',
      '-cp',
      join(program(places), 'lib/*'),
      join(SOURCES, 'WriteServerArgs.java'),
    ],
    ...[file, join(data, 'config'), join(places.home, 'logs'), ...settings],
  ]);
  giveTo(file, account);
  writeWhole(keyFile, key);
  return file;
}

/**
 * What Elasticsearch's launcher would pass, less what only a production node needs.
 * @param {Places} places
 * @param {string} temporary
 */
function jvm(places, temporary) {
  const home = program(places);
  const bridge = join(
    home,
    'lib/entitlement-bridge',
    `elasticsearch-entitlement-bridge-${VERSIONS.elasticsearch}.jar`,
  );
  const friends = [
    ...['org.elasticsearch.entitlement', 'java.logging', 'java.net.http', 'java.naming'],
    ...['jdk.net', 'jdk.zipfs', 'jdk.management.agent'],
  ].join(',');
  return [
    ...['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss1m'],
    ...['-XX:MaxDirectMemorySize=256m', '-XX:+ExitOnOutOfMemoryError', '-XX:-OmitStackTraceInFastThrow'],
    ...['-XX:+EnableDynamicAgentLoading', '-Djdk.attach.allowAttachSelf=true'],
    `--patch-module=java.base=${bridge}`,
    `--add-exports=java.base/org.elasticsearch.entitlement.bridge=${friends}`,
    `-Des.path.home=${home}`,
    ...['-Des.distribution.type=zip', '-Des.java.type=ES_JAVA_HOME'],
    ...['-Des.networkaddress.cache.ttl=60', '-Des.networkaddress.cache.negative.ttl=10'],
    ...[
      '-Djava.awt.headless=true',
      '-Dfile.encoding=UTF-8',
      '-Djna.nosys=true',
      `-Djava.io.tmpdir=${temporary}`,
    ],
    ...['-Dio.netty.noUnsafe=true', '-Dio.netty.noKeySetOptimization=true'],
    '-Dio.netty.recycler.maxCapacityPerThread=0',
    ...['-Dlog4j.shutdownHookEnabled=false', '-Dlog4j2.disable.jmx=true', '-Dlog4j2.formatMsgNoLookups=true'],
    `-Djava.locale.providers=${needJdk().major >= 23 ? 'CLDR' : 'SPI,COMPAT'}`,
    '-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=17',
    '-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1',
    ...['--module-path', join(home, 'lib'), '--add-modules=jdk.net', '--add-modules=jdk.management.agent'],
    ...[
      '--add-modules=ALL-MODULE-PATH',
      '-m',
      'org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch',
    ],
  ];
}

/**
 * Whether a cluster answers and is not red.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
function isHealthy(url) {
  return new Promise((resolve) => {
    const call = get(url, { timeout: 1_000, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () =>
        resolve(response.statusCode === 200 && /"status":"(green|yellow)"/.test(body)),
      );
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
  });
}
