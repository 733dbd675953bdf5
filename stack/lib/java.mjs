import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VERSIONS } from '../versions.mjs';
import { must, run, which } from './command.mjs';
import { StackError } from './errors.mjs';

/**
 * @typedef {object} Jdk
 * @property {string} home
 * @property {number} major
 */

/**
 * The Java to use: JAVA_HOME, else the one on the PATH, else any installed one; with a compiler.
 * @returns {Jdk | undefined}
 */
export function findJdk() {
  return candidates()
    .flatMap((home) => describe(home) ?? [])
    .find(({ major, home }) => major >= VERSIONS.javaMajor && existsSync(join(home, 'bin/javac')));
}

/**
 * @returns {Jdk}
 */
export function needJdk() {
  const jdk = findJdk();
  if (jdk) return jdk;
  throw new StackError(`no JDK ${VERSIONS.javaMajor} or newer: install one (Debian: default-jdk-headless)`);
}

/**
 * The Debian package of Java, when there is none.
 * @returns {string[]}
 */
export const missingJdk = () => (findJdk() ? [] : ['default-jdk-headless']);

/**
 * The Debian package of Maven, when there is none.
 * @returns {string[]}
 */
export const missingMaven = () => (which('mvn') ? [] : ['maven']);

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * Runs one goal of Maven's dependency plugin. One at a time: Maven's local repository has no lock.
 * @param {string} purpose
 * @param {string} goal such as `unpack`
 * @param {string} folder to put the files in, and Maven's own notes of what it has unpacked
 * @param {string[]} args
 * @returns {Promise<void>}
 */
export function mavenDependency(purpose, goal, folder, args) {
  const plugin = `org.apache.maven.plugins:maven-dependency-plugin:${VERSIONS.mavenDependencyPlugin}`;
  const work = turn.then(async () => {
    const command = ['-B', '-q', `${plugin}:${goal}`, `-DoutputDirectory=${folder}`, ...args];
    const options = { cwd: folder, env: { JAVA_HOME: needJdk().home } };
    if ((await run('mvn', command, options)).code === 0) return;
    await must(purpose, 'mvn', command, options); // once more: the network, or another Maven at work
  });
  turn = work.catch(() => {});
  return work;
}

/** @returns {string[]} homes, best first */
function candidates() {
  const fromEnvironment = process.env.JAVA_HOME;
  const onPath = which('javac');
  const installed = existsSync('/usr/lib/jvm') ? readdirSync('/usr/lib/jvm').sort() : [];
  return [
    ...(fromEnvironment ? [fromEnvironment] : []),
    ...(onPath ? [dirname(dirname(realpathSync(onPath)))] : []),
    ...installed.map((name) => join('/usr/lib/jvm', name)),
  ];
}

/**
 * @param {string} home
 * @returns {Jdk | undefined}
 */
function describe(home) {
  const release = join(home, 'release');
  if (!existsSync(release)) return undefined;
  const version = /JAVA_VERSION="(\d+)/.exec(readFileSync(release, 'utf8'));
  return version ? { home, major: Number(version[1]) } : undefined;
}
